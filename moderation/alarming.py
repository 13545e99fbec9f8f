"""Tell those who moderate when a case has waited too long: each of them once for each case, and at
most once an hour."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from community.inbox.models import Notification
from community.inbox.telling import tell
from community.members.roles import MODERATORS
from community.members.standing import members_with
from community.members.viewer import Viewer, viewer_for
from moderation import words
from moderation.access import visible_cases
from moderation.filtering import Filters
from moderation.limits import ALARM_EVERY
from moderation.models import Case

KEY = "cases.overdue:"


def raise_alarms() -> int:
    """Tell of what is overdue and was not told of yet; returns how many people were told.

    A case is told of when everybody was who moderates where it stands: who had an alarm within the
    hour hears of it in the next one. Nothing is said of it but that it waits.
    """
    with transaction.atomic():
        now = timezone.now()
        untold = Q(alarmed_at=None) | Q(alarmed_at__lt=F("due_at"))
        late = _late(Case.objects.filter(untold), now).select_for_update(
            no_key=True, skip_locked=True, of=("self",)
        )
        due = dict(late.values_list("pk", "due_at"))
        if not due:
            return 0
        told, reached, put_off = 0, set[int](), set[int]()
        moderators = list(members_with(MODERATORS).order_by("pk"))
        last = _last_alarms([user.pk for user in moderators], min(*due.values(), now - ALARM_EVERY))
        for user in moderators:
            viewer = viewer_for(user)
            since = last.get(user.pk)
            found = visible_cases(viewer).filter(pk__in=due).values_list("pk", flat=True)
            reached.update(found)
            new = [pk for pk in found if since is None or due[pk] > since]
            if new and since is not None and since > now - ALARM_EVERY:
                put_off.update(new)
            elif new:
                _tell(viewer, now)
                told += 1
        Case.objects.filter(pk__in=reached - put_off).update(alarmed_at=now)
    return told


def _late(cases: QuerySet[Case], now: datetime) -> QuerySet[Case]:
    return cases.filter(state=Case.State.OPEN, due_at__lt=now)


def _last_alarms(user_ids: Sequence[int], since: datetime) -> dict[int, datetime]:
    """When each of them was last told, since then."""
    found = Notification.objects.filter(
        user_id__in=user_ids, key__startswith=KEY, created_at__gte=since
    )
    return dict(found.order_by().values_list("user_id").annotate(Max("created_at")))


def _tell(viewer: Viewer, now: datetime) -> None:
    late = _late(visible_cases(viewer), now)
    times = list(late.order_by("due_at").values_list("due_at", flat=True))
    span = words.roughly(now - times[0])
    one = f"A case is overdue by {span}."
    many = f"{len(times)} cases are overdue, the longest by {span}."
    tell(
        viewer.member_id,
        one if len(times) == 1 else many,
        reverse("moderation_queue") + Filters(late=True).query,
        once=f"{KEY}{now:%Y%m%d%H%M%S%f}",
    )
