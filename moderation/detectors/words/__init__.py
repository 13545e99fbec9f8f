"""Lists of words, one subject a module. `alternatives` makes a pattern of one."""

from __future__ import annotations

import re
from collections.abc import Iterable


def words(text: str) -> tuple[str, ...]:
    """The entries of a list written as text: separated by line ends or commas."""
    return tuple(entry.strip() for entry in re.split(r"[,\n]", text) if entry.strip())


def alternatives(entries: Iterable[str]) -> str:
    """A pattern for any of these, the longest first. An entry may itself be a pattern."""
    return "(?:" + "|".join(sorted(set(entries), key=lambda entry: (-len(entry), entry))) + ")"
