"""Take back what a decision did: its words and pictures, its hiding, what was done to the topic and
its sanctions. An appeal does it for good; within a minute whoever decided does it as if it had
never been."""

from django.db.models import QuerySet
from django.utils import timezone

from community import subjects
from community.audit.recording import record
from community.subjects import Subject, Written
from moderation import sanctioning
from moderation.law import ending
from moderation.models import Appeal, Case, Decision, Look
from moderation.sealed import erasing, sealing

Action = Decision.Action

# Each of them has an original in the sealed store.
TOOK = {Action.REDACT, Action.COVER, Action.REMOVE}

# What a subject is in after a decision, if nothing else came between.
LEFT_AS = {Action.HIDE: "hidden", Action.REMOVE: "removed", Action.EDIT: "held"}

# In any other state it is its author who took it away, or it was merged into something else.
OURS = {"published", "held", "hidden", "removed"}

REDONE = "An earlier decision was taken back."
NOT_KEPT = "What it took away is not kept any more."
TAKEN_SINCE = "Its author has taken it back since, so it stays away."


class CannotReverse(Exception):
    """This decision cannot be taken back; `reason` says why, to the moderator."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def reverse(decision: Decision, *, actor_id: int, publish: bool, reason: str = "") -> None:
    """Undo what `decision` did, in the caller's transaction and with its case locked.

    With `publish` what it took from sight is to be seen again, unless something newer keeps it
    back, and the case gets a decision that says so, with this `reason`; without, all is as it was
    before. Raises CannotReverse; then nothing has changed.
    """
    if why_not := obstacle(decision, publish=publish):
        raise CannotReverse(why_not)
    case = decision.case
    handler = subjects.of(case.subject_kind)
    written = handler.read(case.subject_id)
    if written is not None and written.state in OURS:
        if decision.action in TOOK and _is_kept(decision):
            _put_back(handler, decision, actor_id)
        if publish:
            _show(handler, written, decision)
        else:
            _as_before(handler, written, decision)
    if done := decision.before.get("measured"):
        handler.unmeasure(done, actor_id=actor_id)
    sanctioning.lift(decision, actor_id=actor_id, why=reason or REDONE)
    record("decision.reversed", decision, actor_id=actor_id, case=case.pk, undone=not publish)
    if publish:
        _say_so(decision, actor_id, reason)


def obstacle(decision: Decision, *, publish: bool) -> str:
    """Why it cannot be taken back at all, or nothing."""
    if decision.undone_at or decision.reversed_at:
        return "This was taken back already."
    if publish and decision.action == Action.RESTORE:
        return "There is nothing to take back."
    if ending.keeps_away(decision):
        return ending.STAYS_AWAY
    if decision.action in TOOK and not _is_kept(decision):
        # A picture stands without what was covered in it, so there the rest is taken back.
        return "" if publish and decision.action == Action.COVER else NOT_KEPT
    if publish:
        return ""
    if "reverses" in decision.before or _answers_an_appeal(decision):
        return "This answers an appeal, and an answer stands."
    if decision.appeals.exists():
        return "Its author has appealed meanwhile; another moderator answers that."
    return ""


def lost(decision: Decision) -> str:
    """What cannot be put back any more, however an appeal is answered: to be said before it is."""
    if decision.action not in TOOK or decision.reversed_at:
        return ""
    if not _is_kept(decision):
        return NOT_KEPT
    case = decision.case
    handler = subjects.of(case.subject_kind)
    written = handler.read(case.subject_id)
    if written is None or written.state not in OURS:
        return TAKEN_SINCE
    return " ".join(handler.lost(case.subject_id, sealing.unseal(decision.original)))


def _is_kept(decision: Decision) -> bool:
    return hasattr(decision, "original")


def _put_back(handler: Subject, decision: Decision, actor_id: int) -> None:
    """All that was not changed since. To open the seal is a look, even if no person reads it."""
    Look.objects.create(decision=decision, by_id=actor_id, purpose=Look.Purpose.REVERSAL)
    original = sealing.unseal(decision.original)
    handler.reinstate(decision.case.subject_id, original)
    erasing.put_back(original)


def _show(handler: Subject, written: Written, decision: Decision) -> None:
    """Let all see it again if it was this decision that took it from sight, or left it so."""
    case = decision.case
    if decision.action == Action.EDIT and case.state != Case.State.WAITING:
        return  # it is with the moderators again, or they have decided anew
    if written.state == LEFT_AS.get(Action(decision.action)) and not _kept_back(decision):
        handler.restore(case.subject_id)
        if _was_hidden(decision):
            handler.hide(case.subject_id)


def _was_hidden(decision: Decision) -> bool:
    """Whether it found the subject hidden, by an older decision that still holds."""
    older = _hiding(decision.case).filter(pk__lt=decision.pk)
    return decision.before.get("state") == "hidden" and older.exists()


def _kept_back(decision: Decision) -> bool:
    """Whether something newer keeps the subject from sight, and goes on doing so."""
    case = decision.case
    held = _cases(case).filter(state__in=Case.UNSETTLED, held_at__isnull=False)
    newer = _hiding(case).filter(pk__gt=decision.pk)
    return newer.exists() or held.exclude(pk=case.pk).exists()


def _hiding(case: Case) -> QuerySet[Decision]:
    """Decisions that took the subject from sight and were not taken back themselves."""
    hiding = Decision.objects.filter(action__in=[Action.HIDE, Action.REMOVE])
    return hiding.filter(case__in=_cases(case), undone_at=None, reversed_at=None)


def _cases(case: Case) -> QuerySet[Case]:
    """All about the same subject."""
    return Case.objects.filter(subject_kind=case.subject_kind, subject_id=case.subject_id)


def _as_before(handler: Subject, written: Written, decision: Decision) -> None:
    """In the state that the decision found it in. What was held is shown for no moment between: all
    is one transaction."""
    before = decision.before.get("state", written.state)
    if before == written.state:
        return
    subject_id = decision.case.subject_id
    if written.state == "held":
        return  # by something newer
    if written.state in ("hidden", "removed"):
        handler.restore(subject_id)
    if before == "held":
        handler.hold(subject_id)
    elif before == "hidden":
        handler.hide(subject_id)


def _answers_an_appeal(decision: Decision) -> bool:
    """Whether it let go what was held because the author had appealed against that."""
    return Appeal.objects.filter(
        case=decision.case_id,
        decision=None,
        outcome=Appeal.Outcome.REVERSED,
        decided_by=decision.moderator_id,
        decided_at__gte=decision.at,
    ).exists()


def _say_so(decision: Decision, actor_id: int, reason: str) -> None:
    """On the decision and, as a decision of its own, in the history of its case. A case that waited
    for its author, because of this very decision, is settled with it."""
    case, now = decision.case, timezone.now()
    decision.reversed_at = now
    decision.save(update_fields=["reversed_at"])
    Decision.objects.create(
        case=case,
        moderator_id=actor_id,
        action=Action.RESTORE,
        rules_version=decision.rules_version,
        reason=reason,
        before={"reverses": decision.pk},
    )
    if case.state == Case.State.WAITING and decision.action == Action.EDIT:
        case.state, case.decided_at = Case.State.DECIDED, now
    case.version += 1
    case.save(update_fields=["state", "decided_at", "version"])
