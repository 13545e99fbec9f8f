"""Put a report to the one case of what it is about and, where a patient's word is enough, take that
from sight until a person has looked."""

from datetime import datetime, timedelta

from django.utils import timezone

from community import subjects
from community.audit.recording import record
from community.events import emit
from community.members.viewer import Viewer
from community.subjects import Written
from moderation.limits import DUE_WITHIN, HIDES_PER_HOUR, WEIGHT_THAT_HIDES
from moderation.models import Case, Decision, Report
from moderation.opening import hold, open_or_bump
from moderation.reports import weighing
from moderation.reports.grounds import Ground
from moderation.sealed import striking

Channel, Relation = Report.Channel, Report.Relation

BRAKED = "reports.braked"

# Those whose word about a patient counts though we do not know them.
CONCERNED = {Relation.PATIENT, Relation.RELATIVE}

LEFT_STANDING = (Decision.Action.DISMISS, Decision.Action.KEEP, Decision.Action.RESTORE)


def file(report: Report, written: Written, ground: Ground) -> Report:
    """Keep a report of `written`, and do what follows from it at once. Call inside the transaction.

    Of many reports of one kind the first alone counts as news: else thirty of them would have a
    moderator begin anew thirty times. Nothing that is recorded says who reported.
    """
    report.due_at = report.due_at or due(ground)
    report.case = _case_of(report, written, ground)
    report.subject_version = written.version
    report.save()
    striking.strike(report.case, report)
    weighing.make_urgent(report.case)
    if ground.hides and _is_believed(report, written) and not _was_left(written):
        _hide(report, report.case)
    _note(report)
    return report


def leave_astray(report: Report, ground: Ground) -> Report:
    """Keep a report of a place that we did not find: a manager looks for it."""
    report.due_at = due(ground)
    report.save()
    _note(report)
    return report


def due(ground: Ground) -> datetime:
    return timezone.now() + DUE_WITHIN[ground.family]


def is_late(report: Report) -> bool:
    """Whether it is not settled though we said that it would be."""
    return report.settled_at is None and report.due_at < timezone.now()


def lock_case(written: Written) -> Case | None:
    """The subject's case that is not settled, if there is one."""
    cases = Case.objects.select_for_update(no_key=True, of=("self",))
    return (
        cases.filter(subject_kind=written.kind, subject_id=written.id)
        .exclude(state=Case.State.DECIDED)
        .first()
    )


def _case_of(report: Report, written: Written, ground: Ground) -> Case:
    case, source = lock_case(written), Case.Source(report.channel)
    if case and case.state == Case.State.OPEN and source in case.sources:
        alike = case.reports.filter(kind=ground.key, settled_at=None)
        if alike.exclude(pk=report.pk).exists():
            return case
    case, _ = open_or_bump(
        written,
        source=source,
        family=ground.family,
        severity=ground.severity,
        due_at=report.due_at,
    )
    return case


def _is_believed(report: Report, written: Written) -> bool:
    """Somebody without an account is: the patient, or who is close to them, of what anyone can
    read. A member is when they were right before, or when a program found something there too."""
    assert report.case is not None
    if report.channel == Channel.PUBLIC:
        seen = subjects.of(written.kind).visible_ids(Viewer(), [written.id])
        return report.relation in CONCERNED and bool(seen)
    found = report.case.findings.filter(family="identifying", subject_version=written.version)
    return report.channel == Channel.MEMBER and (
        report.weight >= WEIGHT_THAT_HIDES or found.exists()
    )


def _was_left(written: Written) -> bool:
    """Whether a moderator looked at this very version and let it stand."""
    looked = Decision.objects.filter(
        case__subject_kind=written.kind,
        case__subject_id=written.id,
        subject_version=written.version,
        action__in=LEFT_STANDING,
        undone_at=None,
        reversed_at=None,
    )
    return looked.exists()


def _hide(report: Report, case: Case) -> None:
    lately = Report.objects.filter(hid=True, at__gte=timezone.now() - timedelta(hours=1))
    if lately.count() >= HIDES_PER_HOUR:
        emit(BRAKED, report_id=report.pk)
    elif hold(case, Case.HeldBy.REPORT):
        report.hid = True
        report.save(update_fields=["hid"])


def _note(report: Report) -> None:
    record(
        "report.made",
        report,
        actor_id=None,
        channel=str(report.channel),
        kind=report.kind,
        case=report.case_id,
        hid=report.hid,
    )
    emit("report.made", report_id=report.pk)
