"""What of words that were taken away is repeated in another text: in a note about it, a report.

Pure. Unlike a quotation such a text repeats what it likes, so more is taken from it than the very
words: of what was marked, each name and number as well; of a text that went as a whole, what runs
on as it did, and the names and numbers in it; all of it in addresses, too. Ordinary words stay, or
nothing could be said of it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from django.utils.text import slugify

from community.lib.spans import Span, merged, replaced

# In letters and digits: "he" stands in every text.
SHORTEST = 4
# In characters: the longest title, and how much of it an address holds at least.
LONGEST_TITLE, SLUG = 150, 50
# In words: fewer that are the same mean nothing, as "at the end of".
RUN = 5

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
# Not at the beginning of a sentence, where every word has a capital.
_NAME = re.compile(r"(?<=[\w,;:)] )[*_\"'“‘(]*([A-Z][\w'’-]+)")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Taken:
    """`marked` are the words that were marked, each as it stood; `whole` texts that went as a
    whole, of which without `names` only what runs on is looked for."""

    def __init__(
        self, marked: Iterable[str] = (), whole: Iterable[str] = (), *, names: bool = True
    ) -> None:
        self.names = names
        self.marked = [words for words in dict.fromkeys(marked) if _is_telling(words)]
        self.whole = [text for text in dict.fromkeys(whole) if text.strip()]

    def __bool__(self) -> bool:
        return bool(self.marked or self.whole)

    def out_of(self, text: str, word: str) -> str:
        """`text` with `word` in the place of what it repeats."""
        if not text or not self:
            return text
        return replaced(text, merged(self._found(text)), word)

    def _found(self, text: str) -> Iterator[Span]:
        for pattern in self._patterns:
            yield from (match.span() for match in pattern.finditer(text))
        if not self._runs:
            return
        words = [(match[0].casefold(), *match.span()) for match in _WORD.finditer(text)]
        for at in range(len(words) - RUN + 1):
            run = words[at : at + RUN]
            if tuple(word for word, _, _ in run) in self._runs:
                yield run[0][1], run[-1][2]

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        names = {name for words in self.marked for name in _names(words, everywhere=True)}
        phrases = list(self.marked)
        for text in self.whole:
            names |= set(_names(text, everywhere=False) if self.names else ())
            if len(text.split()) < RUN and _is_telling(text):
                phrases.append(text)
        found = [_pattern(phrase.split(), re.I) for phrase in phrases]
        found += [_pattern([name], 0) for name in sorted(names)]
        titles = [text for text in self.whole if len(text) <= LONGEST_TITLE]
        slugs = {slugify(said) for said in (*phrases, *names, *titles)}
        return found + [_in_address(slug) for slug in sorted(slugs) if len(slug) >= SHORTEST]

    @cached_property
    def _runs(self) -> set[tuple[str, ...]]:
        """All that stands in a row in what went as a whole."""
        runs: set[tuple[str, ...]] = set()
        for text in self.whole:
            words = [match[0].casefold() for match in _WORD.finditer(text)]
            runs.update(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
        return runs


def _is_telling(words: str) -> bool:
    letters = sum(character.isalnum() for character in words)
    return letters >= SHORTEST or (letters > 1 and any(c.isdigit() for c in words))


def _names(text: str, *, everywhere: bool) -> Iterator[str]:
    """Words that name somebody or number something. An abbreviation in capitals names nobody; with
    `everywhere` a capital counts wherever it stands."""
    for match in _WORD.finditer(text):
        if any(c.isdigit() for c in match[0]) and len(match[0]) >= SHORTEST:
            if not _YEAR.fullmatch(match[0]):
                yield match[0]
        elif everywhere and match[0][0].isupper():
            yield from _name(match[0])
    if not everywhere:
        for match in _NAME.finditer(text):
            yield from _name(match[1])


def _name(word: str) -> Iterator[str]:
    name = re.sub(r"['’]s$", "", word)
    if len(name) >= SHORTEST and not name.isupper():
        yield name


def _pattern(words: list[str], flags: int) -> re.Pattern[str]:
    phrase = r"\s+".join(map(re.escape, words))
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    return re.compile(before + phrase + after, flags)


def _in_address(slug: str) -> re.Pattern[str]:
    """As an address has it: "/t/7/what-dr-smith-did/". A title is cut off there."""
    ends = r"[\w-]*" if len(slug) > SLUG else r"(?=[-/#?]|$)"
    return re.compile(r"(?<=[-/])" + re.escape(slug[:SLUG]) + ends)
