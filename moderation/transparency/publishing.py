"""Publish what was moderated in a month. Once it is published it does not change any more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from community.audit.recording import record
from community.lib.paging import page_after
from moderation import words
from moderation.limits import PUBLISHED_ON_DAY
from moderation.models import Month
from moderation.transparency.summing import LINES, figures

PAGE = 12  # months

Row = tuple[str, int | None]  # what, and how many, None where that is hidden


def publish_due(now: datetime | None = None) -> list[Month]:
    """Publish the last month, from its day in the next one on, and those that were left out since
    the newest. A month that was published stays as it is."""
    last = last_due(now)
    newest = Month.objects.order_by("-first_day").first()
    missing = [last]
    while newest and _month_before(missing[0]) > newest.first_day:
        missing.insert(0, _month_before(missing[0]))
    return [_publish(day) for day in missing if newest is None or day > newest.first_day]


def last_due(now: datetime | None = None) -> date:
    """The first day of the newest month that is to be public now."""
    today = timezone.localtime(now).date()
    last = _month_before(today.replace(day=1))
    return last if today.day >= PUBLISHED_ON_DAY else _month_before(last)


def _publish(first_day: date) -> Month:
    with transaction.atomic():
        month, is_new = Month.objects.get_or_create(
            first_day=first_day, defaults={"figures": figures(first_day)}
        )
        if is_new:
            record("month.published", month, actor_id=None, month=f"{first_day:%Y-%m}")
    return month


def _month_before(first_day: date) -> date:
    return (first_day - timedelta(days=1)).replace(day=1)


# --- Reading -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A table of the page. `hidden` is what the hidden ones of its rows are together."""

    title: str
    total: int | None
    rows: list[Row]

    @property
    def hidden(self) -> int:
        return (self.total or 0) - sum(cell or 0 for _, cell in self.rows)

    @property
    def is_hidden(self) -> bool:
        return all(cell is None for _, cell in self.rows)

    @property
    def is_whole(self) -> bool:
        return all(cell is not None for _, cell in self.rows)


@dataclass(frozen=True)
class Told:
    """A month of the page. `times` are (what, how many, in how long), `share` what part was decided
    in time, in words."""

    first_day: date
    lines: list[Line]
    times: list[tuple[str, int | None, str]]
    decided: int | None
    median: str
    share: str


def months(after: str | None) -> tuple[list[Told], str | None]:
    """A page of months, the newest first, and the key to go on from. One query."""
    found, onwards = page_after(Month.objects.all(), ["pk"], after, PAGE)
    return [_told(month) for month in found], onwards


def _told(month: Month) -> Told:
    times = month.figures["times"]
    return Told(
        first_day=month.first_day,
        lines=list(_lines(month.figures["lines"])),
        times=[
            (label, times["cells"][key], _span(times["medians"].get(key)))
            for key, label in words.FAMILIES.items()
            if key in times["cells"]
        ],
        decided=times["total"],
        median=_span(times["median"]),
        share=_in_words(times["in_time"]),
    )


def _lines(kept: Mapping[str, Any]) -> Iterable[Line]:
    """Those that the month was published with: a later release may count more, or other things."""
    for key, (title, rows) in LINES.items():
        if key in kept:
            yield Line(title, kept[key]["total"], _in_order(rows, kept[key]["cells"]))


def _in_order(rows: Mapping[str, str], cells: Mapping[str, int | None]) -> list[Row]:
    """The database does not keep the order of what is written there as JSON."""
    return [(words, cells[key]) for key, words in rows.items() if key in cells]


def _span(minutes: int | None) -> str:
    return "" if minutes is None else words.roughly(timedelta(minutes=minutes))


def _in_words(share: Mapping[str, int] | None) -> str:
    if share is None:
        return ""
    [(how, percent)] = share.items()
    return {"exactly": "", "at_least": "at least ", "at_most": "at most "}[how] + f"{percent}%"
