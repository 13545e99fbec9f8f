"""Mail that says that there is something to read, and nothing else; and letters about a member's
own account, which say what was decided, and reach also whom no other mail does.

No mail is sent twice. The claim (`mailed_at`) is committed first, together with the outbox row
that asked for it, and the mail goes out right after that commit: a worker killed in between loses
the mail, never repeats it, and the member still finds the notification on the site. What can be
known to fail beforehand, a mail server that cannot be reached, fails before the claim, so the
outbox tries again later. A server that breaks off in the middle may have taken the mail, and so
is not asked again.
"""

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from community.inbox.access import visible
from community.inbox.models import NoMail, Notification
from community.lib.letters import connect, send_after_commit
from community.members.models import User
from community.members.viewer import Viewer, viewer_for

SALT = "inbox.no-mail"


def mail_what_waits(notification_id: int) -> bool:
    """Mail the member of this notification about all that waits for them; call in a transaction.

    False when there is nothing to mail: it was mailed, read, or is closed to them by now, or they
    want no mail, are suspended or have left. Raises OSError or SMTPException when the mail server
    is not to be reached.
    """
    wanted = Notification.objects.select_related("user").filter(pk=notification_id).first()
    if wanted is None or not may_be_mailed(wanted.user):
        return False
    waiting = list(
        Notification.objects.select_for_update(of=("self",))
        .filter(user=wanted.user, mailed_at=None, read_at=None)
        .order_by("pk")
    )
    # A letter shows nothing that needs the second factor: staff are mailed as the members they are.
    viewer = viewer_for(wanted.user, second_factor=False)
    news = visible(viewer, waiting)
    if not any(notification.pk == notification_id for notification in news):
        return False
    connection = connect()
    Notification.objects.filter(pk__in=[n.pk for n in news]).update(mailed_at=timezone.now())
    message = _message(wanted.user, viewer, len(news))
    send_after_commit(connection, message, "mail_lost", notification=notification_id)
    return True


def mail_letter(notification_id: int) -> bool:
    """Mail the member this one notification in its own words; call in a transaction.

    False when they know of it by mail already or have left. Raises like `mail_what_waits`.
    """
    letter = (
        Notification.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(pk=notification_id, mailed_at=None, user__is_active=True)
        .first()
    )
    if letter is None:
        return False
    connection = connect()
    letter.mailed_at = timezone.now()
    letter.save(update_fields=["mailed_at"])
    message = _letter(letter)
    send_after_commit(connection, message, "mail_lost", notification=notification_id)
    return True


def may_be_mailed(user: User) -> bool:
    """About what is new: not whoever said no, is suspended or has left."""
    suspended = user.suspended_until is not None and user.suspended_until > timezone.now()
    return user.is_active and not suspended and wants_mail(user.pk)


def wants_mail(user_id: int | None) -> bool:
    return user_id is not None and not NoMail.objects.filter(user_id=user_id).exists()


def want_mail(user_id: int, wanted: bool) -> None:
    """Note whether the member is mailed about what is new."""
    if wanted:
        NoMail.objects.filter(user_id=user_id).delete()
    else:
        NoMail.objects.get_or_create(user_id=user_id)


def token_of(user_id: int) -> str:
    """For the link that ends the mail without signing in. It opens nothing else and never ends."""
    return signing.dumps(user_id, salt=SALT)


def user_of(token: str) -> User | None:
    try:
        return User.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None


def _message(user: User, viewer: Viewer, count: int) -> EmailMessage:
    stop = settings.SITE_URL + reverse("inbox_stop_mail", args=[token_of(user.pk)])
    context = {
        "name": viewer.name,
        "count": count,
        "link": settings.SITE_URL + reverse("inbox"),
        "stop": stop,
        "site_name": settings.SITE_NAME,
    }
    return EmailMessage(
        subject=" ".join(render_to_string("inbox/mail/news_subject.txt", context).split()),
        body=render_to_string("inbox/mail/news.txt", context),
        to=[user.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            "Auto-Submitted": "auto-generated",
        },
    )


def _letter(notification: Notification) -> EmailMessage:
    user = notification.user
    context = {
        "name": user.name,
        "text": notification.text,
        "link": settings.SITE_URL + notification.url,
        "site_name": settings.SITE_NAME,
    }
    return EmailMessage(
        subject=" ".join(render_to_string("inbox/mail/letter_subject.txt", context).split()),
        body=render_to_string("inbox/mail/letter.txt", context),
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
