"""What the numbers of all registers have in common: how people type them, and what is no number."""

import re
import unicodedata
from collections.abc import Callable

from verification.registers.register import Unreadable

LONGEST = 40  # what a person may type, spaces and all
DASHES = re.compile(r"[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")


def tidy(raw: str, words: str) -> str:
    """Upper case without spaces, every dash a hyphen; no letter is ever dropped or made another.
    `words` say how the register's numbers look. Raises Unreadable with a message for the person."""
    if len(raw) > LONGEST:
        raise Unreadable(f"This is too long. {words}")
    if any(not c.isprintable() and not _is_space(c) for c in raw):
        raise Unreadable(f"There are hidden characters in this; please type it. {words}")
    number = DASHES.sub("-", "".join(raw.split()))
    if any(c.isdigit() and not c.isascii() for c in number):
        raise Unreadable(f"Please type the digits with the plain keys 0 to 9. {words}")
    if not number.isascii():  # a long s would become an S in upper case
        raise Unreadable(words)
    return number.upper()


def _is_space(c: str) -> bool:
    """What comes along when a number is copied from a page; not the separators below U+0020."""
    return c in "\t\r\n" or unicodedata.category(c) == "Zs"


def shaped(pattern: str, words: str) -> Callable[[str], str]:
    """A function that makes the normal form of a number, which is the first group of `pattern`.
    It raises Unreadable, with `words`, for what has another shape."""
    shape = re.compile(pattern, re.ASCII)

    def normalise(raw: str) -> str:
        found = shape.fullmatch(tidy(raw, words))
        if found is None:
            raise Unreadable(words)
        return found[1]

    return normalise
