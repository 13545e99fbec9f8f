"""A text as a row of classes: who, what insult, what stands between. So that what is learned of one
insult, one group or one trade holds for the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .words.first_names import ALSO_WORDS, FIRST_NAMES
from .words.groups import GROUPS, SLURS
from .words.insults import ADJECTIVES, BELITTLING, SWEARING, VICIOUS, plain_words
from .words.targets import PATIENTS, PEOPLE, ROLES

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[!?*@#]+|\"")
REACH = 7  # words between whom it is said of and what is said
ORDER = 4  # words in the longest row

_CLASSES = (
    ("N", FIRST_NAMES - ALSO_WORDS),
    ("H", plain_words(PEOPLE)),
    ("R", plain_words(ROLES)),
    ("P", plain_words(PATIENTS)),
    ("G", plain_words(GROUPS)),
    ("J", plain_words(ADJECTIVES)),
    ("B", plain_words(BELITTLING)),
    ("V", plain_words(VICIOUS)),
    ("L", plain_words(SLURS)),
    ("S", plain_words(SWEARING)),
)
OF = {word: name for name, words in _CLASSES for word in words}
WHO = frozenset(
    "N H R P G L you your u they he she these those this that him her them i we us".split()
)
SAID = frozenset("J B V L S".split())
NEGATORS = frozenset(
    "not no never nobody isn't aren't wasn't weren't don't doesn't didn't nor neither without "
    "nothing none hardly can't cannot won't stop".split()
)
REPORTERS = frozenset(
    "called calls calling told said says saying shouted screamed heard quote quoting wrote word "
    "term slur label labelled described branded used using".split()
)


def rows(words: list[str]) -> Iterator[str]:
    """What is to be counted of a text, whose words and signs these are, in lower case: rows of two
    to four classes and words, and pairs of whom and what with whether it is denied or reported."""
    named = [OF.get(word, word) for word in words]
    for size in range(2, ORDER + 1):
        for at in range(len(named) - size + 1):
            row = named[at : at + size]
            if any(len(one) == 1 and one.isupper() for one in row):
                yield " ".join(row)
    yield from _pairs(words, named)


def _pairs(words: list[str], named: list[str]) -> Iterator[str]:
    said = [at for at, name in enumerate(named) if name in SAID]
    for at in said:
        window = words[max(0, at - REACH) : at]
        manner = ("-" if NEGATORS.intersection(window) else "") + (
            "'" if REPORTERS.intersection(window) or '"' in window else ""
        )
        yield f"{named[at]}{manner}"
        for other in range(max(0, at - REACH), min(len(named), at + REACH + 1)):
            if other != at and (who := named[other]) in WHO:
                yield f"{who}{'<' if other < at else '>'}{named[at]}{manner}"
                yield f"{who}{at - other}{named[at]}"
