"""Spans: half-open ranges of code points in a text."""

import re
from collections.abc import Iterable, Sequence

Span = tuple[int, int]


# In characters: how far apart two words are as a rule, at most, and two letters of a word.
_NEAR, _FAR, _WITHIN = 80, 2_000, 12


def alignment(source: str, text: str) -> list[int]:
    """For each character of `text`, its place in `source`, the Markdown it was rendered from.

    Rendering drops marks, changes some characters, adds a few words and moves footnotes to the
    end; within a line it keeps the order. So each word is looked for from where the last one was
    found, and a line that does not go on from there is looked for from the beginning. What is not
    in the source stays where the last word was.
    """
    places: list[int] = []
    at = 0
    for line in text.split("\n"):
        at = _line_begins(source, line, at)
        words = re.findall(r"\s+|\S+", line)
        for word, following in zip(words, [*words[2:], "", ""], strict=False):
            found = [] if word.isspace() else _places_of(source, word, following, at)
            places += found or [max(at - 1, 0)] * len(word)
            at = found[-1] + 1 if found else at
        places.append(max(at - 1, 0))  # the end of the line
    return places[: len(text)]


def _line_begins(source: str, line: str, at: int) -> int:
    for word in sorted(line.split(), key=len, reverse=True)[:3]:
        if source.find(word, at) >= 0:
            return at
        if (before := source.find(word)) >= 0:
            return source.rfind("\n", 0, before) + 1
    return at


def _places_of(source: str, word: str, following: str, at: int) -> list[int]:
    """The places of a word's characters; empty where it is not to be found near. One that is far
    away counts only when the next word comes right after it."""
    found = source.find(word, at, at + _FAR)
    if found >= 0:
        end = found + len(word)
        if found - at < _NEAR or (following and source.find(following, end, end + _NEAR) >= 0):
            return list(range(found, end))
    return _letters_of(source, word, at)


def _letters_of(source: str, word: str, at: int) -> list[int]:
    """The places of a word that has marks in it, or characters written in another way; empty
    where half of it cannot be found close together."""
    places: list[int] = []
    after, missing = at, 0
    for character in word:
        place = source.find(character, after, after + (_WITHIN if places else _NEAR))
        missing += place < 0
        if place >= 0:
            after = place + 1
        places.append(max(after - 1, 0))
    return places if missing * 2 < len(word) else []


def to_source(places: Sequence[int], span: Span) -> Span:
    """The span of the source that a span of the text came from."""
    start, end = span
    if start >= end or not places:
        return (0, 0)
    ends = places[start], places[min(end, len(places)) - 1]
    return (min(ends), max(ends) + 1)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Sorted, with overlapping and touching spans joined and empty ones dropped."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def replaced(text: str, spans: Iterable[Span], word: str) -> str:
    """`text` with each span replaced by `word`."""
    for start, end in reversed(merged(spans)):
        text = text[:start] + word + text[end:]
    return text


def without(text: str, words: Iterable[str], word: str) -> str:
    """`text` with every occurrence of each of `words` replaced by `word`, the longest first."""
    for gone in sorted({w for w in words if w.strip()}, key=len, reverse=True):
        text = text.replace(gone, word)
    return text


def marked(text: str, spans: Iterable[tuple[int, int, object]]) -> list[tuple[str, object | None]]:
    """`text` cut into pieces for a template: (words, mark or None). Where spans overlap the
    first wins; what sticks out of the text is cut off."""
    pieces: list[tuple[str, object | None]] = []
    at = 0
    for start, end, mark in sorted(spans, key=lambda span: (span[0], span[1])):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        if start > at:
            pieces.append((text[at:start], None))
        pieces.append((text[start:end], mark))
        at = end
    if at < len(text):
        pieces.append((text[at:], None))
    return pieces
