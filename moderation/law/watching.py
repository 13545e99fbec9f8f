"""What the law desk must not miss: it is alarmed of a notice whose time runs out, and of holds."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from moderation.law import holding, notice_reports
from moderation.law.desk import alarm
from moderation.models import Notice


def watch_notices() -> None:
    """Alarm of each notice whose next step is overdue, of each that the poster did not answer in
    time, and of reports that may be one; of each once."""
    now = timezone.now()
    with transaction.atomic():
        for report in notice_reports.waiting():
            text = "Someone reported an accusation. It may be a legal notice."
            alarm(text, reverse("law_desk"), once=f"notice.report:{report.pk}")
        for notice in Notice.objects.filter(ended_at=None):
            url = reverse("law_notice", args=[notice.pk])
            if notice.due_at and notice.due_at <= now:
                text = "A step of a legal notice is overdue."
                alarm(text, url, once=f"notice.overdue:{notice.pk}:{notice.version}")
            elif (
                notice.state == Notice.State.WITH_POSTER
                and notice.poster_due_at
                and notice.poster_due_at <= now
            ):
                text = "The poster has not answered a legal notice in time."
                alarm(text, url, once=f"notice.unanswered:{notice.pk}")


def tend_holds() -> None:
    """At night: what no hold needs any more goes, and those that are due for review are told."""
    holding.drop_copies()
    holding.remind()
