"""Counting votes, and showing nothing of what one member chose."""

from hypothesis import given, settings
from hypothesis import strategies as st

from community.lib.hiding import FEWEST, hide_in_line, hide_yes_or_no
from forums import tallying
from forums.tallying import by_group, by_group_yes_or_no, count, grouped, rounds

# --- Counting ------------------------------------------------------------------------------------


def test_every_choice_counts_once():
    assert count([[0], [1, 2], [1]], 4) == [1, 2, 1, 0]


def test_the_votes_of_what_goes_out_go_to_what_was_put_next():
    ballots = [[0, 1]] * 4 + [[1, 0]] * 3 + [[2, 1]] * 2
    first, last = rounds(ballots, 3)
    assert (first.out, last.standing) == (2, (1, 0)), "5 prefer the second to the first, 4 not"


def test_more_than_half_ends_it_in_the_first_round():
    assert [one.out for one in rounds([[0]] * 3 + [[1]] * 2, 2)] == [None]


def test_a_vote_with_nothing_left_in_it_counts_no_more():
    ballots = [[0]] * 4 + [[1]] * 3 + [[2]] * 2
    assert rounds(ballots, 3)[-1].standing[0] == 0, "4 of the 7 that are left"


def test_among_equals_what_stands_lower_goes_out():
    assert rounds([[0], [1], [2]], 3)[0].out == 2


@given(st.lists(st.permutations(range(4)).map(lambda p: p[:3]), min_size=1, max_size=30))
def test_a_run_off_always_ends_with_one(ballots):
    found = rounds(ballots, 4)
    assert found[-1].out is None
    assert len(found) <= 4
    assert len({one.out for one in found}) == len(found)


# --- Groups --------------------------------------------------------------------------------------


def test_a_column_that_is_hidden_of_all_is_hidden_of_each_group():
    ballots = {"a": [[0]] * 9 + [[1]] * 8, "b": [[0]] * 7 + [[1]] * 6}
    table = by_group(ballots, 3, hide_in_line([16, 14, 0]))
    assert table is None, "with one of three hidden alone the others are too"
    table = by_group(ballots, 2, [16, 14])
    assert [cells for _, _, cells in table.rows] == [(9, 8), (7, 6)]


def test_small_groups_are_one():
    votes = [("a", [0])] * 7 + [("b", [0])] * 3 + [("c", [1])] * 4
    assert {name: len(b) for name, b in grouped(votes, "Others").items()} == {"a": 7, "Others": 7}


def test_a_small_rest_takes_the_smallest_group_in():
    votes = [("a", [0])] * 9 + [("b", [0])] * 6 + [("c", [1])]
    assert {name: len(b) for name, b in grouped(votes, "Others").items()} == {"a": 9, "Others": 7}


@given(st.lists(st.tuples(st.integers(0, 30), st.lists(st.integers(0, 2), max_size=1))))
def test_every_group_is_of_five_or_there_are_not_five(votes):
    found = grouped(votes, "Others")
    assert sum(map(len, found.values())) == len(votes)
    assert len(found) <= tallying.MOST_GROUPS + 1
    if len(votes) >= FEWEST:
        assert all(len(ballots) >= FEWEST for ballots in found.values())


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.sets(st.integers(0, 2), min_size=1).map(sorted)),
        min_size=40,
        max_size=80,
    )
)
def test_of_several_answers_each_column_is_a_table_that_tells_on_nobody(votes):
    groups = grouped(votes, "Others")
    overall = hide_yes_or_no(count([b for _, b in votes], 3), len(votes))
    table = by_group_yes_or_no(groups, 3, overall)
    if table is None:
        return
    for option in range(3):
        column = [cells[option] for _, _, cells in table.rows]
        assert column.count(None) != 1 or overall[option] is None
        for (name, voted, _), cell in zip(table.rows, column, strict=True):
            yes = sum(option in ballot for ballot in groups[name])
            assert cell is None or (cell == yes and FEWEST <= cell <= voted - FEWEST)
