"""Sum up what was moderated in a month, in numbers that show nobody.

No number under five is told, nor one that would give such a number away: each line of numbers is
hidden in as much as its sum asks for (`community.lib.hiding`), and no two lines break one and the
same number down by each other.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from community.lib.hiding import FEWEST, hide_in_line
from moderation import words
from moderation.models import Appeal, Case, Decision, Report, Sanction, SecondLook

Action = Decision.Action
Window = tuple[datetime, datetime]

WAITING = "waiting"
AS_IT_WAS = (Action.DISMISS, Action.KEEP, Action.RESTORE)

# What each line is called, and its rows; in the order of the page.
LINES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "families": ("New cases, by what they were about", words.FAMILIES),
    "sources": ("New cases, by what brought them first", dict(Case.Source.choices)),
    "actions": ("What was decided", dict(Action.choices)),
    "sanctions": ("What it meant for authors", dict(Sanction.Kind.choices)),
    "channels": ("Reports, by who made them", dict(Report.Channel.choices)),
    "outcomes": (
        "Reports, by what came of them",
        dict(Report.Outcome.choices) | {WAITING: "Not decided yet"},
    ),
    "holds": (
        "Held by a program until a person had looked",
        {"let_go": "Shown as it was", "acted": "Something was wrong", WAITING: "Not decided yet"},
    ),
    "appeals": (
        "Appeals",
        dict(Appeal.Outcome.choices) | {WAITING: "Not decided yet"},
    ),
    "seconds": (
        "Decisions judged again by another moderator, blindly",
        {"agreed": "Would have decided the same", "differed": "Would have decided otherwise"},
    ),
}


def figures(first_day: date) -> dict[str, Any]:
    """The figures of a month as they are kept: of each line its sum and its cells, None where that
    is hidden; and how long it took to decide. A query for each line."""
    within = _within(first_day)
    lines = {key: line(LINES[key][1], count(within)) for key, count in _COUNTS.items()}
    return {"lines": lines, "times": _times(within)}


def line(rows: Iterable[str], counts: Mapping[str, int]) -> dict[str, Any]:
    """A sum and what it is made of, by row. Of a sum that is too small nothing is told."""
    keys = list(rows)
    numbers = [counts.get(key, 0) for key in keys]
    total = sum(numbers)
    if total < FEWEST:
        return {"total": None, "cells": dict.fromkeys(keys)}
    return {"total": total, "cells": dict(zip(keys, hide_in_line(numbers), strict=True))}


def _within(first_day: date) -> Window:
    next_one = (first_day + timedelta(days=32)).replace(day=1)
    begin, end = (
        timezone.make_aware(datetime.combine(day, time())) for day in (first_day, next_one)
    )
    return begin, end


def _in(rows: QuerySet[Any], field: str, window: Window) -> QuerySet[Any]:
    return rows.filter(**{f"{field}__gte": window[0], f"{field}__lt": window[1]})


def _families(window: Window) -> Counter[str]:
    return Counter(_in(Case.objects.all(), "opened_at", window).values_list("family", flat=True))


def _sources(window: Window) -> Counter[str]:
    rows = _in(Case.objects.all(), "opened_at", window).values_list("sources", flat=True)
    return Counter(sources[0] for sources in rows if sources)


def _actions(window: Window) -> Counter[str]:
    rows = _in(Decision.objects.filter(undone_at=None), "at", window)
    return Counter(rows.order_by().values_list("action", flat=True))


def _sanctions(window: Window) -> Counter[str]:
    rows = _in(Sanction.objects.filter(decision__undone_at=None), "starts_at", window)
    return Counter(rows.order_by().values_list("kind", flat=True))


def _channels(window: Window) -> Counter[str]:
    rows = _in(Report.objects.all(), "at", window)
    return Counter(rows.order_by().values_list("channel", flat=True))


def _outcomes(window: Window) -> Counter[str]:
    rows = _in(Report.objects.all(), "at", window)
    return Counter(o or WAITING for o in rows.order_by().values_list("outcome", flat=True))


def _holds(window: Window) -> Counter[str]:
    """By the first decision after the hold."""
    decisions = Decision.objects.filter(
        case=OuterRef("pk"), at__gte=OuterRef("held_at"), undone_at=None
    ).order_by("at", "pk")
    held = _in(Case.objects.filter(held_by=Case.HeldBy.PROGRAM), "held_at", window)
    actions = held.annotate(first=Subquery(decisions.values("action")[:1]))
    return Counter(_of_hold(action) for action in actions.values_list("first", flat=True))


def _of_hold(action: str | None) -> str:
    if action is None:
        return WAITING
    return "let_go" if action in AS_IT_WAS else "acted"


def _appeals(window: Window) -> Counter[str]:
    rows = _in(Appeal.objects.all(), "at", window)
    return Counter(o or WAITING for o in rows.order_by().values_list("outcome", flat=True))


def _seconds(window: Window) -> Counter[str]:
    rows = _in(SecondLook.objects.exclude(agrees=None), "done_at", window)
    agreed = rows.order_by().values_list("agrees", flat=True)
    return Counter("agreed" if agrees else "differed" for agrees in agreed)


_COUNTS = {
    "families": _families,
    "sources": _sources,
    "actions": _actions,
    "sanctions": _sanctions,
    "channels": _channels,
    "outcomes": _outcomes,
    "holds": _holds,
    "appeals": _appeals,
    "seconds": _seconds,
}


# --- How long it took ----------------------------------------------------------------------------


def _times(within: Window) -> dict[str, Any]:
    """Of the cases decided in that month: how many of each kind with the median of minutes, and how
    many of all in time."""
    decided = _in(Case.objects.filter(~Q(decided_at=None)), "decided_at", within)
    taken: dict[str, list[float]] = {family: [] for family in words.FAMILIES}
    in_time = late = 0
    for family, opened, ended, due in decided.values_list(
        "family", "opened_at", "decided_at", "due_at"
    ):
        taken.setdefault(family, []).append((ended - opened).total_seconds() / 60)
        in_time, late = in_time + (ended <= due), late + (ended > due)
    told = line(taken, {family: len(minutes) for family, minutes in taken.items()})
    medians = {
        family: round(median(taken[family]))
        for family, cell in told["cells"].items()
        if cell is not None
    }
    everything = [minute for minutes in taken.values() for minute in minutes]
    overall = round(median(everything)) if told["total"] else None
    return told | {"medians": medians, "median": overall, "in_time": _share(in_time, late)}


def _share(yes: int, no: int) -> dict[str, int] | None:
    """Per cent of these that are yes: exactly or, where one of the two numbers is under five, only
    what that says of it. None where so few are few of few."""
    total = yes + no
    if min(yes, no) >= FEWEST:
        return {"exactly": round(100 * yes / total)}
    if total < 2 * FEWEST:
        return None
    if no < FEWEST:
        return {"at_least": 100 * (total - FEWEST + 1) // total}
    return {"at_most": -(-100 * (FEWEST - 1) // total)}
