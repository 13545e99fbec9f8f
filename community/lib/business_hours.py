"""The clock of the law: it stands still at weekends and on bank holidays in England and Wales.

Sources: the Defamation (Operators of Websites) Regulations 2013 (SI 2013/3028), regulation 1(3),
for which days do not count: Saturday, Sunday, Good Friday, Christmas Day and every bank holiday;
the Banking and Financial Dealings Act 1971, Schedule 1, with the days proclaimed each year, for
which those are. Holidays of one year alone are from www.gov.uk/bank-holidays; a new one is a line
in EXTRA, and in MOVED where it takes the place of another.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

SATURDAY = 5

EXTRA = {
    date(2011, 4, 29),  # a royal wedding
    date(2012, 6, 4),  # the spring holiday, moved
    date(2012, 6, 5),  # Diamond Jubilee
    date(2020, 5, 8),  # the early May holiday, moved to VE Day
    date(2022, 6, 2),  # the spring holiday, moved
    date(2022, 6, 3),  # Platinum Jubilee
    date(2022, 9, 19),  # the Queen's funeral
    date(2023, 5, 8),  # the coronation
}

# Days that would have been holidays and were not, for another was in their stead.
MOVED = {date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)}


def easter(year: int) -> date:
    """Easter Sunday of the western churches. The anonymous Gregorian algorithm (Nature, 20 April
    1876; Jean Meeus, Astronomical Algorithms, chapter 8)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """Good Friday, Christmas Day and the bank holidays of a year, with those in lieu of one that
    falls on a weekend."""
    sunday = easter(year)
    days = {
        _in_lieu(date(year, 1, 1)),
        sunday - timedelta(days=2),
        sunday + timedelta(days=1),
        _monday_from(date(year, 5, 1)),
        _monday_from(date(year, 5, 25)),
        _monday_from(date(year, 8, 25)),
        date(year, 12, 25),
        date(year, 12, 26),
    }
    # In lieu of Christmas Day on a weekend, and of Boxing Day on one.
    if date(year, 12, 25).weekday() >= SATURDAY:
        days.add(date(year, 12, 27))
    if date(year, 12, 26).weekday() >= SATURDAY:
        days.add(date(year, 12, 28))
    return frozenset(days - MOVED | {day for day in EXTRA if day.year == year})


def counts(day: date) -> bool:
    """Whether the clock runs on this day."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def add_hours(start: datetime, hours: int, tz: ZoneInfo = LONDON) -> datetime:
    """When `hours` have passed since `start`, without the days that do not count; in `tz`. A day
    lasts from midnight to midnight there, and so 23 or 25 hours when the clocks change."""
    left, now = timedelta(hours=hours), start.astimezone(tz)
    while True:
        midnight = _midnight(now.date() + timedelta(days=1), tz)
        if counts(now.date()):
            today = midnight - now.astimezone(ZoneInfo("UTC"))
            if left <= today:
                return (now.astimezone(ZoneInfo("UTC")) + left).astimezone(tz)
            left -= today
        now = midnight.astimezone(tz)


def days_after(start: datetime, days: int, tz: ZoneInfo = LONDON) -> datetime:
    """The end of a period of `days` that begins with the day after `start`: midnight, in `tz`.
    Every day counts: only hours are spoken of where the Regulations leave days out."""
    return _midnight(start.astimezone(tz).date() + timedelta(days=days + 1), tz).astimezone(tz)


def _midnight(day: date, tz: ZoneInfo) -> datetime:
    """The beginning of a day, in UTC: between two times of one zone Python would count no change
    of clocks."""
    return datetime.combine(day, time(), tz).astimezone(ZoneInfo("UTC"))


def _monday_from(day: date) -> date:
    """The first Monday on or after this day; of the last seven of a month, its last Monday."""
    return day + timedelta(days=-day.weekday() % 7)


def _in_lieu(day: date) -> date:
    """The day itself, or the Monday after the weekend it falls on."""
    return day if day.weekday() < SATURDAY else _monday_from(day)
