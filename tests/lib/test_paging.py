import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.lib.paging import Page, page, page_of


@given(st.integers(1, 10_000), st.integers(1, 50))
def test_pages_hold_each_number_once(last, size):
    windows = [page(k, last, size) for k in range(1, page(1, last, size).count + 1)]
    numbers = [n for window in windows for n in range(window.first, window.last + 1)]
    assert numbers == list(range(1, last + 1))


@given(st.integers(1, 10_000), st.integers(1, 50))
def test_an_item_is_on_the_page_it_is_said_to_be(number, size):
    window = page(page_of(number, size), 10_000, size)
    assert window.first <= number <= window.last


@pytest.mark.parametrize("wanted", [None, "", "0", "-3", "x", "1.5", "９9x", "9" * 5000])
def test_nonsense_gives_a_page_there_is(wanted):
    assert 1 <= page(wanted, 45, 20).number <= 3


def test_what_lies_beyond_the_end_is_the_last_page():
    assert page("99", 45, 20) == Page(3, 3, 41, 45)


def test_an_empty_list_has_one_empty_page():
    assert page(None, 0, 20) == Page(1, 1, 1, 0)
