"""Hide numbers of few, and what would give them away. Pure.

The house shows no number of people under FEWEST. Hiding the small ones alone would not do: what is
hidden could be worked out from the sums. So as much more is hidden as leaves for each hidden cell
at least two numbers that agree with all that is shown, the sums included.
"""

from collections.abc import Sequence
from itertools import product

FEWEST = 5  # nobody is known by a number that four others share; as elsewhere in health statistics

Cell = int | None  # None where it is hidden


def hide_in_line(counts: Sequence[int]) -> list[Cell]:
    """A line of numbers whose sum is known."""
    order = sorted(range(len(counts)), key=lambda place: (counts[place], place))
    hidden = [place for place in order if counts[place] < FEWEST]
    if not hidden:
        return list(counts)
    for place in order[len(hidden) :]:
        if len(hidden) > 1 and counts[place] == counts[hidden[-1]]:
            # Of two that are as many, that one is hidden and the other not would tell of the third.
            hidden.append(place)
            continue
        together = sum(counts[one] for one in hidden)
        # Few together could be none. And if all are as many as a small one can be, their sum says
        # so to whoever guesses that all are small.
        if len(hidden) > 1 and FEWEST <= together != (FEWEST - 1) * len(hidden):
            break
        if len(hidden) > 1 and any(counts[one] >= FEWEST for one in hidden):
            break
        hidden.append(place)
    return [None if place in hidden else number for place, number in enumerate(counts)]


def hide_yes_or_no(counts: Sequence[int], total: int) -> list[Cell]:
    """Of each option how many chose it: hidden too where those who did not are few."""
    return [hide_in_line([number, total - number])[0] for number in counts]


def hide_in_table(
    rows: Sequence[Sequence[int]], already: frozenset[int] = frozenset()
) -> list[list[Cell]] | None:
    """A table whose sums of rows and columns are all known. The columns `already` are hidden as a
    whole. None where nothing would be left.

    A hidden cell is safe at a corner of a rectangle of hidden cells along which one vote could be
    moved: every sum stays as it is, so no one can tell the one table from the other.
    """
    width = len(rows[0]) if rows else 0
    hidden = {
        (i, j)
        for i, j in product(range(len(rows)), range(width))
        if rows[i][j] < FEWEST or j in already
    }
    waiting = sorted(hidden)
    while waiting:
        cell = waiting.pop()
        found = _cheapest(rows, width, hidden, cell)
        if found is None:
            return None
        waiting += found - hidden
        hidden |= found
    if len(hidden) == len(rows) * width:
        return None
    return [
        [None if (i, j) in hidden else number for j, number in enumerate(row)]
        for i, row in enumerate(rows)
    ]


def _cheapest(
    rows: Sequence[Sequence[int]], width: int, hidden: set[tuple[int, int]], cell: tuple[int, int]
) -> set[tuple[int, int]] | None:
    """Of the rectangles with this corner along which a vote can be moved, that for which the least
    has to be hidden beside what is."""
    i, j = cell
    best, best_cost = None, None
    for k, m in product(range(len(rows)), range(width)):
        if k == i or m == j:
            continue
        here, across = (rows[i][j], rows[k][m]), (rows[i][m], rows[k][j])
        if min(here) < 1 and min(across) < 1:
            continue
        corners = {(i, j), (i, m), (k, j), (k, m)}
        more = corners - hidden
        cost = (len(more), sum(rows[a][b] for a, b in more))
        if best_cost is None or cost < best_cost:
            best, best_cost = corners, cost
    return best
