"""How much is new."""

from community.inbox.access import own, visible
from community.inbox.limits import COUNT_AT_MOST
from community.members.viewer import Viewer


def unread_count(viewer: Viewer) -> int:
    """Unread notifications the viewer may see, up to COUNT_AT_MOST. One query, and one more for
    each kind of subject that they are about."""
    if not viewer.is_signed_in:
        return 0
    unread = own(viewer).filter(read_at=None).order_by("-pk")
    rows = unread.only("subject_kind", "subject_id")[:COUNT_AT_MOST]
    return len(visible(viewer, list(rows)))
