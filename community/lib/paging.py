"""Pages without COUNT and OFFSET: by number, or by the key of the row to go on from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet


@dataclass(frozen=True)
class Page:
    """A window of numbers, both ends included, and how many pages there are."""

    number: int
    count: int
    first: int
    last: int


def page(wanted: str | int | None, last_number: int, size: int) -> Page:
    """Page k of a numbered list is the numbers ((k-1)·size, k·size]. The page asked for, or the
    nearest there is: a bad or missing number gives the first."""
    count = max(1, -(-last_number // size))
    try:
        number = min(max(1, int(wanted or 1)), count)
    except ValueError:
        number = 1
    return Page(number, count, (number - 1) * size + 1, min(number * size, last_number))


def page_of(number: int, size: int) -> int:
    """On which page the item with this number stands."""
    return max(1, -(-number // size))


def page_after(
    rows: QuerySet[Any], order: Sequence[str], after: str | None, size: int
) -> tuple[list[Any], str | None]:
    """Up to `size` rows in falling order of the integer fields `order`, and the key to go on from,
    None at the end. `after` is such a key ("12" or "3.450"); nonsense begins at the top."""
    if key := _key(after, len(order)):
        # the first condition says nothing new, but an index can begin from it
        rows = rows.filter(_beyond(order, key), **{f"{order[0]}__lte": key[0]})
    found = list(rows.order_by(*(f"-{name}" for name in order))[: size + 1])
    if len(found) <= size:
        return found, None
    last = found[size - 1]
    return found[:size], ".".join(str(getattr(last, name)) for name in order)


def _key(raw: str | None, length: int) -> list[int] | None:
    parts = (raw or "").split(".")
    if len(parts) != length or not all(p.isascii() and p.isdigit() and len(p) < 19 for p in parts):
        return None
    return [int(part) for part in parts]


def _beyond(order: Sequence[str], key: Sequence[int]) -> Q:
    """Rows after the key: the first field lower, or the same and the next one lower, and so on."""
    beyond, same = Q(), Q()
    for name, value in zip(order, key, strict=True):
        beyond |= same & Q(**{f"{name}__lt": value})
        same &= Q(**{name: value})
    return beyond
