"""A member claims a number, or takes the claim back."""

import uuid
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction

from community.audit.recording import record
from community.events import emit
from community.lib.limits import spend
from community.members.models import Standing, User
from community.members.standing import close
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from verification import rules
from verification.ending import end_lapsed, has_lapsed
from verification.limits import CLAIMING
from verification.matching import Outcome, judge, look_up
from verification.models import Claim, Evidence


@dataclass(frozen=True)
class Claimed:
    """What a member says; `number` is normalised."""

    register: str
    number: str
    surname: str
    given_name: str


def submit(viewer: Viewer, claimed: Claimed, key: uuid.UUID) -> Claim:
    """Make a claim or, when more was asked for, amend the one that waits.

    The claimant learns nothing of the outcome: taken, wrong and unknown numbers wait alike for a
    verifier. Raises Refused and TooFast.
    """
    rules.may_claim(viewer, None).require()
    assert viewer.user_id is not None
    with transaction.atomic():
        form = once(viewer.user_id, key, "claim")
        if form.result_id:
            return Claim.objects.get(pk=form.result_id, user_id=viewer.user_id)
        end_lapsed(user_id=viewer.user_id)
        # The member's row is the lock: no two claims of one person at once.
        User.objects.select_for_update(no_key=True, of=("self",)).get(pk=viewer.user_id)
        claim = live_claim(viewer.user_id, lock=True)
        rules.may_claim(viewer, claim).require()
        spend(CLAIMING, viewer.user_id)

        entry = look_up(claimed.register, claimed.number)
        outcome = judge(entry, claimed.surname, claimed.given_name)
        claim = _put(claim or Claim(user_id=viewer.user_id, version=0), claimed, outcome)
        _note_evidence(claim)
        record("claim.submitted", claim, actor_id=viewer.user_id, outcome=outcome.value)
        emit("claim.submitted", claim_id=claim.pk)
        remember(form, claim.pk)
    return claim


def withdraw(viewer: Viewer, claim_id: int) -> Claim:
    """The member takes a claim back; a verification that rested on it ends now. Raises Refused."""
    assert viewer.user_id is not None
    with transaction.atomic():
        claim = Claim.objects.select_for_update(no_key=True, of=("self",)).get(
            pk=claim_id, user_id=viewer.user_id
        )
        rules.may_withdraw(viewer, claim).require()
        if claim.state == Claim.State.APPROVED:
            close(claim.user_id, Standing.Kind.DOCTOR, actor_id=viewer.user_id, why="given up")
        claim.state = Claim.State.WITHDRAWN
        claim.version += 1
        claim.save(update_fields=["state", "version"])
        record("claim.withdrawn", claim, actor_id=viewer.user_id)
    return claim


def live_claim(user_id: int | None, *, lock: bool = False) -> Claim | None:
    """The member's claim that waits or holds, if any. What has lapsed does not hold."""
    if user_id is None:
        return None
    claims = Claim.objects.filter(user_id=user_id, state__in=Claim.LIVE)
    if lock:  # a verifier may be deciding on it this moment
        claims = claims.select_for_update(no_key=True, of=("self",))
    claim = claims.first()
    if claim and claim.state == Claim.State.APPROVED and has_lapsed(user_id):
        return None
    return claim


def _put(claim: Claim, claimed: Claimed, outcome: Outcome) -> Claim:
    claim.register, claim.number = claimed.register, claimed.number
    claim.surname, claim.given_name = claimed.surname, claimed.given_name
    claim.outcome, claim.state = outcome.value, Claim.State.WAITING
    claim.version += 1
    claim.save()
    return claim


def _note_evidence(claim: Claim) -> None:
    """What is there without the member's doing: the inbox, and whether the register agrees."""
    there = {
        Evidence.Kind.INBOX: EmailAddress.objects.filter(
            user_id=claim.user_id, verified=True
        ).exists(),
        Evidence.Kind.MATCH: claim.outcome == Outcome.CLEAR,
    }
    claim.evidence.filter(
        kind__in=[kind for kind, is_there in there.items() if not is_there]
    ).delete()
    Evidence.objects.bulk_create(
        [Evidence(claim=claim, kind=kind) for kind, is_there in there.items() if is_there],
        ignore_conflicts=True,
    )
