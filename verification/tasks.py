from celery import shared_task
from django.urls import reverse

from community.inbox.telling import tell
from verification import ending
from verification.models import Claim, Decision

STATE = Claim.State
WORDS = {
    STATE.WAITING: "We have your claim. A verifier looks at it, usually within two working days.",
    STATE.MORE: "We need a little more to verify you. See what is missing.",
    STATE.APPROVED: "You are verified. The clinical boards for doctors are open to you now.",
    STATE.REJECTED: "We could not verify you this time. See why, and what you can do.",
    STATE.ENDED: "Your verification has been withdrawn. See why, and what you can do.",
}
LAPSED = "Your verification has reached its end. You can renew it in a few minutes."


def tell_claimant(claim_id: int) -> None:
    """Tell the member where the claim stands: never the same twice, nothing out of date."""
    claim = Claim.objects.select_for_update(no_key=True, of=("self",)).filter(pk=claim_id).first()
    if claim is None or claim.told_version >= claim.version or claim.state not in WORDS:
        return
    tell(claim.user_id, _words(claim), reverse("verification"))
    claim.told_version = claim.version
    claim.save(update_fields=["told_version"])


def _words(claim: Claim) -> str:
    last = claim.decisions.first()
    withdrawn = last is not None and last.outcome == Decision.Outcome.WITHDRAW
    if claim.state == STATE.ENDED and not withdrawn:
        return LAPSED
    return WORDS[STATE(claim.state)]


@shared_task
def end_lapsed() -> None:
    """Nightly: what has run its time ends."""
    ending.end_lapsed()
