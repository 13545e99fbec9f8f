"""The mail that development would have sent, as a page. Not routed in production."""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

SHOWN = 50


@dataclass(frozen=True)
class Mail:
    subject: str
    to: str
    date: str
    body: str


@login_not_required
def dev_mail(request: HttpRequest) -> HttpResponse:
    if settings.ENVIRONMENT != "development":
        raise Http404
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda f: f.stat().st_mtime, reverse=True)
    return render(request, "pages/dev_mail.html", {"mails": [_read(f) for f in files[:SHOWN]]})


def _read(file: Path) -> Mail:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    # The file backend ends each message with a line of dashes.
    return Mail(
        str(message["subject"]), str(message["to"]), str(message["date"]), text.rstrip("-\n")
    )
