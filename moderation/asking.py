"""Authors who were asked for an edit: let them, and bring the case back with it or without it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from community import subjects
from community.audit.recording import record
from community.members.viewer import Viewer
from moderation import rules
from moderation.limits import DUE_WITHIN
from moderation.models import Case, Decision

State = Case.State


def is_asked_to_edit(viewer: Viewer, kind: str, subject_id: int) -> bool:
    """Whether a moderator waits for the viewer to change this. One query a request, however many
    things are asked about."""
    if viewer.user_id is None:
        return False
    if "asked" not in viewer.memo:
        waiting = Case.objects.filter(author=viewer.user_id, state=State.WAITING)
        viewer.memo["asked"] = set(waiting.values_list("subject_kind", "subject_id"))
    return (kind, subject_id) in viewer.memo["asked"]


def reopen_if_asked(kind: str, subject_id: int) -> None:
    """Its author was asked for an edit and has made one, or taken all of it away: a person looks
    again, whatever the detectors find in it. Idempotent."""
    with transaction.atomic():
        case = _waiting().filter(subject_kind=kind, subject_id=subject_id).first()
        if case is None:
            return
        asked = case.decisions.filter(action=Decision.Action.EDIT, undone_at=None).first()
        written = subjects.of(kind).read(subject_id)
        stands = written is not None and written.state in rules.STANDING
        if stands and asked and written and written.version <= asked.subject_version:
            return  # changed before it was asked for
        _reopen(case, "case.answered", timezone.now())


def reopen_unanswered() -> int:
    """Those whose author has not done what they were asked for; returns how many."""
    with transaction.atomic():
        now = timezone.now()
        late = list(_waiting(skip_locked=True).filter(due_at__lte=now))
        for case in late:
            _reopen(case, "case.unanswered", now)
    return len(late)


def _waiting(*, skip_locked: bool = False) -> QuerySet[Case]:
    locked = Case.objects.select_for_update(no_key=True, of=("self",), skip_locked=skip_locked)
    return locked.filter(state=State.WAITING)


def _reopen(case: Case, verb: str, now: datetime) -> None:
    case.state, case.due_at, case.alarmed_at = State.OPEN, now + DUE_WITHIN[case.family], None
    case.version += 1
    case.save(update_fields=["state", "due_at", "alarmed_at", "version"])
    record(verb, case, actor_id=None)
