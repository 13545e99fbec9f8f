"""Markdown to safe HTML and to plain text. Pure: the same for every reader.

Layers, each enough by itself, because none is trusted alone: markdown-it-py with raw HTML and
images off, bleach's allow-list, nh3 with the same list; a CSP without inline script stands behind
them. bleach is no longer maintained and so is never the last.

    fitting   what is too long, too deep or too much to render
    markdown  the parser: CommonMark with tables, strikethrough, and the house's own
    links     bare addresses and references       notes, tasks, folds, mentions  one file each
    cleaning  the allow-list
    reading   the words of the HTML
"""

import hashlib
from dataclasses import dataclass

from community.lib.rendering.cleaning import clean
from community.lib.rendering.fitting import MAX_LENGTH, MAX_NESTING, Unfit, require_fit, tidy
from community.lib.rendering.markdown import REDACTED, parser
from community.lib.rendering.reading import text_of

__all__ = [
    "MAX_LENGTH",
    "MAX_NESTING",
    "REDACTED",
    "VERSION",
    "Rendered",
    "Unfit",
    "clean",
    "prose_lines",
    "render",
    "require_fit",
    "text_of",
    "tidy",
]

VERSION = 3  # raise it when the same source would give other HTML: old posts are rendered again


@dataclass(frozen=True)
class Rendered:
    html: str
    text: str


def render(source: str) -> Rendered:
    """HTML and text of a tidy source."""
    html = clean(parser().render(source, {"prefix": _prefix(source)}))
    return Rendered(html=html, text=text_of(html))


def prose_lines(source: str) -> list[tuple[int, int, bool]]:
    """Where a source holds words rather than code: half-open ranges of its lines, in order, and
    whether each stands in a quotation."""
    found, quotes = set(), 0
    for token in parser().parse(source):
        if token.type in ("blockquote_open", "blockquote_close"):
            quotes += token.nesting
        elif token.type == "inline" and token.map:
            found.add((token.map[0], token.map[1], quotes > 0))
    return sorted(found)


def _prefix(source: str) -> str:
    """What tells the notes of this post from those of the others on its page."""
    return hashlib.sha256(source.encode(errors="replace")).hexdigest()[:8]
