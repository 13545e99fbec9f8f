"""Reports of a place that we did not find: a manager says what it is, or closes them with an
answer."""

import uuid

from django.db import transaction
from django.http import Http404

from community.audit.recording import record
from community.lib.paging import page_after
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from moderation.access import visible_astray
from moderation.limits import REPORTS_PAGE
from moderation.models import Case, Report
from moderation.reports import filing, outcomes, pointing
from moderation.reports.grounds import GROUNDS

# With what a manager may close one: nothing was done, for there was nothing to do it to.
ANSWERS = (Report.Outcome.NOT_FOUND, Report.Outcome.GONE, Report.Outcome.KEPT)


class NothingThere(Exception):
    """No address of ours, or what stood there is gone."""


class Settled(Exception):
    """Another manager placed or closed it meanwhile."""


class Twin(Exception):
    """The same member has a report of that thing already, which counts once."""


class Own(Exception):
    """The manager wrote the thing themselves: another one has to place it."""


def waiting(viewer: Viewer, after: str | None) -> tuple[list[Report], str | None]:
    """The newest first, and the key to go on from."""
    return page_after(visible_astray(viewer), ["pk"], after, REPORTS_PAGE)


def place(viewer: Viewer, report_id: int, address: str, *, key: uuid.UUID) -> Report:
    """Say what a report is about. Raises Http404, Settled, NothingThere, Twin or
    Own."""
    with transaction.atomic():
        form = once(viewer.member_id, key, f"place {report_id}")
        if form.result_id:
            return Report.objects.get(pk=form.result_id)
        report = _lock(viewer, report_id)
        written = pointing.find(address)
        if written is None:
            raise NothingThere
        if written.author_id == viewer.user_id:
            raise Own
        if _is_second(report, filing.lock_case(written)):
            raise Twin
        filing.file(report, written, GROUNDS.get(report.kind, GROUNDS["other"]))
        _record(viewer, report, "placed")
        remember(form, report.pk)
    return report


def close(viewer: Viewer, report_id: int, outcome: str, *, key: uuid.UUID) -> Report:
    """Answer whoever reported that there is nothing to be done. Raises Http404 or Settled."""
    with transaction.atomic():
        form = once(viewer.member_id, key, f"answer {report_id}")
        if form.result_id:
            return Report.objects.get(pk=form.result_id)
        report = _lock(viewer, report_id)
        outcomes.settle(report, Report.Outcome(outcome))
        _record(viewer, report, outcome)
        remember(form, report.pk)
    return report


def _lock(viewer: Viewer, report_id: int) -> Report:
    """The report, if the viewer is one who looks for places and it still needs one."""
    if not viewer.is_manager:
        raise Http404
    astray = Report.objects.select_for_update(no_key=True, of=("self",))
    report = astray.filter(pk=report_id).first()
    if report is None or report.reporter_id == viewer.user_id:
        raise Http404
    if report.case_id or report.settled_at:
        raise Settled
    return report


def _is_second(report: Report, case: Case | None) -> bool:
    if case is None or report.reporter_id is None:
        return False
    return case.reports.filter(reporter=report.reporter_id, settled_at=None).exists()


def _record(viewer: Viewer, report: Report, what: str) -> None:
    record("report.astray", report, actor_id=viewer.user_id, outcome=what, case=report.case_id)
