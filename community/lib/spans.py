"""Spans: half-open ranges of code points in a text."""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def alignment(source: str, text: str) -> list[int]:
    """For each character of `text`, its place in `source`, the Markdown it was rendered from.

    Rendering drops marks and changes some characters but keeps the order, so each is looked for
    from where the last one was found; what is not there stays where the last one was.
    """
    places, at = [], 0
    for character in text:
        found = source.find(character, at, at + 2000) if not character.isspace() else -1
        if found >= 0:
            at = found + 1
        places.append(max(at - 1, 0))
    return places


def to_source(places: Sequence[int], span: Span) -> Span:
    """The span of the source that a span of the text came from."""
    start, end = span
    if start >= end or not places:
        return (0, 0)
    return (places[start], places[min(end, len(places)) - 1] + 1)


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
