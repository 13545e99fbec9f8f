"""Tell every member once that the rules have changed: in the inbox, from their day on.

A walk by id, some members at a time. Who is still to be told is read from what was told, so it may
be killed or begun twice, and goes on where it was. Who joined under the new rules has read them.
"""

from datetime import datetime, time

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from community.events import emit
from community.inbox.models import Notification
from community.inbox.telling import tell_many
from community.members.models import User
from community.pipeline.models import OutboxEntry
from moderation.transparency.rules_of_the_house import CHANGES, Edition

WAITING = "rules.changed"

AT_ONCE = 500  # members in a step: a fraction of a second

WORDS = "The rules have changed. See what is new in version {version}."


def announce() -> bool:
    """Begin to tell of the newest rules, unless all were told, the day has not come, or it goes on
    already. True when it was begun."""
    with transaction.atomic():
        goes_on = OutboxEntry.objects.filter(event=WAITING, done_at=None).exists()
        if goes_on or not _to_be_told(CHANGES[0], 0).exists():
            return False
        emit(WAITING, after=0)
    return True


def tell_some(after: int) -> None:
    """Tell the next members above this id, and have those after them told. Call in a transaction.
    No mail goes out for it: it waits with other news."""
    edition = CHANGES[0]
    ids = list(_to_be_told(edition, after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    tell_many(
        ids,
        WORDS.format(version=edition.version),
        reverse("rules") + "#changes",
        key=_key(edition),
        mail=False,
    )
    if len(ids) == AT_ONCE:
        emit(WAITING, after=ids[-1])


def _to_be_told(edition: Edition, after: int) -> QuerySet[User]:
    if edition.since > timezone.localdate():
        return User.objects.none()
    holds_from = timezone.make_aware(datetime.combine(edition.since, time()))
    told = Notification.objects.filter(user=OuterRef("pk"), key=_key(edition))
    members = User.objects.filter(is_active=True, date_joined__lt=holds_from, pk__gt=after)
    return members.exclude(Exists(told))


def _key(edition: Edition) -> str:
    return f"rules:{edition.version}"
