"""What the inbox does after something happened. Each takes ids, reads again, and is idempotent."""

from community.inbox import mailing


def mail_notification(notification_id: int) -> None:
    mailing.mail_what_waits(notification_id)


def mail_letter(notification_id: int) -> None:
    mailing.mail_letter(notification_id)
