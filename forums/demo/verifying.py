"""The desk of the demo: a small register, what was decided on it, and what waits."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from community.lib.limits import forget
from community.members.models import Standing, User
from community.members.viewer import viewer_for
from forums.demo.people import EVERYONE, Person
from verification.claiming import Claimed, submit
from verification.ending import end_lapsed
from verification.importing import import_file
from verification.limits import CLAIMING
from verification.matching import Outcome
from verification.models import Claim, Decision, Evidence, RegisterEntry
from verification.terms import marks

REGISTER = Path(__file__).parent / "register.csv"

# How long the four at the desk have waited, in hours.
WAITING = {"cara": 31, "owen": 26, "tess": 52, "leo": 5}
WITH_PROOF = {"cara", "owen"}  # have confirmed a work address


def verify(people: Mapping[str, User], now: datetime) -> None:
    """Read the register, settle the claims of those who are verified and leave four at the desk.

    The register comes as a delta, so that a larger one which is here already stays as it is.
    """
    import_file("gmc", REGISTER, is_delta=True)
    _settle([p for p in EVERYONE if p.number and p.standing], people, now)
    for person in EVERYONE:
        if person.lapsed is not None:
            end_lapsed(user_id=people[person.key].pk)
        if person.key in WAITING:
            given, _, surname = person.name.partition(" ")
            claimed = Claimed("gmc", person.number, surname, given)
            forget(CLAIMING, people[person.key].pk)
            claim = submit(viewer_for(people[person.key]), claimed, uuid.uuid4())
            if person.key in WITH_PROOF:
                claim.evidence.create(kind=Evidence.Kind.WORK_MAIL, detail="nhs.net")
            since = now - timedelta(hours=WAITING[person.key])
            Claim.objects.filter(pk=claim.pk).update(created_at=since)


def _settle(persons: list[Person], people: Mapping[str, User], now: datetime) -> None:
    """Claims that were approved, each two days after it was made. Their members have been told."""
    claims = Claim.objects.bulk_create(_claim(p, people[p.key], now) for p in persons)
    decisions = Decision.objects.bulk_create(
        Decision(
            claim=claim,
            outcome=Decision.Outcome.APPROVE,
            verifier=people["vera"],
            reason="The register agrees, and we have seen your badge.",
        )
        for claim in claims
    )
    Evidence.objects.bulk_create(
        Evidence(claim=claim, kind=kind, seen_by=seen_by)
        for claim in claims
        for kind, seen_by in (
            (Evidence.Kind.INBOX, None),
            (Evidence.Kind.MATCH, None),
            (Evidence.Kind.DOCUMENT, people["vera"]),
        )
    )
    for claim, decision in zip(claims, decisions, strict=True):
        assert claim.decided_at is not None
        decision.at, claim.created_at = claim.decided_at, claim.decided_at - timedelta(days=2)
    Claim.objects.bulk_update(claims, ["created_at"])
    _mark(claims)
    Decision.objects.bulk_update(decisions, ["at"])


def _mark(claims: list[Claim]) -> None:
    """The badges show what the register says of each, and the claims remember it."""
    entries = {e.number: e for e in RegisterEntry.objects.filter(register="gmc")}
    for claim in claims:
        entry = entries[claim.number]
        claim.register_status = entry.status
        claim.save(update_fields=["register_status"])
        Standing.objects.filter(user=claim.user, kind=Standing.Kind.DOCTOR).update(
            **marks(claim, entry)
        )


def _claim(person: Person, user: User, now: datetime) -> Claim:
    given, _, surname = person.name.partition(" ")
    claim = Claim(
        user=user,
        surname=surname,
        given_name=given,
        state=Claim.State.APPROVED,
        outcome=Outcome.CLEAR.value,
        decided_at=now - timedelta(days=person.verified),
        version=2,
        told_version=2,
    )
    claim.put_number("gmc", person.number)
    return claim
