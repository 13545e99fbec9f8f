"""Count what members chose, without what would show what one of them chose. Pure: no database."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from community.lib.hiding import FEWEST, Cell, hide_in_table

MOST_GROUPS = 12  # of which a table tells; who reads one does not read sixty rows

Ballot = Sequence[int]  # numbers of options; of a ranked poll the best first


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
