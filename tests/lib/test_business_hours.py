from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.easter import easter as easter_by_another
from hypothesis import given
from hypothesis import strategies as st

from community.lib.business_hours import (
    LONDON,
    add_hours,
    counts,
    days_after,
    easter,
    holidays,
)


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=LONDON)


def test_easter_is_when_others_say_it_is():
    for year in range(1900, 2200):
        assert easter(year) == easter_by_another(year)


# As www.gov.uk/bank-holidays lists them for England and Wales, with those that were moved.
KNOWN = {
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize("year", KNOWN)
def test_weekdays_that_do_not_count_are_the_bank_holidays(year):
    day, found = date(year, 1, 1), []
    while day.year == year:
        if day.weekday() < 5 and not counts(day):
            found.append(f"{day:%m-%d}")
        day += timedelta(days=1)
    assert " ".join(found) == KNOWN[year]


def test_good_friday_and_christmas_day_count_in_no_year():
    for year in range(2000, 2100):
        assert {easter(year) - timedelta(days=2), date(year, 12, 25)} <= holidays(year)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        # an ordinary week
        (at(2026, 6, 8, 14, 30), at(2026, 6, 10, 14, 30)),
        # over a weekend
        (at(2026, 6, 5, 10), at(2026, 6, 9, 10)),
        # received on a Saturday, on a Sunday: the clock starts on Monday
        (at(2026, 6, 6, 9), at(2026, 6, 10)),
        (at(2026, 6, 7, 23, 59), at(2026, 6, 10)),
        # Maundy Thursday 2026: Good Friday, the weekend and Easter Monday do not count
        (at(2026, 4, 2, 16), at(2026, 4, 8, 16)),
        # a bank holiday Monday in May
        (at(2026, 5, 22, 12), at(2026, 5, 27, 12)),
        (at(2026, 5, 25, 12), at(2026, 5, 28)),
        # Christmas 2026: Friday, then Monday 28 in lieu of Boxing Day
        (at(2026, 12, 24, 18), at(2026, 12, 30, 18)),
        # Christmas 2027: Saturday and Sunday, with Monday and Tuesday in lieu
        (at(2027, 12, 24, 9), at(2027, 12, 30, 9)),
        # Christmas 2022 was a Sunday: Boxing Day on Monday, Tuesday in lieu
        (at(2022, 12, 23, 9), at(2022, 12, 29, 9)),
        # New Year 2028 is a Saturday: Monday in lieu
        (at(2027, 12, 31, 12), at(2028, 1, 5, 12)),
        # both changes of the clocks are on a Sunday, which does not count
        (at(2026, 3, 27, 10), at(2026, 3, 31, 10)),
        (at(2026, 10, 23, 10), at(2026, 10, 27, 10)),
        # a holiday of one year alone
        (at(2022, 9, 16, 17), at(2022, 9, 21, 17)),
    ],
)
def test_forty_eight_hours(start, end):
    assert add_hours(start, 48) == end


def test_it_is_given_as_the_clock_on_the_wall_shows_it():
    end = add_hours(datetime(2026, 10, 23, 9, tzinfo=UTC), 48)  # 10 o'clock in London
    assert (end.hour, end.utcoffset()) == (10, timedelta(0))


def test_a_day_of_twenty_three_hours_is_one_of_twenty_three():
    tz = ZoneInfo("Asia/Amman")  # where the clocks went forward on a Friday, at midnight
    assert counts(date(2022, 2, 25))
    friday = datetime(2022, 2, 24, 12, tzinfo=tz)
    assert add_hours(friday, 12 + 23, tz) == datetime(2022, 2, 26, 0, tzinfo=tz)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
    st.integers(1, 200),
)
def test_the_end_is_on_a_day_that_counts_and_no_sooner_than_the_hours(start, hours):
    end = add_hours(start, hours)
    assert counts((end - timedelta(microseconds=1)).astimezone(LONDON).date())
    assert end.astimezone(UTC) - start >= timedelta(hours=hours)


def test_the_posters_five_days_end_at_midnight_and_leave_none_out():
    assert days_after(at(2026, 4, 1, 15), 5) == at(2026, 4, 7)  # over Easter
    assert days_after(at(2026, 10, 22, 23, 59), 5) == at(2026, 10, 28)  # over the clocks' change
