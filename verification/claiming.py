"""A member claims a number, or takes the claim back."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

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
from verification.registers import REGISTERS
from verification.terms import standing_kind


@dataclass(frozen=True)
class Claimed:
    """What a member says; `number` is normalised."""

    register: str
    number: str
    surname: str
    given_name: str


def submit(viewer: Viewer, claimed: Claimed, key: uuid.UUID) -> Claim:
    """Make a claim, amend the one for which more was asked, or renew a verification.

    The claimant learns nothing of the outcome: taken, wrong and unknown numbers wait alike for a
    verifier. Raises Refused and TooFast.
    """
    rules.may_claim(viewer, None).require()
    user_id = viewer.member_id
    with transaction.atomic():
        form = once(user_id, key, "claim")
        if form.result_id:
            return Claim.objects.get(pk=form.result_id, user_id=user_id)
        end_lapsed(user_id=user_id)
        # The member's row is the lock: no two claims of one person at once.
        User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user_id)
        claim = open_claim(user_id, lock=True)
        held = held_claim(user_id, claimed.register)
        rules.may_claim(viewer, claim).require()
        if held:
            rules.may_renew(held, claimed.number, ends_at(held)).require()
        spend(CLAIMING, user_id)
        claim = _put(claim or Claim(user_id=user_id, version=0), claimed, held)
        record("claim.submitted", claim, actor_id=user_id, outcome=claim.outcome)
        emit("claim.submitted", claim_id=claim.pk)
        remember(form, claim.pk)
    return claim


def withdraw(viewer: Viewer, claim_id: int) -> Claim:
    """The member takes a claim back; a verification that rested on it ends now. Raises Refused."""
    with transaction.atomic():
        claim = Claim.objects.select_for_update(no_key=True, of=("self",)).get(
            pk=claim_id, user_id=viewer.member_id
        )
        rules.may_withdraw(viewer, claim).require()
        if claim.state == Claim.State.APPROVED:
            kind = standing_kind(claim.register)
            close(claim.user_id, kind, actor_id=viewer.user_id, why="given up")
        claim.state = Claim.State.WITHDRAWN
        claim.version += 1
        claim.save(update_fields=["state", "version"])
        record("claim.withdrawn", claim, actor_id=viewer.user_id)
        emit("claim.withdrawn", claim_id=claim.pk)
    return claim


def open_claim(user_id: int | None, *, lock: bool = False) -> Claim | None:
    """The member's claim that is not settled yet; there is never more than one."""
    claims = Claim.objects.filter(user=user_id, state__in=Claim.OPEN)
    if lock:  # a verifier may be deciding on it this moment
        claims = claims.select_for_update(no_key=True, of=("self",))
    return claims.first()


def held_claim(user_id: int | None, register: str = "") -> Claim | None:
    """The approved claim of the member's verification, on this register or the doctors' first.
    What has lapsed does not hold."""
    claims = Claim.objects.filter(user=user_id, state=Claim.State.APPROVED)
    claims = claims.filter(register=register) if register else claims
    held = sorted(claims, key=lambda claim: not REGISTERS[claim.register].is_of_doctors)
    return next((c for c in held if not has_lapsed(user_id, standing_kind(c.register))), None)


def live_claim(user_id: int | None) -> Claim | None:
    """The member's claim that waits, else the one that holds, if any."""
    return open_claim(user_id) or held_claim(user_id)


def ends_at(held: Claim) -> datetime | None:
    """The end of the verification that rests on this claim."""
    return (
        Standing.objects.filter(
            user_id=held.user_id, kind=standing_kind(held.register), closed_at=None
        )
        .values_list("ends_at", flat=True)
        .first()
    )


def _put(claim: Claim, claimed: Claimed, held: Claim | None) -> Claim:
    """Write the claim down as it is now, with what bears it out by itself. A number that someone
    else has claimed makes a dispute; that costs what every claim costs, so no time tells."""
    entry = look_up(claimed.register, claimed.number)
    outcome = judge(entry, claimed.surname, claimed.given_name)
    renamed = (claim.surname, claim.given_name) != (claimed.surname, claimed.given_name)
    claim.put_number(claimed.register, claimed.number)
    claim.surname, claim.given_name = claimed.surname, claimed.given_name
    claim.outcome, claim.state = outcome.value, Claim.State.WAITING
    claim.register_status = entry.status if entry else ""
    claim.is_renewal = held is not None
    _end_lapsed_rivals(claim)
    claim.is_disputed = rivals(claim).exists()
    claim.version += 1
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError as error:
        if "one_live_claim_per_print" not in str(error):
            raise
        claim.is_disputed = True  # another's claim came first by a moment
        claim.save()
    if renamed:  # what bore out another name
        claim.evidence.filter(kind__in=Evidence.OF_A_NAME).delete()
        claim.vouches.all().delete()
    _note_evidence(claim, held)
    return claim


def _end_lapsed_rivals(claim: Claim) -> None:
    """A verification past its end holds no number, though the nightly job has not been by yet."""
    past = Standing.objects.filter(
        closed_at=None, ends_at__lte=timezone.now(), user__in=rivals(claim).values("user")
    )
    for user_id in past.values_list("user_id", flat=True):
        end_lapsed(user_id=user_id)


def rivals(claim: Claim) -> QuerySet[Claim]:
    """Live claims of other members on the same number."""
    return Claim.objects.filter(
        register=claim.register, number_print=claim.number_print, state__in=Claim.LIVE
    ).exclude(user_id=claim.user_id)


def _note_evidence(claim: Claim, held: Claim | None) -> None:
    """What is there without the member's doing: the inbox, whether the register agrees and, for a
    renewal in the same name, the papers that were seen: a face and a certificate do not expire."""
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
    if held and (held.surname, held.given_name) == (claim.surname, claim.given_name):
        seen = held.evidence.filter(kind=Evidence.Kind.DOCUMENT).first()
        if seen:
            claim.evidence.get_or_create(
                kind=seen.kind, defaults={"seen_by": seen.seen_by, "detail": seen.detail}
            )
