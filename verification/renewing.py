"""A member renews a verification in one step: the same number, looked at anew by a verifier."""

import uuid

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from community.lib.verdicts import YES, Verdict, no
from community.members.viewer import Viewer
from verification import claiming, rules
from verification.claiming import Claimed
from verification.limits import PROOF_STAYS_FRESH
from verification.models import Claim, Evidence

# These prove a workplace as it was then; papers that were seen carry over by themselves.
PASSING = [Evidence.Kind.WORK_MAIL, Evidence.Kind.SIGN_IN]


def renewable(viewer: Viewer) -> tuple[Claim | None, Verdict]:
    """The claim that can be renewed, and whether now."""
    held = claiming.held_claim(viewer.user_id)
    if held is None:
        return None, no("There is nothing to renew.")
    waiting = claiming.open_claim(viewer.user_id)
    asked = _is_free(waiting) and rules.may_claim(viewer, waiting)
    return held, asked and rules.may_renew(held, held.number, claiming.ends_at(held))


def renew(viewer: Viewer, surname: str, given_name: str, key: uuid.UUID) -> Claim:
    """Send the claim again, under the name that the register has now. What was shown lately still
    counts. Raises Refused and TooFast."""
    held, verdict = renewable(viewer)
    if held is None:
        verdict.require()
        raise AssertionError("who holds nothing is refused")
    _is_free(claiming.open_claim(viewer.user_id)).require()
    claimed = Claimed(held.register, held.number, surname, given_name)
    with transaction.atomic():
        claim = claiming.submit(viewer, claimed, key)
        # Asked of the claim as it is: a form sent again may come after the name was amended.
        if (held.surname, held.given_name) == (claim.surname, claim.given_name):
            for piece in _fresh(held):
                _carry_over(piece, claim)
    return claim


def _is_free(waiting: Claim | None) -> Verdict:
    """A renewal would take the place of a claim for which more was asked."""
    if waiting is None or waiting.is_renewal:
        return YES
    return no("Another claim of yours waits. Answer it or take it back first.")


def is_proven(held: Claim) -> bool:
    """Will what was shown for this claim do for its renewal in the same name?"""
    kinds = {*held.evidence.filter(kind=Evidence.Kind.DOCUMENT), *_fresh(held)}
    return not rules.missing(held, {evidence.level for evidence in kinds})


def _fresh(held: Claim) -> QuerySet[Evidence]:
    then = timezone.now() - PROOF_STAYS_FRESH
    return held.evidence.filter(kind__in=PASSING, created_at__gte=then)


def _carry_over(piece: Evidence, claim: Claim) -> None:
    """With its own date, or it would stay fresh from renewal to renewal."""
    copy, is_new = claim.evidence.get_or_create(kind=piece.kind, defaults={"detail": piece.detail})
    if is_new:
        Evidence.objects.filter(pk=copy.pk).update(created_at=piece.created_at)
