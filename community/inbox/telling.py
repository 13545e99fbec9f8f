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
    once: str = "",
) -> Notification:
    """Call inside a transaction. `text` holds no title and no word of any post (200 characters).

    With `subject` (kind, id) it is shown only while the gate lets the member see that. With
    `once`, such as "case.held:7", a second call changes nothing and returns the first one.
    """
    kind, subject_id = subject or ("", None)
    told = {"text": text, "url": url, "subject_kind": kind, "subject_id": subject_id}
    if once:
        notification, is_new = Notification.objects.get_or_create(
            user_id=user_id, key=once, defaults=told
        )
    else:
        notification, is_new = Notification.objects.create(user_id=user_id, **told), True
    if mail and is_new:
        emit("notification.created", notification_id=notification.pk)
    return notification
