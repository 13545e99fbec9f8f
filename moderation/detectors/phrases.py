"""Watched phrases: words that a site's managers have looked for. Whole words, in any case and under
any accents; `*` ends a word that may go on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .normalise import Page

WORD = re.compile(r"[^\W_]+")
TYPED = re.compile(r"([^\W_]+)(\*?)")
STRAY = re.compile(r"(?<![^\W_])\*|\*[*\w]")  # a * that ends no word

SHORTEST = 3  # letters, of a phrase and before each *: less is in half of all posts
LONGEST = 8  # words: it is a phrase, and no sentence that everybody words otherwise
GAP = 3  # characters between two words: a space, a comma, what Markdown makes bold
STOPS = frozenset(".!?;")
MOST = 50  # marks in one text; who reads those has read enough

# What a finding is called, by what the phrase is watched for.
KINDS = {
    "identifying": "watched_identifying",
    "offensive": "watched_offensive",
    "conduct": "watched_conduct",
}

Part = tuple[str, bool]  # a word, and whether it may go on


class Unclear(Exception):
    """Words that cannot be watched for; the message says why."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """`family` is a key of KINDS, `why` one sentence to those who decide. `number` tells it from
    others."""

    words: str
    family: str = "conduct"
    why: str = ""
    number: int = 0


def parts(words: str) -> tuple[Part, ...]:
    """The words of a phrase as they are looked for. Raises Unclear."""
    typed = Page.of(words).lower
    found = tuple((word, bool(star)) for word, star in TYPED.findall(typed))
    if STRAY.search(typed):
        raise Unclear("* stands only at the end of a word, and once.")
    if sum(len(word) for word, _ in found) < SHORTEST:
        raise Unclear(f"That is too short: {SHORTEST} letters at least.")
    if any(going_on and len(word) < SHORTEST for word, going_on in found):
        raise Unclear(f"{SHORTEST} letters at least before a *: it would match too much.")
    if len(found) > LONGEST:
        raise Unclear(f"At most {LONGEST} words.")
    return found


class Phrases:
    """Phrases to look for in one walk over a text: each word leads by a table to those that begin
    with it, so many phrases cost little more than one."""

    def __init__(self, phrases: Iterable[Phrase] = ()) -> None:
        self.phrases = tuple(phrases)
        self._hash = hash(self.phrases)
        # by the length of what a word has to begin with, 0 where it is the whole word
        self._begin: dict[int, dict[str, list[tuple[Phrase, tuple[Part, ...]]]]] = {}
        self._firsts = set()
        for phrase in self.phrases:
            (first, going_on), *rest = parts(phrase.words)
            by_word = self._begin.setdefault(len(first) if going_on else 0, {})
            by_word.setdefault(first, []).append((phrase, tuple(rest)))
            self._firsts.add(first)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrases) and self.phrases == other.phrases

    def __bool__(self) -> bool:
        return bool(self.phrases)

    def may_be_in(self, text: str) -> bool:
        """False where none of them can be: quicker than to look, while they are few."""
        return any(first in text for first in self._firsts)

    def find(self, text: str) -> Iterator[tuple[int, int, Phrase]]:
        """Where they stand in a text in lower case, the first MOST places. Linear in its length."""
        if not self.phrases:
            return
        words = list(WORD.finditer(text))
        found = 0
        for place, word in enumerate(words):
            for phrase, rest in self._beginning_with(word[0]):
                end = _end(text, words, place, rest)
                if end is not None:
                    yield word.start(), end, phrase
                    found += 1
                    if found == MOST:
                        return

    def _beginning_with(self, word: str) -> Iterator[tuple[Phrase, tuple[Part, ...]]]:
        for length, by_word in self._begin.items():
            yield from by_word.get(word[:length] if length else word, ())


NONE = Phrases()


def _end(text: str, words: list[re.Match[str]], place: int, rest: tuple[Part, ...]) -> int | None:
    """Where the phrase that began with this word ends, if the words after it are the rest."""
    end = words[place].end()
    for offset, (wanted, going_on) in enumerate(rest, start=place + 1):
        if offset >= len(words) or not _is_gap(text, end, words[offset].start()):
            return None
        said = words[offset][0]
        if not (said.startswith(wanted) if going_on else said == wanted):
            return None
        end = words[offset].end()
    return end


def _is_gap(text: str, start: int, end: int) -> bool:
    """Whether two words are so close that they are of one phrase: within a sentence."""
    if end - start > GAP:
        return False
    between = text[start:end]
    return "\n\n" not in between and STOPS.isdisjoint(between)
