"""What the public reports as an accusation may be a notice of complaint: the law desk reads it, and
enters it as one or sets it aside. Its case is decided by the moderators either way."""

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from community import subjects
from community.audit.models import Entry
from community.audit.recording import is_recorded, record
from community.members.viewer import Viewer
from moderation.law.desk import may_work_there, opened_text
from moderation.limits import REPORTS_MAY_BE_NOTICES
from moderation.models import Notice, Report

# A key of grounds.GROUNDS: what rests on the Defamation Act.
ACCUSATION = "accusation"

SET_ASIDE = "notice.set_aside"


def waiting() -> QuerySet[Report]:
    """Those that are neither entered nor set aside, the oldest first. That a case was decided
    meanwhile is no answer to a notice."""
    filed = Q(channel=Report.Channel.PUBLIC, kind=ACCUSATION) | Q(channel=Report.Channel.NOTICE)
    seen = Entry.objects.filter(verb=SET_ASIDE, about="report", about_id=OuterRef("pk"))
    entered = Notice.objects.filter(
        case__subject_kind=OuterRef("case__subject_kind"),
        case__subject_id=OuterRef("case__subject_id"),
        received_at__gte=OuterRef("at"),
    )
    since = timezone.now() - REPORTS_MAY_BE_NOTICES
    reports = Report.objects.filter(filed, case__isnull=False, at__gte=since)
    return reports.exclude(Exists(seen)).exclude(Exists(entered)).order_by("at", "pk")


def get_or_404(viewer: Viewer, pk: int) -> Report:
    report = waiting().select_related("case").filter(pk=pk).first() if viewer.is_law else None
    if report is None:
        raise Http404
    return report


def as_typed(report: Report) -> dict[str, Any]:
    """For the form in which it is entered. Its address for answers is not shown there."""
    written = None
    if report.case:
        written = subjects.of(report.case.subject_kind).read(report.case.subject_id)
    return {
        "report": report.pk,
        "place": written.url if written else report.address,
        "received_at": timezone.localtime(report.at),
        "meaning": report.words,
    }


def address_of(report: Report) -> str:
    """Where the reporter asked to be answered, "" where they did not."""
    return opened_text(report.sealed_email)


def set_aside(viewer: Viewer, pk: int) -> None:
    """It is no legal notice. A second time changes nothing. Raises Refused, or Http404."""
    may_work_there(viewer).require()
    with transaction.atomic():
        report = Report.objects.select_for_update(no_key=True, of=("self",)).filter(pk=pk).first()
        if report is not None and is_recorded(SET_ASIDE, report):
            return
        report = get_or_404(viewer, pk)
        record(SET_ASIDE, report, actor_id=viewer.user_id)
