"""The queue: which cases wait, in which order, and which of them comes next. Through the gate."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from community.members.viewer import Viewer
from moderation import rules, words
from moderation.access import decidable_cases, visible_cases
from moderation.filtering import Filters, wanted
from moderation.limits import CLAIM_HOLDS, PLACES_OF_LAST, QUEUE_PAGE
from moderation.models import Case, Finding

State = Case.State
EVERYTHING = Filters()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Row:
    """A case in the list. `brought` are others than a program who brought it, `holder` is who else
    is looking at it now."""

    case: Case
    what: str
    kinds: list[str]
    brought: list[str]
    due: str
    is_late: bool
    holder: str


@dataclass(frozen=True)
class Figures:
    open: int
    overdue: int
    waiting: int


@dataclass(frozen=True)
class Page:
    """`more` is what the address of the next page ends in; "" on the last one."""

    rows: list[Row]
    more: str


def page(viewer: Viewer, filters: Filters) -> Page:
    cases = listed(viewer, filters, visible_cases(viewer))
    if key := _key(filters):
        cases = cases.filter(_beyond(filters.state, key))
    if filters.state == State.DECIDED:
        cases = cases.prefetch_related("decisions__moderator")
    found = list(_with_marks(cases)[: QUEUE_PAGE + 1])
    more = ""
    if len(found) > QUEUE_PAGE:
        found = found[:QUEUE_PAGE]
        more = replace(filters, after=_key_of(filters.state, found[-1])).query
    now = timezone.now()
    return Page([row(viewer, case, now) for case in found], more)


def listed(viewer: Viewer, filters: Filters, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those that wait: the worst first, then what is due first. Those decided: the last first."""
    cases = cases.filter(wanted(viewer, filters))
    if filters.state == State.DECIDED:
        return cases.order_by("-decided_at", "-pk")
    return cases.order_by("-severity", "due_at", "pk")


def next_case(viewer: Viewer, filters: Filters = EVERYTHING) -> Case | None:
    """The most urgent of the open ones that the viewer may decide and that nobody else is looking
    at. What they left for later comes when there is nothing else."""
    cases = listed(viewer, replace(filters, state=State.OPEN), decidable_cases(viewer))
    others = ~Q(claimed_by=viewer.user_id) & Q(claimed_by__isnull=False)
    cases = cases.exclude(others, claimed_at__gt=timezone.now() - CLAIM_HOLDS)
    return cases.exclude(pk__in=filters.skip).first() or (cases.first() if filters.skip else None)


def figures(viewer: Viewer) -> Figures:
    """Counted once a request."""
    if "queue" not in viewer.memo:
        cases = visible_cases(viewer).filter(state__in=Case.UNSETTLED)
        late = Q(state=State.OPEN, due_at__lt=timezone.now())
        viewer.memo["queue"] = Figures(
            **cases.aggregate(
                open=Count("pk", filter=Q(state=State.OPEN)),
                overdue=Count("pk", filter=late),
                waiting=Count("pk", filter=Q(state=State.WAITING)),
            )
        )
    return viewer.memo["queue"]


def places(viewer: Viewer, filters: Filters) -> list[str]:
    """Where the cases of this list stand, to choose from; of very many, those of some."""
    cases = visible_cases(viewer).filter(state=filters.state)
    order = "-decided_at" if filters.state == State.DECIDED else "due_at"
    found = set(cases.order_by(order).values_list("place", flat=True)[:PLACES_OF_LAST])
    return sorted(found | ({filters.place} if filters.place else set()))


def beside(viewer: Viewer, case: Case, sent: Mapping[str, Any]) -> dict[str, Any]:
    """What the page of a case shows of the list it was opened from, and the ways on and back."""
    filters = Filters.of(sent)
    listed_with = page(viewer, filters)
    rows = listed_with.rows
    at = next((n for n, one in enumerate(rows) if one.case.pk == case.pk), None)
    others = [one for one in rows if one.case.pk != case.pk]
    following = rows[at + 1 : at + 2] if at is not None else others[:1]
    left = filters.leaving(case.pk) if case.state == State.OPEN else filters
    return {
        "filters": filters,
        "rows": rows,
        "more": listed_with.more,
        "following": following[0].case.get_absolute_url() + left.query if following else "",
        "previous": rows[at - 1].case.get_absolute_url() + filters.query if at else "",
        "figures": figures(viewer),
        "note_key": uuid.uuid4(),
    }


def rows(viewer: Viewer, cases: QuerySet[Case]) -> list[Row]:
    """These cases as they are listed. Two queries."""
    now = timezone.now()
    return [row(viewer, case, now) for case in _with_marks(cases)]


def row(viewer: Viewer, case: Case, now: datetime) -> Row:
    is_late = case.state == State.OPEN and case.due_at < now
    span = words.roughly(case.due_at - now)
    due = f"{span} overdue" if is_late else f"due in {span}"
    if case.state == State.WAITING:
        due = f"its author has {span}" if case.due_at > now else "its author’s time is over"
    holder = rules.holder(case, now)
    return Row(
        case=case,
        what=words.family_words(case.family),
        kinds=list(dict.fromkeys(words.kind_words(f.kind) for f in case.findings.all())),
        brought=[
            Case.Source(source).label.lower()
            for source in case.sources
            if source != Case.Source.DETECTOR
        ],
        due=due,
        is_late=is_late,
        holder=holder.name if holder and holder.pk != viewer.user_id else "",
    )


def _with_marks(cases: QuerySet[Case]) -> QuerySet[Case]:
    marks = Finding.objects.only("case_id", "kind")
    return cases.select_related("claimed_by").prefetch_related(Prefetch("findings", marks))


def _key_of(state: str, case: Case) -> str:
    if state == State.DECIDED:
        assert case.decided_at is not None, "a decided case was decided at some time"
        return f"{(case.decided_at - EPOCH) // MICROSECOND}.{case.pk}"
    return f"{case.severity}.{(case.due_at - EPOCH) // MICROSECOND}.{case.pk}"


def _key(filters: Filters) -> list[int]:
    """The key of the page, or [] for the first one: nonsense begins at the top."""
    parts = filters.after.split(".")
    length = 2 if filters.state == State.DECIDED else 3
    if len(parts) != length or not all(p.isascii() and p.isdigit() and len(p) < 18 for p in parts):
        return []
    key = [int(part) for part in parts]
    return key if length == 2 or key[0] in Case.Severity else []


def _beyond(state: str, key: Sequence[int]) -> Q:
    """Cases after the one with this key, in the order of `listed`."""
    *worse, micros, pk = key
    at = EPOCH + micros * MICROSECOND
    if state == State.DECIDED:
        same = Q(decided_at=at, pk__lt=pk)
        return Q(decided_at__lte=at) & (Q(decided_at__lt=at) | same)
    (severity,) = worse
    later = Q(due_at__gt=at) | Q(due_at=at, pk__gt=pk)
    return Q(severity__lte=severity) & (Q(severity__lt=severity) | later)
