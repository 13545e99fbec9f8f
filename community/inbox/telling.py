"""Tell a member something, on the site and, unless told otherwise, with a mail that says only
that there is something to read."""

from collections.abc import Iterable

from community.events import emit, emit_many
from community.inbox.models import Notification


def tell(
    user_id: int,
    text: str,
    url: str,
    *,
    subject: tuple[str, int] | None = None,
    mail: bool = True,
    letter: bool = False,
    once: str = "",
) -> Notification:
    """Call inside a transaction. `text` holds no title and no word of any post (200 characters).

    With `subject` (kind, id) it is shown only while the gate lets the member see that. With
    `once`, such as "case.held:7", a second call changes nothing and returns the first one. A
    `letter` is about the member's own account: it is mailed by itself, in these words, also to
    who is suspended or wants no mail about news.
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
        event = "letter.written" if letter else "notification.created"
        emit(event, notification_id=notification.pk)
    return notification


def tell_many(
    user_ids: Iterable[int],
    text: str,
    url: str,
    *,
    key: str,
    subject: tuple[str, int] | None = None,
    mail: bool = True,
    until_read: bool = False,
) -> int:
    """Tell many members the same, in five queries at most; returns to how many it was new.

    Call inside a transaction. `key` is what `tell` takes as `once`. With `until_read` it counts
    only while the member has not read it: what is told meanwhile is taken as told, and after
    that they are told anew.
    """
    wanted = set(user_ids)
    if not wanted:
        return 0
    own = Notification.objects.filter(user_id__in=wanted, key=key)
    if until_read:
        own.exclude(read_at=None).update(key="")
    wanted -= told(wanted, key)
    kind, subject_id = subject or ("", None)
    Notification.objects.bulk_create(
        [
            Notification(
                user_id=user_id,
                text=text,
                url=url,
                subject_kind=kind,
                subject_id=subject_id,
                key=key,
            )
            for user_id in sorted(wanted)
        ],
        ignore_conflicts=True,
    )
    # Rows that another worker wrote this moment are among them; a mail is sent once all the same.
    new = Notification.objects.filter(user_id__in=wanted, key=key).order_by("pk")
    ids = list(new.values_list("pk", flat=True)) if wanted else []
    if mail:
        emit_many("notification.created", ({"notification_id": pk} for pk in ids))
    return len(ids)


def told(user_ids: Iterable[int], key: str) -> set[int]:
    """Which of these members were told what goes by this key."""
    found = Notification.objects.filter(user_id__in=set(user_ids), key=key)
    return set(found.values_list("user_id", flat=True))
