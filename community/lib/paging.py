"""Pages by number: page k of a numbered list is ((k-1)·size, k·size]; no COUNT and no OFFSET."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A window of numbers, both ends included, and how many pages there are."""

    number: int
    count: int
    first: int
    last: int


def page(wanted: str | int | None, last_number: int, size: int) -> Page:
    """The page asked for, or the nearest there is: a bad or missing number gives the first."""
    count = max(1, -(-last_number // size))
    try:
        number = min(max(1, int(wanted or 1)), count)
    except ValueError:
        number = 1
    return Page(number, count, (number - 1) * size + 1, min(number * size, last_number))


def page_of(number: int, size: int) -> int:
    """On which page the item with this number stands."""
    return max(1, -(-number // size))
