"""Tell moderators of what the detectors found: open a case of a subject, or bump the open one."""

from collections.abc import Sequence

from django.utils import timezone

from community import subjects
from moderation.detectors import Action, Finding
from moderation.limits import DUE_WITHIN
from moderation.models import Case
from moderation.models import Finding as FindingRow
from moderation.opening import hold, open_or_bump

# The name of a field, and what was found in it.
Found = tuple[str, Finding]

# Of which field, what, from where to where.
Place = tuple[str, str, int, int]


def flag(written: subjects.Written, findings: Sequence[Found]) -> Case | None:
    """Open or bump the case of these, and hold what calls for it. Call inside the transaction."""
    if not findings:
        return None
    return _flag(written, findings, holds=_gravest(findings) >= Action.HOLD)


def flag_again(written: subjects.Written, findings: Sequence[Found]) -> Case | None:
    """The same for a version that was screened before: only where something is new in it.

    What was decided of it stands. And others have read it for months perhaps: that is not urgent
    enough for a machine to take it from their sight, and with a mistake in one detector half of the
    site would be gone. Direct identifiers alone are held.
    """
    if not findings:
        return None
    told = _told_of(written)
    fresh = [one for one in findings if _place(one) not in told[Case.State.DECIDED]]
    waiting = told[Case.State.OPEN] | told[Case.State.WAITING]
    if waiting.issuperset(map(_place, fresh)):
        return None
    return _flag(written, fresh, holds=_gravest(fresh) == Action.BLOCK)


def _gravest(findings: Sequence[Found]) -> Action:
    return max(finding.action for _, finding in findings)


def _place(found: Found) -> Place:
    name, finding = found
    return name, finding.kind, finding.start, finding.end


def _told_of(written: subjects.Written) -> dict[str, set[Place]]:
    """What moderators have been told of this version, by the state of the case. Its cases are
    locked first, so that a decision that is being made is waited for."""
    cases = Case.objects.filter(subject_kind=written.kind, subject_id=written.id)
    list(cases.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    told: dict[str, set[Place]] = {state: set() for state in Case.State.values}
    rows = FindingRow.objects.filter(case__in=cases, subject_version=written.version)
    for row in rows.select_related("case"):
        told[row.case.state].add((row.field, row.kind, row.start, row.end))
    return told


def _flag(written: subjects.Written, findings: Sequence[Found], *, holds: bool) -> Case:
    case = _open_or_bump(written, findings, holds=holds)
    if holds:
        hold(case, Case.HeldBy.PROGRAM)
    return case


def _open_or_bump(written: subjects.Written, findings: Sequence[Found], *, holds: bool) -> Case:
    worst = max((f for _, f in findings), key=lambda f: (f.action.severity, f.score))
    case, is_new = open_or_bump(
        written,
        source=Case.Source.DETECTOR,
        family=worst.family,
        severity=Case.Severity.HIGH if holds else Case.Severity.MEDIUM,
        due_at=timezone.now() + min(DUE_WITHIN[f.family] for _, f in findings),
    )
    if not is_new:
        case.findings.all().delete()  # they marked a version that no one reads any more
    FindingRow.objects.bulk_create(
        FindingRow(
            case=case,
            subject_version=written.version,
            field=name,
            kind=f.kind,
            family=f.family,
            action=f.action,
            start=f.start,
            end=f.end,
            score=f.score,
            why=f.why,
            detector=f.detector,
            detector_version=f.version,
        )
        for name, f in findings
    )
    return case
