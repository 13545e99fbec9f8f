"""Letters of the law desk, from templates in templates/moderation/law/letters/.

The templates rest on the text of SI 2013/3028 and on a law firm's summary, not on advice: counsel
has to read them before they are used. Letters to a complainant go by e-mail, those to a poster are
read on the site alone, where the mail says no more than that there is something to read.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone

from community.lib.letters import connect, send_after_commit
from moderation.law.notice_steps import CONSENT, PARTS, Matter
from moderation.models import Notice


def write(name: str, matter: Matter, url: str) -> str:
    """The letter as it is sent. `url` is where the statement stands, on this site."""
    notice, complaint = matter.notice, matter.complaint
    context: Mapping[str, Any] = {
        "notice": notice,
        "complaint": complaint,
        "answer": matter.answer,
        "lacks": [PARTS[part] for part in matter.lacks],
        "parts": [*PARTS.values(), CONSENT],
        "where": settings.SITE_URL + url if url else complaint.where,
        "last_day": last_day(notice),
        "site_name": settings.SITE_NAME,
        "reply_to": settings.SAFETY_EMAIL,
    }
    return render_to_string(f"moderation/law/letters/{name}.txt", context).strip() + "\n"


def last_day(notice: Notice) -> datetime | None:
    """The day at the end of which the poster's time is over, as it is said to people."""
    return notice.poster_due_at and timezone.localtime(notice.poster_due_at - timedelta(seconds=1))


def mail(notice: Notice, body: str, to: str) -> None:
    """Mail a letter to a complainant once the transaction is committed. Raises OSError when the
    mail server is not to be reached: then nothing should be done."""
    message = EmailMessage(
        subject=f"Your notice {notice.pk} to {settings.SITE_NAME}",
        body=body,
        to=[to],
        reply_to=[settings.SAFETY_EMAIL],
    )
    send_after_commit(connect(), message, "notice_letter_lost", notice=notice.pk)
