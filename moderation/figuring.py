"""How moderation is doing: how long it took, and how often the programs were wrong. All of it goes
through the gate, which is asked once: of a board's moderator it counts their boards alone."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import TruncDate
from django.utils import timezone

from community.lib.arrays import Among, Ids
from community.members.viewer import Viewer
from moderation import words
from moderation.access import visible_among, visible_cases
from moderation.limits import DUE_WITHIN, FEW, FIGURES_KEPT, FIGURES_OF_LAST
from moderation.models import Case, Decision, Finding, Report
from moderation.second_looks import Agreement, agreement


@dataclass(frozen=True)
class Speed:
    """Of the cases of one family that were decided lately: half of them within `median`, nine of
    ten within `most`, `on_time` per cent within the target. Few of them say nothing: None."""

    what: str
    count: int
    target: str
    median: str | None
    most: str | None
    on_time: int | None


@dataclass(frozen=True)
class Flags:
    """What one version of a detector marked, of what was decided lately; `share` in per cent is
    that of the cases in which nothing was wrong."""

    detector: str
    version: int
    count: int
    false: int
    share: int | None


@dataclass(frozen=True)
class Bar:
    """A day. The rest is where it is drawn."""

    day: date
    count: int
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Chart:
    title: str
    bars: list[Bar]
    width: int
    height: int

    @property
    def total(self) -> int:
        return sum(bar.count for bar in self.bars)

    @property
    def most(self) -> int:
        return max((bar.count for bar in self.bars), default=0)


class Percentile(Aggregate):
    """The value that this share of the rows does not exceed, between two of them by proportion."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()

    def __init__(self, expression: Any, share: float) -> None:
        super().__init__(expression, share=share)


@dataclass(frozen=True)
class Counted:
    """All of it, as it was counted at one moment."""

    speeds: list[Speed]
    charts: list[Chart]
    flags: list[Flags]
    taken_back: dict[str, int]
    reports: list[tuple[str, int]]
    agreement: Agreement


def counted(viewer: Viewer) -> Counted:
    """Kept for FIGURES_KEPT, for as long as the viewer may see the same: the key is what the gate
    would ask."""
    try:
        asked = str(visible_cases(viewer).query)
    except EmptyResultSet:
        asked = "nothing"
    key = f"moderation.figures:{hashlib.sha256(asked.encode()).hexdigest()}"
    found: Counted | None = cache.get(key)
    if found is None:
        found = _count(viewer, _lately(viewer))
        cache.set(key, found, FIGURES_KEPT.total_seconds())
    return found


def _count(viewer: Viewer, ids: Ids) -> Counted:
    return Counted(
        speeds=speeds(ids),
        charts=charts(ids),
        flags=flags(ids),
        taken_back=taken_back(ids),
        reports=reports(ids),
        agreement=agreement(viewer, FIGURES_OF_LAST.days),
    )


def _lately(viewer: Viewer) -> Ids:
    """Cases that wait, or in which something happened lately. The gate is asked of these alone, and
    once."""
    since = _since()
    decided = Q(state=Case.State.DECIDED, decided_at__gte=since)
    cases = Case.objects.filter(Q(state__in=Case.UNSETTLED) | decided).order_by()
    happened = [
        Decision.objects.filter(at__gte=since).order_by().values_list("case"),
        Report.objects.filter(at__gte=since, case__isnull=False).order_by().values_list("case"),
    ]
    return Ids(visible_among(viewer, cases.values_list("pk").union(*happened)))


def speeds(ids: Ids) -> list[Speed]:
    took = ExpressionWrapper(F("decided_at") - F("opened_at"), output_field=DurationField())
    rows = (
        _decided(ids)
        .annotate(took=took)
        .order_by()
        .values("family")
        .annotate(
            count=Count("pk"),
            median=Percentile("took", 0.5),
            most=Percentile("took", 0.9),
            on_time=Count("pk", filter=Q(decided_at__lte=F("due_at"))),
        )
    )
    by_family = {row["family"]: dict(row) for row in rows}
    return [_speed(family, by_family.get(family)) for family in words.FAMILIES]


