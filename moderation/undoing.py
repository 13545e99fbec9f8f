"""Take a decision back within a minute, as if it had never been: before anyone was told."""

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from community.audit.recording import record
from community.lib.verdicts import Refused, Verdict, no
from community.members.viewer import Viewer
from moderation import access, rules
from moderation.appeals import reversing
from moderation.models import Case, Decision


def may_undo(viewer: Viewer, decision: Decision) -> Verdict:
    """As far as it can be told before anything is locked."""
    if obstacle := reversing.obstacle(decision, publish=False):
        return no(obstacle)
    return rules.may_undo(viewer, decision)


def undo(viewer: Viewer, decision_id: int) -> Decision:
    """Put back what the viewer decided a moment ago; its case is open again and nobody's. Twice is
    as good as once. Raises Http404 or Refused."""
    with transaction.atomic():
        seen = access.get_decision_or_404(viewer, decision_id)
        case = access.lock_case(access.get_case_or_404(viewer, seen.case_id).pk)
        decision = Decision.objects.get(pk=decision_id)
        decision.case = case
        if decision.undone_at and decision.moderator_id == viewer.user_id:
            return decision
        rules.may_undo(viewer, decision).require()
        try:
            reversing.reverse(decision, actor_id=viewer.member_id, publish=False)
        except reversing.CannotReverse as cannot:
            raise Refused(cannot.reason) from None
        decision.undone_at = timezone.now()
        decision.save(update_fields=["undone_at"])
        _reopen(case, decision)
        record("case.undone", case, actor_id=viewer.user_id, decision=decision.pk)
    return decision


def standing(decision_id: int) -> Decision | None:
    """A decision of which it is time to tell, unless it was undone. Whoever undoes it holds its
    case, so it is waited for: either it was undone before anyone was told, or it cannot be any
    more. Call inside the transaction."""
    decision = Decision.objects.select_related("case").get(pk=decision_id)
    access.lock_case(decision.case_id)
    decision.refresh_from_db(fields=["undone_at", "reversed_at"])
    return None if decision.undone_at else decision


def _reopen(case: Case, decision: Decision) -> None:
    """As it was before; what was hidden before, and shown by this, is settled still."""
    if decision.action != Decision.Action.RESTORE:
        case.state, case.decided_at = Case.State.OPEN, None
        if due_at := parse_datetime(decision.before.get("due_at", "")):
            case.due_at = due_at
    case.claimed_by = case.claimed_at = None
    case.version += 1
    case.save(
        update_fields=["state", "decided_at", "due_at", "claimed_by", "claimed_at", "version"]
    )
