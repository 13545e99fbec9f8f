"""Whose notifications: one's own, and those about a subject only while its gate lets one see it."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404

from community import subjects
from community.inbox.models import Notification
from community.members.viewer import Viewer


def own(viewer: Viewer) -> QuerySet[Notification]:
    """All of the viewer's notifications. Nothing of them may be shown without `visible`."""
    if viewer.user_id is None:
        return Notification.objects.none()
    return Notification.objects.filter(user_id=viewer.user_id)


def visible(viewer: Viewer, notifications: Sequence[Notification]) -> list[Notification]:
    """Those the viewer may see now, in the same order. A query for each kind of subject in it."""
    about = _subjects_of(notifications)
    seen = {kind: subjects.of(kind).visible_ids(viewer, ids) for kind, ids in about.items()}
    return [
        n for n in notifications if n.subject_id is None or n.subject_id in seen[n.subject_kind]
    ]


def with_titles(
    viewer: Viewer, notifications: Sequence[Notification]
) -> list[tuple[Notification, str]]:
    """The same as `visible`, each with what its subject is called now ("" without one): titles are
    asked of the gate and kept nowhere. A query for each kind of subject in it."""
    about = _subjects_of(notifications)
    titles = {kind: subjects.of(kind).titles(viewer, ids) for kind, ids in about.items()}
    found = []
    for notification in notifications:
        if notification.subject_id is None:
            found.append((notification, ""))
        elif notification.subject_id in titles[notification.subject_kind]:
            title = titles[notification.subject_kind][notification.subject_id]
            found.append((notification, title))
    return found


def get_notification_or_404(viewer: Viewer, pk: int) -> Notification:
    found = visible(viewer, list(own(viewer).filter(pk=pk)))
    if not found:
        raise Http404
    return found[0]


def _subjects_of(notifications: Sequence[Notification]) -> dict[str, set[int]]:
    about: dict[str, set[int]] = defaultdict(set)
    for notification in notifications:
        if notification.subject_id is not None:
            about[notification.subject_kind].add(notification.subject_id)
    return about
