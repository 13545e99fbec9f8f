"""Whether screening keeps up. While it does not, what stops a post is still asked at once."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min
from django.utils import timezone

from community.pipeline.limits import RETRY_AFTER
from community.pipeline.models import OutboxEntry
from moderation.limits import BEHIND_AFTER

HANDLERS = ("moderation.tasks.screen_subject", "forums.looking.check_picture")


@dataclass(frozen=True)
class Behind:
    """How many things wait to be screened, and for how long the oldest has."""

    count: int
    waited: timedelta

    @property
    def minutes(self) -> int:
        return int(self.waited.total_seconds() // 60)


def screening_behind() -> Behind | None:
    """None while the oldest that waits has not waited for longer than BEHIND_AFTER. One query."""
    now = timezone.now()
    # What failed is due again a little later, and waits all the same.
    waiting = OutboxEntry.objects.filter(
        done_at=None, due_at__lte=now + RETRY_AFTER, handler__in=HANDLERS
    ).aggregate(count=Count("pk"), oldest=Min("created_at"))
    if waiting["oldest"] is None or now - waiting["oldest"] <= BEHIND_AFTER:
        return None
    return Behind(waiting["count"], now - waiting["oldest"])
