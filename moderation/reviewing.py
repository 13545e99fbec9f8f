"""Read a case as its page shows it, always through the gate."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects
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

SENTENCE = re.compile(r"(?<=[.!?]) +")


@dataclass(frozen=True)
class Mark:
    """A finding with its number on the page, the words it marks, and what is to be said of it that
    was not said of most others too."""

    number: int
    finding: Finding
    kind: str
    words: str
    why: str


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
    """All that a manager needs to decide. `written` is None when the subject is gone. `why` is what
    is to be said of most marks, once. `is_stale`: it was edited after it was marked, and what is
    marked now will show when it is screened."""

    row: Row
    written: Written | None
    texts: list[Text]
    marks: list[Mark]
    why: list[str]
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
    prefetch_related_objects([case], "findings")
    findings = list(case.findings.all())
    fitting = [f for f in findings if written and f.subject_version == written.version]
    why, marks = _marks(written, fitting)
    decisions = list(case.decisions.select_related("moderator", "second_look__by"))
    now = timezone.now()
    earlier, earlier_count = _earlier(viewer, case)
    return Review(
        row=queueing.row(viewer, case, now),
        written=written,
        texts=_texts(written, marks),
        marks=marks,
        why=why,
        is_stale=bool(findings) and not fitting,
        badge=None if case.mask else badges_for([case.author_id]).get(case.author_id),
        decisions=decisions,
        happened=_happened(case, decisions),
        reports=reported.reports_of(case),
        notes=list(case.notes.select_related("by")),
        linked=queueing.rows(viewer, linking.linked_cases(viewer, case)),
        record=recalling.record_of(case.author_id, case.mask),
        earlier=earlier,
        earlier_count=earlier_count,
        may_decide=rules.may_act(viewer, case, Decision.Action.DISMISS, written),
        may_touch=rules.may_act(viewer, case, Decision.Action.HIDE, written),
        may_restore=rules.may_restore(viewer, case, written),
        may_claim=rules.may_claim(viewer, case),
        holder=rules.holder(case, now),
    )


def _earlier(viewer: Viewer, case: Case) -> tuple[list[Case], int]:
    """Other cases about its author, under this name and no other: the newest, and how many. That
    somebody wondered how they are is none of them."""
    kindly = Decision.objects.filter(
        case=OuterRef("pk"), action=Decision.Action.WELFARE, undone_at=None
    )
    others: QuerySet[Case] = visible_cases(viewer).filter(author=case.author_id, mask=case.mask)
    others = others.exclude(pk=case.pk).exclude(family="welfare").exclude(Exists(kindly))
    found = list(others.prefetch_related("decisions").order_by("-pk")[: EARLIER_CASES + 1])
    if len(found) <= EARLIER_CASES:
        return found, len(found)
    return found[:EARLIER_CASES], others.count()


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


def _marks(written: Written | None, findings: Sequence[Finding]) -> tuple[list[str], list[Mark]]:
    """What holds for most of them, once, and each of them, numbered in the order they are read."""
    if written is None:
        return [], []
    order = list(written.fields)
    read = sorted(
        (f for f in findings if f.field in order), key=lambda f: (order.index(f.field), f.start)
    )
    reasons = [SENTENCE.split(f.why) for f in read]
    said = Counter(sentence for reason in reasons for sentence in dict.fromkeys(reason))
    most = [sentence for sentence, times in said.items() if 2 * times >= len(read)]
    marks = [
        Mark(
            number=number,
            finding=f,
            kind=words.kind_words(f.kind),
            words=written.fields[f.field][f.start : f.end],
            why=" ".join(sentence for sentence in reason if sentence not in most),
        )
        for number, (f, reason) in enumerate(zip(read, reasons, strict=True), start=1)
    ]
    return [words.of_all(sentence) for sentence in most], marks


def _texts(written: Written | None, marks: Sequence[Mark]) -> list[Text]:
    if written is None:
        return []
    return [
        Text(
            words.field_words(name),
            marked(
                source,
                [(m.finding.start, m.finding.end, m) for m in marks if m.finding.field == name],
            ),
        )
        for name, source in written.fields.items()
        if source
    ]
