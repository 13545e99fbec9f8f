"""A member renews a verification in one step: the same number, looked at anew by a verifier."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from community.lib.verdicts import Verdict, no
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
    asked = rules.may_claim(viewer, claiming.open_claim(viewer.user_id))
    return held, asked and rules.may_renew(held, held.number, claiming.ends_at(held))


def renew(viewer: Viewer, surname: str, given_name: str, key: uuid.UUID) -> Claim:
    """Send the claim again, under the name that the register has now. What was shown lately still
    counts. Raises Refused and TooFast."""
    held, verdict = renewable(viewer)
    if held is None:
        verdict.require()
        raise AssertionError("who holds nothing is refused")
    claimed = Claimed(held.register, held.number, surname, given_name)
    with transaction.atomic():
        claim = claiming.submit(viewer, claimed, key)
        if (held.surname, held.given_name) == (surname, given_name):
            for piece in held.evidence.filter(kind__in=PASSING, created_at__gte=_fresh_since()):
                claim.evidence.get_or_create(kind=piece.kind, defaults={"detail": piece.detail})
    return claim


def _fresh_since() -> datetime:
    return timezone.now() - PROOF_STAYS_FRESH
