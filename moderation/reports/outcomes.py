"""What came of reports, once it is decided and can no longer be taken back."""

from django.utils import timezone

from community import subjects
from community.events import emit
from community.subjects import Written
from moderation import undoing
from moderation.models import Case, Decision, Report
from moderation.rules import STANDING

Action, Outcome = Decision.Action, Report.Outcome


def settle_reports(decision_id: int) -> None:
    """Give the reports of a decided case their outcome, and have those who made them told.

    Run again it finds none left. A decision that was undone settles nothing; nor does one that
    shows again what was hidden, for its reports are settled.
    """
    decision = undoing.standing(decision_id)
    if decision is None or decision.action == Action.RESTORE:
        return
    made = Report.objects.select_for_update(no_key=True, of=("self",)).filter(
        case=decision.case_id, settled_at=None, at__lte=decision.at
    )
    outcome = outcome_of(decision)
    for report in made:
        settle(report, outcome)


def settle(report: Report, outcome: Report.Outcome) -> None:
    """Call inside the transaction, with the report locked."""
    report.outcome, report.settled_at = outcome, timezone.now()
    report.save(update_fields=["outcome", "settled_at"])
    emit("report.settled", report_id=report.pk)


def outcome_of(decision: Decision) -> Report.Outcome:
    """That its author was asked for an edit is something done, and so is a measure or a sanction
    where the words stay."""
    case = decision.case
    done = decision.action not in (Action.DISMISS, Action.KEEP) or decision.measure
    if done or decision.sanctions.exists() or _was_asked_for_an_edit(case):
        return Outcome.ACTED
    written = subjects.of(case.subject_kind).read(case.subject_id)
    return Outcome.KEPT if _stands(written) else Outcome.GONE


def _was_asked_for_an_edit(case: Case) -> bool:
    return case.decisions.filter(action=Action.EDIT, undone_at=None).exists()


def _stands(written: Written | None) -> bool:
    return written is not None and written.state in STANDING
