"""Read a case as its page shows it, always through the gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from community import subjects
from community.lib.spans import marked
from community.lib.verdicts import Verdict
from community.members.models import User
from community.members.standing import Badge, badges_for
from community.members.viewer import Viewer
from community.subjects import Written
from moderation import linking, queueing, recalling, rules, words
from moderation.access import visible_cases
from moderation.limits import CLAIM_HOLDS, EARLIER_CASES
from moderation.models import Case, Decision, Finding, Note
from moderation.queueing import Row
from moderation.recalling import Record
from moderation.reports import reported
from moderation.reports.reported import Reports

FIELD_WORDS = {"title": "Title", "body": "Text"}


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
class Happening:
    """Something in the history of a case: `kind` is "decision", "second" (a second look), "appeal",
    "answer" (to an appeal), "held" or "opened", and `thing` what it was."""

    at: datetime
    kind: str
    thing: Any = None


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
    happened: list[Happening]
    reports: Reports
    notes: list[Note]
    linked: list[Row]
    record: Record
    earlier: list[Case]
    earlier_count: int
    may_decide: Verdict
    may_touch: Verdict
    may_restore: Verdict
    may_claim: Verdict
    holder: User | None

    @property
    def free_at(self) -> datetime | None:
        """When it is nobody's any more, by itself."""
        at = self.row.case.claimed_at
        return at + CLAIM_HOLDS if at and self.holder else None

    @property
    def brought(self) -> str:
        """What the case began with, in words."""
        sources = self.row.case.sources
        return words.BROUGHT[sources[0] if sources else Case.Source.DETECTOR]

    @property
    def overrode(self) -> list[str]:
        """What its author was shown before posting and kept, in words."""
        kinds = self.written.overrode.split(", ") if self.written else []
        return [words.kind_words(kind) for kind in kinds if kind]


def review(viewer: Viewer, case: Case) -> Review:
    written = subjects.of(case.subject_kind).read(case.subject_id)
    findings = list(case.findings.all())
    fitting = [f for f in findings if written and f.subject_version == written.version]
    marks = _marks(written, fitting)
    decisions = list(case.decisions.select_related("moderator", "second_look__by"))
    now = timezone.now()
    # What they did under this name, and under no other.
    earlier = visible_cases(viewer).filter(author=case.author_id, mask=case.mask)
    earlier = earlier.exclude(pk=case.pk)
    return Review(
        row=queueing.row(viewer, case, now),
        written=written,
        texts=_texts(written, marks),
        marks=marks,
        is_stale=bool(findings) and not fitting,
        badge=None if case.mask else badges_for([case.author_id]).get(case.author_id),
        decisions=decisions,
        happened=_happened(case, decisions),
        reports=reported.reports_of(case),
        notes=list(case.notes.select_related("by")),
        linked=queueing.rows(viewer, linking.linked_cases(viewer, case)),
        record=recalling.record_of(case.author_id, case.mask),
        earlier=list(earlier.prefetch_related("decisions").order_by("-pk")[:EARLIER_CASES]),
        earlier_count=earlier.count(),
        may_decide=rules.may_act(viewer, case, Decision.Action.DISMISS, written),
        may_touch=rules.may_act(viewer, case, Decision.Action.HIDE, written),
        may_restore=rules.may_restore(viewer, case, written),
        may_claim=rules.may_claim(viewer, case),
        holder=rules.holder(case, now),
    )


def _happened(case: Case, decisions: Sequence[Decision]) -> list[Happening]:
    """The newest first."""
    found = [Happening(case.opened_at, "opened")]
    if case.held_at:
        found.append(Happening(case.held_at, "held"))
    for appeal in case.appeals.select_related("decided_by"):
        found.append(Happening(appeal.at, "appeal", appeal))
        if appeal.decided_at:
            found.append(Happening(appeal.decided_at, "answer", appeal))
    for decision in decisions:
        found.append(Happening(decision.at, "decision", decision))
        look = getattr(decision, "second_look", None)
        if look and look.done_at:
            found.append(Happening(look.done_at, "second", look))
    return sorted(found, key=lambda one: one.at, reverse=True)


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
