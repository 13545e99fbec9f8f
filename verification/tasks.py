from celery import shared_task
from django.template.defaultfilters import date
from django.urls import reverse

from community.inbox.telling import tell
from verification import ending, papers, rechecking, reminding
from verification.claiming import rivals
from verification.models import Claim, Decision

STATE = Claim.State
WORDS = {
    STATE.WAITING: "We have your claim. A verifier looks at it, usually within two working days.",
    STATE.MORE: "We need a little more to verify you. See what is missing.",
    STATE.APPROVED: "You are verified. The clinical boards for doctors are open to you now.",
    STATE.REJECTED: "We could not verify you this time. See why, and what you can do.",
    STATE.ENDED: "Your verification has been withdrawn. See why, and what you can do.",
}
DISPUTED = (
    "Someone else has claimed your register number. Nothing changes for you while two verifiers "
    "look at it. If you have a second account, tell us."
)
DOUBTS = {
    Claim.Doubt.ADMINISTRATIVE: (
        "Your registration has lapsed for an administrative reason. Your verification holds until "
        "{}; it goes on by itself when the register is in order again."
    ),
    Claim.Doubt.NAME: (
        "Your name on the register has changed. Please confirm the new one by {}, so that your "
        "verification goes on."
    ),
    Claim.Doubt.STATUS: (
        "Your status on the register has changed. Please renew your verification by {}."
    ),
}
CHANGED = "Your verification has ended because the register has changed. See what you can do."
LAPSED = "Your verification has reached its end. You can renew it in a few minutes."


def tell_claimant(claim_id: int) -> None:
    """Tell the member where the claim stands: never the same twice, nothing out of date."""
    claim = Claim.objects.select_for_update(no_key=True, of=("self",)).filter(pk=claim_id).first()
    if claim is None or claim.told_version >= claim.version or claim.state not in WORDS:
        return
    tell(claim.user_id, _words(claim), reverse("verification"))
    claim.told_version = claim.version
    claim.save(update_fields=["told_version"])


def tell_holder(claim_id: int) -> None:
    """Warn whoever held or claimed the number first that someone else claims it now."""
    claim = Claim.objects.filter(pk=claim_id, is_disputed=True, state__in=Claim.LIVE).first()
    for rival in rivals(claim) if claim else []:
        tell(rival.user_id, DISPUTED, reverse("verification"), once=f"claim.disputed:{claim_id}")


def tell_doubt(claim_id: int) -> None:
    """Tell a verified member that something has to be settled, and by when."""
    claim = Claim.objects.filter(pk=claim_id, state=STATE.APPROVED).exclude(doubt="").first()
    if claim is None or claim.doubt_until is None:
        return
    tell(
        claim.user_id,
        DOUBTS[Claim.Doubt(claim.doubt)].format(date(claim.doubt_until, "j F")),
        reverse("verification"),
        once=f"claim.doubted:{claim_id}:{claim.doubt}:{claim.doubt_until:%Y-%m-%d}",
    )


def _words(claim: Claim) -> str:
    last = claim.decisions.first()
    withdrawn = last is not None and last.outcome == Decision.Outcome.WITHDRAW
    if claim.state == STATE.ENDED and not withdrawn:
        return LAPSED if ending.why_ended(claim) in {ending.LAPSED, ""} else CHANGED
    return WORDS[STATE(claim.state)]


@shared_task
def end_lapsed() -> None:
    """Nightly: what has run its time ends."""
    ending.end_lapsed()


@shared_task
def sweep_papers() -> None:
    """Nightly: papers that should be gone are."""
    papers.sweep()


@shared_task
def recheck() -> None:
    """Nightly: compare every live claim with the register."""
    rechecking.recheck()


@shared_task
def remind() -> None:
    """Each morning: who has to renew soon."""
    reminding.remind()
