"""Verified doctors give their word for a colleague whose claim waits."""

from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from community.audit.recording import record
from community.inbox.telling import tell
from community.lib.verdicts import Verdict, no
from community.members.models import Standing, User
from community.members.viewer import Viewer
from verification import rules
from verification.claiming import held_claim
from verification.limits import (
    CIRCLE_STEPS,
    VOUCH_AFTER,
    VOUCH_LINK_HOLDS,
    VOUCHES_NEEDED,
    VOUCHES_WITHIN,
)
from verification.mailboxes import Spent, name_print
from verification.models import Claim, Evidence, Vouch
from verification.registers import REGISTERS
from verification.touching import touch

SALT = "verification.vouch"
ONE = "A colleague has vouched for you. One more, and it counts."
ENOUGH = "Two colleagues have vouched for you. A verifier sees it now."
TAKEN_BACK = "A colleague who had vouched for you has taken it back."
OF_DOCTORS = (
    "Colleagues vouch for doctors. Your claim is on another register and needs no vouching."
)


def token_of(claim: Claim) -> str:
    """For the link that the member sends to colleagues. It opens nothing by itself."""
    return signing.dumps([claim.pk, name_print(claim)], salt=SALT)


def claim_of(token: str) -> Claim:
    """The claim that waits, in the name in which the link was made. Raises Spent."""
    return _read(token, Claim.objects.all())


def may_ask(viewer: Viewer, waiting: Claim | None) -> Verdict:
    """For a link. `waiting` is the member's claim that is not settled yet."""
    if waiting is not None and not _is_a_doctors(waiting):
        return no(OF_DOCTORS)
    return rules.may_bear_out(viewer, waiting)


def may_vouch(viewer: Viewer, claim: Claim) -> Verdict:
    return rules.may_vouch(viewer, claim, _voucher(viewer, claim))


def vouch(viewer: Viewer, token: str) -> Vouch:
    """Give one's word, once however often. Raises Spent and Refused."""
    with transaction.atomic():
        claim = _locked(viewer, token)
        given = claim.vouches.filter(voucher_id=viewer.member_id).first()
        if given is not None:
            return given
        may_vouch(viewer, claim).require()
        given = Vouch.objects.create(claim=claim, voucher_id=viewer.member_id)
        record("claim.vouched", claim, actor_id=viewer.user_id)
        settle(claim)
        is_enough = counted(claim).count() >= VOUCHES_NEEDED
        tell(claim.user_id, ENOUGH if is_enough else ONE, reverse("verification"))
    return given


def take_back(viewer: Viewer, token: str) -> None:
    """While the claim waits; a second time changes nothing. Raises Spent."""
    with transaction.atomic():
        claim = _locked(viewer, token)
        deleted, _ = claim.vouches.filter(voucher_id=viewer.member_id).delete()
        if not deleted:
            return
        record("claim.vouch_taken_back", claim, actor_id=viewer.user_id)
        settle(claim)
        tell(claim.user_id, TAKEN_BACK, reverse("verification"))


def counted(claim: Claim) -> QuerySet[Vouch]:
    """The words of those who are verified doctors today."""
    now = timezone.now()
    doctors = Standing.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=now),
        kind=Standing.Kind.DOCTOR,
        closed_at=None,
        starts_at__lte=now,
    )
    return claim.vouches.filter(
        Q(voucher__suspended_until=None) | Q(voucher__suspended_until__lte=now),
        voucher__is_active=True,
        voucher__in=doctors.values("user"),
    )


def settle(claim: Claim) -> None:
    """Count again, and let the evidence say what there is. Call in a transaction, with the claim
    locked; a claim that is settled keeps what it was decided on."""
    if claim.state not in Claim.OPEN:
        return
    evidence = claim.evidence.filter(kind=Evidence.Kind.VOUCHES)
    is_enough = counted(claim).count() >= VOUCHES_NEEDED
    if is_enough == evidence.exists():
        return
    if is_enough:
        evidence.create(claim=claim, kind=Evidence.Kind.VOUCHES, detail="two verified doctors")
        kind = Evidence.Kind.VOUCHES.value
        record("claim.evidence", claim, actor_id=None, kind=kind)
    else:
        evidence.delete()
    touch(claim)


def _locked(viewer: Viewer, token: str) -> Claim:
    """The doctor's row is locked as well: no two words at once, and so none too many. Both rows in
    the order in which a claim is made, the member's before the claim."""
    User.objects.select_for_update(no_key=True, of=("self",)).get(pk=viewer.member_id)
    return _read(token, Claim.objects.select_for_update(no_key=True, of=("self",)))


def _read(token: str, claims: QuerySet[Claim]) -> Claim:
    try:
        claim_id, name = signing.loads(token, salt=SALT, max_age=VOUCH_LINK_HOLDS)
    except (signing.BadSignature, TypeError, ValueError):
        raise Spent from None
    claim = claims.filter(pk=claim_id, state__in=Claim.OPEN).first()
    if claim is None or name_print(claim) != name or not _is_a_doctors(claim):
        raise Spent
    return claim


def _is_a_doctors(claim: Claim) -> bool:
    return REGISTERS[claim.register].is_of_doctors


def _voucher(viewer: Viewer, claim: Claim) -> rules.Voucher:
    user_id = viewer.member_id
    since = timezone.now() - VOUCHES_WITHIN
    return rules.Voucher(
        is_long_verified=_is_long_verified(user_id),
        vouched_lately=Vouch.objects.filter(voucher=user_id, at__gt=since).count(),
        rests_on_vouches=_rests_on_vouches(user_id),
        is_in_circle=_is_in_circle(user_id, claim.user_id),
    )


def _is_long_verified(user_id: int) -> bool:
    """A renewal begins a new standing; it does not begin the wait anew. A gap does."""
    since = timezone.now()
    held = Standing.objects.filter(user=user_id, kind=Standing.Kind.DOCTOR)
    for standing in held.order_by("-starts_at", "-pk"):
        was_renewed = standing.closed_why == "replaced" and (
            standing.ends_at is None or standing.ends_at >= since
        )
        if standing.closed_at is not None and not was_renewed:
            break
        since = standing.starts_at
    return since <= timezone.now() - VOUCH_AFTER


def _rests_on_vouches(user_id: int) -> bool:
    claim = held_claim(user_id)
    if claim is None:
        return False
    proofs = {e.kind for e in claim.evidence.all() if e.level >= 2}
    return proofs == {Evidence.Kind.VOUCHES}


def _is_in_circle(user_id: int, claimant_id: int) -> bool:
    """Did the claimant vouch for this doctor, or for one who vouched for them, and so on? Each step
    back is one query."""
    seen, step = {user_id}, {user_id}
    for _ in range(CIRCLE_STEPS):
        found = Vouch.objects.filter(claim__user__in=step).values_list("voucher", flat=True)
        step = set(found) - seen
        if claimant_id in step:
            return True
        if not step:
            return False
        seen |= step
    return False
