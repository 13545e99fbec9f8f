"""Hiding numbers of few, and what would give them away."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from community.lib.hiding import FEWEST, hide_in_line, hide_in_table, hide_yes_or_no

lines = st.lists(st.integers(0, 30), min_size=2, max_size=10).filter(lambda line: sum(line) >= 5)


def ways(length, total):
    """All lines of so many numbers from 0 with that sum."""
    if length == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in ways(length - 1, total - first):
            yield (first, *rest)


def tables(shown, rows, columns):
    """All tables that agree with what is shown of one and with its sums. None is a hidden cell."""
    if not shown:
        if not any(columns):
            yield ()
        return
    row, left = shown[0], rows[0] - sum(cell or 0 for cell in shown[0])
    hidden = [place for place, cell in enumerate(row) if cell is None]
    for filled in ways(len(hidden), left) if hidden else [()] if left == 0 else []:
        numbers = list(row)
        for place, number in zip(hidden, filled, strict=True):
            numbers[place] = number
        remains = [a - b for a, b in zip(columns, numbers, strict=True)]
        if min(remains) >= 0:
            for below in tables(shown[1:], rows[1:], remains):
                yield (tuple(numbers), *below)


# --- A line --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([12, 8], [12, 8]),
        ([10, 5], [10, 5]),
        ([16, 4], [None, None]),  # the one is the sum less the other
        ([10, 0], [None, None]),  # that nobody chose it tells of each what they did not
        ([20, 12, 3], [20, None, None]),
        ([20, 12, 1, 1], [20, None, None, None]),  # two together are three possible pairs
        ([20, 12, 3, 3], [20, 12, None, None]),
        ([20, 12, 4, 4], [20, None, None, None]),  # eight of two small ones would be four and four
        ([20, 12, 0, 0], [20, None, None, None]),
        ([20, 5, 5, 4], [20, None, None, None]),  # which of the fives was hidden would tell
    ],
)
def test_a_small_number_is_hidden_with_what_would_give_it_away(counts, shown):
    assert hide_in_line(counts) == shown


@given(lines)
def test_no_number_under_five_is_shown_in_a_line(counts):
    for number, cell in zip(counts, hide_in_line(counts), strict=True):
        assert cell in (None, number)
        assert cell is None or cell >= FEWEST


@given(lines)
def test_each_hidden_number_of_a_line_could_be_another(counts):
    shown = hide_in_line(counts)
    hidden = [place for place, cell in enumerate(shown) if cell is None]
    left = sum(counts) - sum(cell or 0 for cell in shown)
    assert len(hidden) != 1
    assert not hidden or left >= 1, "each may be anything from 0 to all that is left"
    if hidden and len(hidden) < len(counts):
        assert left >= FEWEST
        assert any(counts[place] != FEWEST - 1 for place in hidden), "all small, they were known"


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8), st.integers(5, 40))
def test_of_several_answers_both_who_chose_one_and_who_did_not_are_five_or_hidden(counts, total):
    counts = [min(number, total) for number in counts]
    for number, cell in zip(counts, hide_yes_or_no(counts, total), strict=True):
        assert (cell is None) == (min(number, total - number) < FEWEST)


# --- A table -------------------------------------------------------------------------------------

small_tables = st.integers(2, 3).flatmap(
    lambda width: st.lists(
        st.lists(
            st.one_of(st.integers(0, 4), st.integers(5, 9)), min_size=width, max_size=width
        ).filter(lambda row: sum(row) >= FEWEST),
        min_size=2,
        max_size=3,
    )
)


@settings(max_examples=150)
@given(small_tables)
def test_each_hidden_number_of_a_table_could_be_another_whatever_is_added_up(rows):
    shown = hide_in_table(rows)
    assume(shown is not None)
    sums = [sum(row) for row in rows], [sum(column) for column in zip(*rows, strict=True)]
    seen = {}
    for table in tables(shown, *sums):
        for i, j in product(range(len(rows)), range(len(rows[0]))):
            seen.setdefault((i, j), set()).add(table[i][j])
    for (i, j), numbers in seen.items():
        if shown[i][j] is None:
            assert len(numbers) > 1, (rows, shown)
        else:
            assert shown[i][j] == rows[i][j] >= FEWEST


@given(
    st.integers(2, 6).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 20), min_size=width, max_size=width), min_size=2, max_size=8
        )
    )
)
def test_no_line_of_a_table_has_one_hidden_number_alone(rows):
    shown = hide_in_table(rows)
    assume(shown is not None)
    for line in [*shown, *map(list, zip(*shown, strict=True))]:
        assert line.count(None) != 1
