"""Read one's inbox: a page of it, mark read."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from community.inbox.access import own, with_titles
from community.inbox.limits import BATCHES, COUNT_AT_MOST, PAGE
from community.inbox.models import Notification
from community.members.viewer import Viewer


@dataclass(frozen=True)
class Shown:
    """A page of the inbox, newest first: notifications, each with the title of what it is about.
    `older` is the key to go on from, if there is more."""

    rows: list[tuple[Notification, str]]
    older: int | None

    @property
    def notifications(self) -> list[Notification]:
        return [notification for notification, _ in self.rows]


def inbox_page(viewer: Viewer, before: int | None, *, only_unread: bool = False) -> Shown:
    """Up to PAGE notifications below the key. What the gate hides leaves no gap: the page is
    filled from further down."""
    shown: list[tuple[Notification, str]] = []
    wanted = own(viewer).order_by("-pk")
    if only_unread:
        wanted = wanted.filter(read_at=None)
    for _ in range(BATCHES):
        batch = list((wanted.filter(pk__lt=before) if before else wanted)[: PAGE + 1])
        shown += with_titles(viewer, batch)
        if len(shown) > PAGE:
            return Shown(shown[:PAGE], shown[PAGE - 1][0].pk)
        if len(batch) <= PAGE:
            return Shown(shown, None)
        before = batch[-1].pk
    return Shown(shown, before)


def mark_read(viewer: Viewer, notification: Notification) -> None:
    own(viewer).filter(pk=notification.pk, read_at=None).update(read_at=timezone.now())


def mark_keys_read(viewer: Viewer, keys: Collection[str]) -> None:
    """What was told by one of these keys, once the member has seen what it was about."""
    own(viewer).filter(key__in=keys, read_at=None).update(read_at=timezone.now())


def unread_keys(viewer: Viewer, beginning: str) -> list[str]:
    """The keys that begin so of what the member has not read, COUNT_AT_MOST of them."""
    unread = own(viewer).filter(key__startswith=beginning, read_at=None).order_by("-pk")
    return list(unread.values_list("key", flat=True)[:COUNT_AT_MOST])


def mark_all_read(viewer: Viewer, upto: int) -> int:
    """Mark what is unread up to and with this id, so not what came since the page was opened."""
    return own(viewer).filter(pk__lte=upto, read_at=None).update(read_at=timezone.now())
