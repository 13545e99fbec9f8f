"""A member takes another name: what was verified is compared with it."""

from django.urls import reverse

from community.audit.recording import record
from community.events import emit
from community.inbox.telling import tell
from community.members.standing import close
from verification.matching import account_fits, look_up
from verification.models import Claim
from verification.terms import standing_kind

RENAMED = (
    "Your name here no longer fits the one you were verified with, so the clinical boards are "
    "closed until a verifier has looked at it again. Change it back and tell us, or send papers."
)


def look_at_name(user_id: int) -> None:
    """A member took another name. One that no longer fits what was verified would put the badge
    beside a stranger's name: so the verification is asked for again."""
    held = Claim.objects.select_for_update(no_key=True, of=("self",)).select_related("user")
    for claim in held.filter(user_id=user_id, state=Claim.State.APPROVED):
        if account_fits(claim, look_up(claim.register, claim.number)):
            continue
        close(user_id, standing_kind(claim.register), actor_id=None, why="renamed")
        waits = Claim.objects.filter(user_id=user_id, state__in=Claim.OPEN).exists()
        claim.state = Claim.State.ENDED if waits else Claim.State.WAITING
        claim.doubt, claim.doubt_until = "", None
        claim.version += 1
        claim.told_version = claim.version
        claim.save(update_fields=["state", "doubt", "doubt_until", "version", "told_version"])
        record("claim.ended" if waits else "claim.reopened", claim, actor_id=None, why="renamed")
        if waits:
            emit("claim.decided", claim_id=claim.pk)
        told_once = f"claim.renamed:{claim.pk}:{claim.version}"
        tell(user_id, RENAMED, reverse("verification"), once=told_once)
