"""Read appeals as the moderators' pages show them, always through the gate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from community import subjects
from community.lib import rendering
from community.lib.paging import page_after
from community.lib.spans import marked
from community.lib.verdicts import Verdict
from community.members.standing import Badge, badges_for
from community.members.viewer import Viewer
from community.subjects import Written
from moderation import access, words
from moderation.appeals import reversing
from moderation.appeals.rules import may_answer
from moderation.limits import QUEUE_PAGE
from moderation.models import Appeal, Decision, Note, Sanction
from moderation.transparency.rules_of_the_house import HOUSE_RULES, HouseRule


@dataclass(frozen=True)
class Row:
    """An appeal in the list. `may_answer` says whether this viewer may."""

    appeal: Appeal
    due: str
    is_late: bool
    may_answer: Verdict


@dataclass(frozen=True)
class Figures:
    open: int
    overdue: int


@dataclass(frozen=True)
class Text:
    """A field, cut into pieces: (words, whether they were taken away)."""

    label: str
    pieces: list[tuple[str, object | None]]


@dataclass(frozen=True)
class Shown:
    """What a moderator needs to answer. `written` is None when the subject is gone; `lost` says
    what cannot be brought back. `is_struck` says that the author's words quote removed ones."""

    row: Row
    written: Written | None
    texts: list[Text]
    badge: Badge | None
    rule: HouseRule | None
    sanctions: list[Sanction]
    notes: list[Note]
    is_struck: bool
    is_sealed: bool
    lost: str
    obstacle: str


def figures(viewer: Viewer) -> Figures:
    counts = (
        access.visible_appeals(viewer)
        .filter(outcome="")
        .aggregate(open=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=timezone.now())))
    )
    return Figures(**counts)


def waiting(viewer: Viewer) -> list[Row]:
    """The QUEUE_PAGE that are due first."""
    appeals = _listed(viewer).filter(outcome="").order_by("due_at", "pk")
    return _rows(viewer, list(appeals[:QUEUE_PAGE]))


def answered(viewer: Viewer, after: str | None) -> tuple[list[Row], str | None]:
    """The newest first, and the key to go on from."""
    found, older = page_after(_listed(viewer).exclude(outcome=""), ["pk"], after, QUEUE_PAGE)
    return _rows(viewer, found), older


def shown(viewer: Viewer, appeal: Appeal) -> Shown:
    case, decision = appeal.case, appeal.decision
    written = subjects.of(case.subject_kind).read(case.subject_id)
    return Shown(
        row=_row(appeal, timezone.now(), may_answer(viewer, appeal)),
        written=written,
        texts=_texts(written.fields, {}) if written else [],
        badge=None if case.mask else badges_for([case.author_id]).get(case.author_id),
        rule=HOUSE_RULES.get(decision.rule) if decision else None,
        sanctions=list(decision.sanctions.all()) if decision else [],
        notes=list(case.notes.select_related("by")),
        is_struck=rendering.REDACTED in appeal.words,
        is_sealed=decision is not None and hasattr(decision, "original"),
        lost=reversing.lost(decision) if decision else "",
        obstacle=reversing.obstacle(decision, publish=True) if decision else "",
    )


def sealed_texts(decision: Decision, fields: Mapping[str, str]) -> list[Text]:
    """What was opened, with what the decision took away marked in it."""
    return _texts(fields, decision.spans)


def _listed(viewer: Viewer) -> QuerySet[Appeal]:
    appeals = access.visible_appeals(viewer).select_related(
        "case__author", "decision__moderator", "decision__second_look", "decided_by"
    )
    return appeals.prefetch_related("decision__sanctions")


def _rows(viewer: Viewer, appeals: Iterable[Appeal]) -> list[Row]:
    """In as many queries for fifty as for one."""
    appeals, now = list(appeals), timezone.now()
    asked = [appeal.case_id for appeal in appeals]
    free = set(access.decidable_cases(viewer).filter(pk__in=asked).values_list("pk", flat=True))
    return [
        _row(appeal, now, may_answer(viewer, appeal, is_entangled=appeal.case_id not in free))
        for appeal in appeals
    ]


def _row(appeal: Appeal, now: datetime, verdict: Verdict) -> Row:
    is_late = not appeal.outcome and appeal.due_at < now
    span = words.roughly(appeal.due_at - now)
    return Row(
        appeal=appeal,
        due=f"{span} overdue" if is_late else f"due in {span}",
        is_late=is_late,
        may_answer=verdict,
    )


def _texts(fields: Mapping[str, str], spans: Mapping[str, list[tuple[int, int]]]) -> list[Text]:
    return [
        Text(
            words.field_words(name),
            marked(source, [(start, end, True) for start, end in spans.get(name, ())]),
        )
        for name, source in fields.items()
        if source
    ]
