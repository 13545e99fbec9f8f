"""Every address the site answers to."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """`name` carries its namespace; `needs` are the names of what must be filled in."""

    name: str
    pattern: URLPattern
    needs: frozenset[str]


def all_addresses(
    resolver: URLResolver | None = None, space: str = "", needs: frozenset[str] = frozenset()
) -> Iterator[Address]:
    """Each pattern that has a name. The few without are the admin's: an old address of an object
    that redirects, and the catch-all."""
    for pattern in (resolver or get_resolver()).url_patterns:
        needed = needs | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from all_addresses(pattern, inner, needed)
        elif pattern.name:
            yield Address(f"{space}{pattern.name}", pattern, needed)
