"""Read the queue and a case as the pages show them, always through the gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from community import subjects
from community.lib.spans import marked
from community.lib.verdicts import Verdict
from community.members.standing import Badge, badges_for
from community.members.viewer import Viewer
from community.subjects import Written
from moderation import rules, words
from moderation.access import visible_cases
from moderation.limits import EARLIER_CASES, QUEUE_PAGE
from moderation.models import Case, Decision, Finding

FIELD_WORDS = {"title": "Title", "body": "Text"}


@dataclass(frozen=True)
class Row:
    """A case in the list."""

    case: Case
    what: str
    kinds: list[str]
    due: str
    is_late: bool


@dataclass(frozen=True)
class Figures:
    open: int
    overdue: int


@dataclass(frozen=True)
class Mark:
    """A finding with its number on the page and the words it marks."""

    number: int
    finding: Finding
    kind: str
    words: str


@dataclass(frozen=True)
class Text:
    """A field of the subject, cut into pieces: (words, Mark or None)."""

    label: str
    pieces: list[tuple[str, object | None]]


@dataclass(frozen=True)
class Review:
    """All that a manager needs to decide. `written` is None when the subject is gone. `is_stale`:
    it was edited after it was marked, and what is marked now will show when it is screened."""

    row: Row
    written: Written | None
    texts: list[Text]
    marks: list[Mark]
    is_stale: bool
    badge: Badge | None
    decisions: list[Decision]
    earlier: list[Case]
    earlier_count: int
    may_decide: Verdict
    may_touch: Verdict
    may_restore: Verdict

    @property
    def overrode(self) -> list[str]:
        """What its author was shown before posting and kept, in words."""
        kinds = self.written.overrode.split(", ") if self.written else []
        return [words.kind_words(kind) for kind in kinds if kind]


def open_cases(viewer: Viewer) -> QuerySet[Case]:
    """The worst first, then what is due first."""
    cases = visible_cases(viewer).filter(state=Case.State.OPEN)
    return cases.order_by("-severity", "due_at", "pk")


def decided_cases(viewer: Viewer) -> QuerySet[Case]:
    cases = visible_cases(viewer).filter(state=Case.State.DECIDED).order_by("-decided_at")
    return cases.prefetch_related("decisions__moderator")


def rows(cases: QuerySet[Case]) -> list[Row]:
    """The first QUEUE_PAGE of these cases."""
    now = timezone.now()
    return [_row(case, now) for case in cases.prefetch_related("findings")[:QUEUE_PAGE]]


def figures(viewer: Viewer) -> Figures:
    counts = open_cases(viewer).aggregate(
        open=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=timezone.now()))
    )
    return Figures(**counts)


def next_case(viewer: Viewer) -> Case | None:
    return open_cases(viewer).first()


def review(viewer: Viewer, case: Case) -> Review:
    written = subjects.of(case.subject_kind).read(case.subject_id)
    findings = list(case.findings.all())
    fitting = [f for f in findings if written and f.subject_version == written.version]
    marks = _marks(written, fitting)
    decisions = list(case.decisions.select_related("moderator"))
    # What they did under this name, and under no other.
    earlier = visible_cases(viewer).filter(author=case.author_id, mask=case.mask)
    earlier = earlier.exclude(pk=case.pk)
    return Review(
        row=_row(case, timezone.now()),
        written=written,
        texts=_texts(written, marks),
        marks=marks,
        is_stale=bool(findings) and not fitting,
        badge=None if case.mask else badges_for([case.author_id]).get(case.author_id),
        decisions=decisions,
        earlier=list(earlier.prefetch_related("decisions").order_by("-pk")[:EARLIER_CASES]),
        earlier_count=earlier.count(),
        may_decide=rules.may_act(viewer, case, Decision.Action.DISMISS, written),
        may_touch=rules.may_act(viewer, case, Decision.Action.HIDE, written),
        may_restore=rules.may_restore(viewer, case, written),
    )


def _row(case: Case, now: datetime) -> Row:
    is_late = case.state == Case.State.OPEN and case.due_at < now
    span = words.roughly(case.due_at - now)
    return Row(
        case=case,
        what=words.family_words(case.family),
        kinds=list(dict.fromkeys(words.kind_words(f.kind) for f in case.findings.all())),
        due=f"{span} overdue" if is_late else f"due in {span}",
        is_late=is_late,
    )


def _marks(written: Written | None, findings: Sequence[Finding]) -> list[Mark]:
    """Numbered in the order they are read."""
    if written is None:
        return []
    order = list(written.fields)
    read = sorted(
        (f for f in findings if f.field in order), key=lambda f: (order.index(f.field), f.start)
    )
    return [
        Mark(number, f, words.kind_words(f.kind), written.fields[f.field][f.start : f.end])
        for number, f in enumerate(read, start=1)
    ]


def _texts(written: Written | None, marks: Sequence[Mark]) -> list[Text]:
    if written is None:
        return []
    return [
        Text(
            FIELD_WORDS.get(name, name.capitalize()),
            marked(
                source,
                [(m.finding.start, m.finding.end, m) for m in marks if m.finding.field == name],
            ),
        )
        for name, source in written.fields.items()
        if source
    ]
