"""Count what members chose, and hide what would show what one of them chose. Pure: no database.

The house shows no number of people under FEWEST. Hiding the small ones alone would not do: what is
hidden could be worked out from the sums. So as much more is hidden as leaves for each hidden cell
at least two numbers that agree with all that is shown, the sums included.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

FEWEST = 5  # nobody is known by a number that four others share; as elsewhere in health statistics
MOST_GROUPS = 12  # of which a table tells; who reads one does not read sixty rows

Ballot = Sequence[int]  # numbers of options; of a ranked poll the best first
Cell = int | None  # None where it is hidden


@dataclass(frozen=True)
class Table:
    """Rows of groups: (group, how many voted, a cell for each column)."""

    rows: tuple[tuple[Hashable, int, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class Round:
    """A round of a ranked poll: what is still in it, and what goes out, None in the last."""

    standing: tuple[int, ...]
    out: int | None


# --- Counting ------------------------------------------------------------------------------------


def count(ballots: Iterable[Ballot], options: int) -> list[int]:
    """How many chose each option."""
    counted = Counter(choice for ballot in ballots for choice in ballot)
    return [counted[option] for option in range(options)]


def first_choices(ballots: Iterable[Ballot]) -> list[Ballot]:
    return [ballot[:1] for ballot in ballots]


def rounds(ballots: Sequence[Ballot], options: int) -> list[Round]:
    """Instant run-off: in each round every ballot counts for the best of its options that is still
    in, until one has more than half of those. What has the fewest goes out; among equals, what
    fewer put first, and then what stands lower in the list."""
    standing = list(range(options))
    found: list[Round] = []
    first = count(first_choices(ballots), options)
    while True:
        tops = Counter(next((c for c in ballot if c in standing), None) for ballot in ballots)
        tops.pop(None, None)
        in_order = sorted(standing, key=lambda option: (-tops[option], -first[option], option))
        if len(standing) == 1 or 2 * tops[in_order[0]] > sum(tops.values()):
            return [*found, Round(tuple(in_order), None)]
        found.append(Round(tuple(in_order), in_order[-1]))
        standing.remove(in_order[-1])


# --- Hiding --------------------------------------------------------------------------------------


def hide_in_line(counts: Sequence[int]) -> list[Cell]:
    """A line of numbers whose sum is known."""
    order = sorted(range(len(counts)), key=lambda place: (counts[place], place))
    hidden = [place for place in order if counts[place] < FEWEST]
    if not hidden:
        return list(counts)
    for place in order[len(hidden) :]:
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


# --- By group ------------------------------------------------------------------------------------


def grouped(
    ballots: Iterable[tuple[Hashable, Ballot]], others: Hashable
) -> dict[Hashable, list[Ballot]]:
    """The ballots of each group, the largest first. Groups of fewer than FEWEST are one, `others`,
    last, with all beyond MOST_GROUPS; where they are still too few together, the smallest of the
    rest is among them."""
    by_group: dict[Hashable, list[Ballot]] = {}
    for group, ballot in ballots:
        by_group.setdefault(group, []).append(ballot)
    names = sorted(by_group, key=lambda group: (-len(by_group[group]), str(group)))
    kept = [name for name in names if len(by_group[name]) >= FEWEST and name != others]
    kept = kept[:MOST_GROUPS]
    rest = [ballot for name in names if name not in kept for ballot in by_group[name]]
    while rest and len(rest) < FEWEST and kept:
        rest += by_group[kept.pop()]
    found = {name: by_group[name] for name in kept}
    return found | {others: rest} if rest else found


def by_group(
    groups: Mapping[Hashable, Sequence[Ballot]], options: int, overall: Sequence[Cell]
) -> Table | None:
    """Who of each group chose what, where each chose one thing. `overall` is what is shown of all
    together: a column that is hidden there is hidden here. None where nothing is left to show."""
    counts = [count(ballots, options) for ballots in groups.values()]
    already = frozenset(place for place, cell in enumerate(overall) if cell is None)
    return _table(groups, hide_in_table(counts, already) if len(groups) > 1 else None)


def by_group_yes_or_no(
    groups: Mapping[Hashable, Sequence[Ballot]], options: int, overall: Sequence[Cell]
) -> Table | None:
    """The same where each chose several things: a table of yes and no for each of them."""
    if len(groups) < 2:
        return None
    columns: list[list[Cell]] = []
    for option in range(options):
        yes = [sum(option in ballot for ballot in ballots) for ballots in groups.values()]
        both = [[y, len(b) - y] for y, b in zip(yes, groups.values(), strict=True)]
        shown = hide_in_table(both) if overall[option] is not None else None
        columns.append([row[0] for row in shown] if shown else [None] * len(groups))
    if all(cell is None for column in columns for cell in column):
        return None
    return _table(groups, [list(row) for row in zip(*columns, strict=True)])


def _table(
    groups: Mapping[Hashable, Sequence[Ballot]], cells: list[list[Cell]] | None
) -> Table | None:
    if cells is None:
        return None
    rows = zip(groups.items(), cells, strict=True)
    return Table(tuple((name, len(ballots), tuple(row)) for (name, ballots), row in rows))
