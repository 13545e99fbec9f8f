"""Tell a member something, on the site and, unless told otherwise, with a mail that says only
that there is something to read."""

from community.events import emit
from community.inbox.models import Notification


def tell(
    user_id: int,
    text: str,
    url: str,
    *,
    subject: tuple[str, int] | None = None,
    mail: bool = True,
) -> Notification:
    """Call inside a transaction. `text` holds no title and no word of any post (200 characters)."""
    kind, subject_id = subject or ("", None)
    notification = Notification.objects.create(
        user_id=user_id, text=text, url=url, subject_kind=kind, subject_id=subject_id
    )
    if mail:
        emit("notification.created", notification_id=notification.pk)
    return notification
