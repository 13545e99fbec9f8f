"""Standings that have run their time end, and with them the claims they rest on."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from community.audit.recording import record
from community.events import emit
from community.inbox.telling import tell
from community.members.models import Standing
from community.members.standing import close
from verification.models import Claim
from verification.registers import REGISTERS
from verification.terms import standing_kind

LAPSED = "lapsed"
ENDING = [
    Standing.Kind.DOCTOR,
    Standing.Kind.PROFESSIONAL,
    Standing.Kind.STUDENT,
    Standing.Kind.DECLARED,
]
# Nothing else tells of their end.
CLAIMLESS = {Standing.Kind.STUDENT, Standing.Kind.DECLARED}
ENDED = "Your standing as {} has reached its end. If it is still true, renew it: it takes a minute."


def end_lapsed(user_id: int | None = None) -> int:
    """Close every standing that is past its end or whose doubt was not settled in time, or those
    of one member, and end the claims that rested on one that is closed. Returns how many.

    The boards closed at that moment by themselves, for roles are worked out from dates; this
    frees the number, tells the member and writes it down. One standing is one transaction.
    """
    standings = list(_past(user_id).values_list("user_id", "kind"))
    ended = sum(_end(member, Standing.Kind(kind)) for member, kind in standings)
    ended += sum(map(_end_doubted, list(_doubted(user_id).values_list("pk", flat=True))))
    return ended + sum(map(_end_bereft, list(_bereft(user_id).values_list("pk", flat=True))))


def has_lapsed(user_id: int | None, kind: Standing.Kind = Standing.Kind.DOCTOR) -> bool:
    """Is the member's verification past its end, or its doubt past the grace, though the nightly
    job has not been by yet?"""
    return _is_past(user_id, kind) or _doubted(user_id).filter(_claims_behind(kind)).exists()


def why_ended(claim: Claim) -> str:
    """Why the standing was closed that an ended claim rested on. Empty if there never was one."""
    kind = standing_kind(claim.register)
    closed = Standing.objects.filter(user_id=claim.user_id, kind=kind).exclude(closed_at=None)
    return closed.order_by("-pk").values_list("closed_why", flat=True).first() or ""


def _is_past(user_id: int | None, kind: Standing.Kind) -> bool:
    return _past(user_id).filter(kind=kind).exists()


def _past(user_id: int | None = None) -> QuerySet[Standing]:
    past = Standing.objects.filter(kind__in=ENDING, closed_at=None, ends_at__lte=timezone.now())
    return past if user_id is None else past.filter(user_id=user_id)


def _doubted(user_id: int | None = None) -> QuerySet[Claim]:
    doubted = Claim.objects.filter(state=Claim.State.APPROVED, doubt_until__lte=timezone.now())
    return doubted if user_id is None else doubted.filter(user_id=user_id)


def _bereft(user_id: int | None = None) -> QuerySet[Claim]:
    """Approved claims whose standing is gone: a doctor's on a second register, when the one on the
    first was ended. They hold a number and open nothing."""
    bereft = Q(pk=None)
    for kind in (Standing.Kind.DOCTOR, Standing.Kind.PROFESSIONAL):
        held = Standing.objects.filter(user=OuterRef("user"), kind=kind, closed_at=None)
        bereft |= Q(_claims_behind(kind), ~Exists(held))
    claims = Claim.objects.filter(bereft)
    return claims if user_id is None else claims.filter(user_id=user_id)


def _claims_behind(kind: Standing.Kind) -> Q:
    """The approved claims that a standing of this kind rests on; students have none."""
    if kind not in {Standing.Kind.DOCTOR, Standing.Kind.PROFESSIONAL}:
        return Q(pk=None)
    of_doctors = kind == Standing.Kind.DOCTOR
    keys = [key for key, known in REGISTERS.items() if known.is_of_doctors == of_doctors]
    return Q(register__in=keys, state=Claim.State.APPROVED)


def _end(user_id: int, kind: Standing.Kind) -> bool:
    with transaction.atomic():
        # claim before standing, as in every decision
        claims = list(
            Claim.objects.select_for_update(no_key=True, of=("self",))
            .filter(_claims_behind(kind), user_id=user_id)
            .order_by("pk")
        )
        if not _is_past(user_id, kind):  # renewed while we waited
            return False
        close(user_id, kind, actor_id=None, why=LAPSED)
        for claim in claims:
            _end_claim(claim, LAPSED)
        if kind in CLAIMLESS:
            tell(user_id, ENDED.format(kind.label), reverse("verification"))
    return True


def _end_doubted(claim_id: int) -> bool:
    with transaction.atomic():
        claim = _doubted().select_for_update(no_key=True, of=("self",)).filter(pk=claim_id).first()
        if claim is None:  # settled while we waited
            return False
        why = f"grace over: {claim.doubt}"
        close(claim.user_id, standing_kind(claim.register), actor_id=None, why=why)
        _end_claim(claim, why)
    return True


def _end_bereft(claim_id: int) -> bool:
    with transaction.atomic():
        claim = _bereft().select_for_update(no_key=True, of=("self",)).filter(pk=claim_id).first()
        if claim is None:  # approved anew while we waited
            return False
        _end_claim(claim, "its standing is closed")
    return True


def _end_claim(claim: Claim, why: str) -> None:
    claim.state, claim.doubt, claim.doubt_until = Claim.State.ENDED, "", None
    claim.version += 1
    claim.save(update_fields=["state", "doubt", "doubt_until", "version"])
    record("claim.ended", claim, actor_id=None, why=why)
    emit("claim.decided", claim_id=claim.pk)
