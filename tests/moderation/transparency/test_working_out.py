"""What can be worked out from a month's numbers by one who knows how they are hidden."""

from collections import defaultdict
from itertools import product

import pytest

from community.lib.hiding import FEWEST
from moderation.transparency.summing import LINES, line


@pytest.mark.parametrize(("rows", "most"), [(2, 20), (3, 20), (4, 18)])
def test_no_hidden_number_can_be_worked_out_even_by_trying_all(rows, most):
    """Of all the months that look the same, each hidden cell has more than one number."""
    names = [str(place) for place in range(rows)]
    alike = defaultdict(list)
    for numbers in product(range(most + 1), repeat=rows):
        if sum(numbers) <= most:
            told = line(names, dict(zip(names, numbers, strict=True)))
            alike[told["total"], tuple(told["cells"].values())].append(numbers)
    for (_, shown), months in alike.items():
        for place, cell in enumerate(shown):
            possible = {numbers[place] for numbers in months}
            assert possible == {cell} if cell is not None else len(possible) > 1, (shown, months)
            assert cell is None or cell >= FEWEST


def test_two_lines_of_the_same_things_have_no_row_in_common():
    """Else what one hides the other could show."""
    for first, second in [("families", "sources"), ("channels", "outcomes")]:
        assert not set(LINES[first][1]) & set(LINES[second][1])
