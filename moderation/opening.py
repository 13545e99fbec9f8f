"""Open a case of a subject, or bump the one that is not settled yet, whatever brings it."""

from datetime import datetime

from django.utils import timezone

from community import subjects
from community.audit.recording import record
from community.events import emit
from moderation.models import Case


def open_or_bump(
    written: subjects.Written,
    *,
    source: Case.Source,
    family: str,
    severity: Case.Severity,
    due_at: datetime,
) -> tuple[Case, bool]:
    """The subject's one case, locked, and whether it is new. Call inside the transaction.

    A case that was there keeps the worse of two severities and the earlier of two times, and one
    that waited for its author is open again.
    """
    cases = Case.objects.select_for_update(no_key=True, of=("self",)).exclude(
        state=Case.State.DECIDED
    )
    case, is_new = cases.get_or_create(
        subject_kind=written.kind,
        subject_id=written.id,
        defaults={
            "author_id": written.author_id,
            "mask": written.mask,
            "place": written.place,
            "severity": severity,
            "family": family,
            "sources": [source],
            "due_at": due_at,
        },
    )
    if not is_new:
        _bump(case, source=source, family=family, severity=severity, due_at=due_at)
    record("case.opened" if is_new else "case.bumped", case, actor_id=None, family=family)
    return case, is_new


def hold(case: Case, by: Case.HeldBy) -> bool:
    """Keep the case's subject from others until a person has looked; its author is told. False when
    there was nothing to hold. Call inside the transaction, with the case locked."""
    if not subjects.of(case.subject_kind).hold(case.subject_id):
        return False
    case.held_at, case.held_by = timezone.now(), by
    case.save(update_fields=["held_at", "held_by"])
    emit("subject.held", case_id=case.pk)
    return True


def _bump(
    case: Case, *, source: Case.Source, family: str, severity: Case.Severity, due_at: datetime
) -> None:
    if severity >= case.severity:
        case.severity, case.family = severity, family
    if case.state == Case.State.WAITING:
        case.due_at = due_at
    case.state, case.due_at = Case.State.OPEN, min(case.due_at, due_at)
    if source not in case.sources:
        case.sources = [*case.sources, source]
    case.version += 1
    case.save(update_fields=["severity", "family", "state", "due_at", "sources", "version"])