def flags(ids: Ids) -> list[Flags]:
    """The detectors that marked most first."""
    standing = Decision.objects.filter(case=OuterRef("case"), undone_at=None, reversed_at=None)
    rows = (
        Finding.objects.filter(case__in=_decided(ids))
        .annotate(last=Subquery(standing.order_by("-at", "-pk").values("action")[:1]))
        .order_by()
        .values("detector", "detector_version")
        .annotate(
            count=Count("case", distinct=True),
            false=Count("case", distinct=True, filter=Q(last=Decision.Action.DISMISS)),
        )
        .order_by("-count", "detector", "-detector_version")
    )
    return [
        Flags(
            row["detector"],
            row["detector_version"],
            row["count"],
            row["false"],
            share(row["false"], row["count"]),
        )
        for row in rows
    ]


def charts(ids: Ids) -> list[Chart]:
    days = _days()
    opened = Case.objects.filter(Among("pk", ids))
    decided = Decision.objects.filter(Among("case", ids), undone_at=None)
    return [
        _chart("Cases opened each day", _by_day(opened, "opened_at"), days),
        _chart("Decisions each day", _by_day(decided, "at"), days),
    ]


def taken_back(ids: Ids) -> dict[str, int]:
    """Decisions of late, and how many were undone at once or reversed later."""
    decisions = Decision.objects.filter(Among("case", ids), at__gte=_since())
    return decisions.aggregate(
        count=Count("pk"),
        undone=Count("pk", filter=Q(undone_at__isnull=False)),
        reversed=Count("pk", filter=Q(reversed_at__isnull=False)),
    )


def reports(ids: Ids) -> list[tuple[str, int]]:
    """How the reports of late ended, in words."""
    found = Report.objects.filter(Among("case", ids), at__gte=_since())
    counts = dict(found.order_by().values_list("outcome").annotate(Count("pk")))
    outcomes = [(str(label), counts.get(value, 0)) for value, label in Report.Outcome.choices]
    return [("Not settled yet", counts.get("", 0)), *outcomes] if counts else []


def share(part: int, whole: int) -> int | None:
    """In per cent, to the nearest whole one; None of too few."""
    return None if whole < FEW else round(100 * part / whole)


def _speed(family: str, row: dict[str, Any] | None) -> Speed:
    count = row["count"] if row else 0
    told = row if row and count >= FEW else None
    return Speed(
        what=words.family_words(family),
        count=count,
        target=words.roughly(DUE_WITHIN[family]),
        median=words.roughly(told["median"]) if told else None,
        most=words.roughly(told["most"]) if told else None,
        on_time=share(told["on_time"], count) if told else None,
    )


def _decided(ids: Ids) -> QuerySet[Case]:
    return Case.objects.filter(Among("pk", ids), state=Case.State.DECIDED, decided_at__gte=_since())


def _since() -> datetime:
    return timezone.now() - FIGURES_OF_LAST


def _days() -> list[date]:
    today = timezone.localdate()
    return [today - timedelta(days=n) for n in range(FIGURES_OF_LAST.days - 1, -1, -1)]


def _by_day(rows: QuerySet[Any], moment: str) -> dict[date, int]:
    lately = rows.filter(**{f"{moment}__gte": _since()}).order_by()
    counts = lately.annotate(day=TruncDate(moment)).values("day").annotate(count=Count("pk"))
    return {row["day"]: row["count"] for row in counts}


# In the chart's own units; the page stretches it.
STEP, GAP, TALL = 10, 2, 48


def _chart(title: str, counts: dict[date, int], days: Sequence[date]) -> Chart:
    most = max([1, *(counts.get(day, 0) for day in days)])
    return Chart(title, list(_bars(counts, days, most)), STEP * len(days), TALL)


def _bars(counts: dict[date, int], days: Sequence[date], most: int) -> Iterable[Bar]:
    for number, day in enumerate(days):
        count = counts.get(day, 0)
        height = max(round(TALL * count / most), 2 if count else 0)
        yield Bar(day, count, number * STEP, TALL - height, height)
