"""A member says that something should be looked at. Its author is not told, now or later."""

import uuid

from django.db import IntegrityError, transaction
from django.http import Http404

from community import subjects
from community.lib.limits import spend
from community.lib.verdicts import YES, Verdict, no
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from community.subjects import Written
from moderation.limits import REPORTING
from moderation.models import Report
from moderation.reports import filing, pointing, weighing
from moderation.reports.grounds import Ground


class Already(Exception):
    """The member reported this before, and it is still being looked at."""

    def __init__(self, report: Report) -> None:
        super().__init__("You reported this already.")
        self.report = report


def report(
    viewer: Viewer, kind: str, subject_id: int, ground: Ground, words: str, *, key: uuid.UUID
) -> Report:
    """File a member's report. Raises Http404, Refused, Already or TooFast; then nothing is kept."""
    try:
        with transaction.atomic():
            form = once(viewer.member_id, key, f"report {kind} {subject_id}")
            if form.result_id:
                return Report.objects.get(pk=form.result_id)
            written = get_subject_or_404(viewer, kind, subject_id)
            may_report(viewer, written).require()
            filing.lock_case(written)
            _require_first(viewer, written)
            spend(REPORTING, viewer.member_id)
            told = filing.file(made_by(viewer, ground, words), written, ground)
            remember(form, told.pk)
    except IntegrityError:  # another form of theirs opened the case at the same moment
        _require_first(viewer, written)
        raise
    return told


def made_by(viewer: Viewer, ground: Ground, words: str) -> Report:
    """A member's report, not kept yet."""
    return Report(
        channel=Report.Channel.MEMBER,
        kind=ground.key,
        reporter_id=viewer.member_id,
        words=words,
        weight=weighing.weight_of(viewer.member_id),
    )


def may_report(viewer: Viewer, written: Written) -> Verdict:
    if written.author_id == viewer.user_id:
        return no("You wrote this yourself. You can change or withdraw it where it stands.")
    return YES


def get_subject_or_404(viewer: Viewer, kind: str, subject_id: int) -> Written:
    """What the viewer sees and can report, by its own room's gate."""
    if kind not in {subject.kind for subject in subjects.all_kinds()}:
        raise Http404
    if not subjects.of(kind).visible_ids(viewer, [subject_id]):
        raise Http404
    written = pointing.standing(kind, subject_id)
    if written is None:
        raise Http404
    return written


def unsettled(viewer: Viewer, written: Written) -> Report | None:
    """The viewer's own report of this that is being looked at."""
    reports = Report.objects.filter(
        case__subject_kind=written.kind,
        case__subject_id=written.id,
        reporter=viewer.member_id,
        channel=Report.Channel.MEMBER,
        settled_at=None,
    )
    return reports.first()


def _require_first(viewer: Viewer, written: Written) -> None:
    if before := unsettled(viewer, written):
        raise Already(before)
