"""What fits in a post: its length, its depth, and the time it takes to show.

Showing a post takes time for each piece that it is made of, and twenty thousand characters can hold
twenty thousand pieces. So before anything else is done with it, a post is parted into its blocks,
which is cheap, and what it will take is added up; what would take too long is refused with a reason
that says what there is too much of. `python -m tests.load.render_hostile` shows the sums beside
the clock.
"""

import re
from collections import Counter
from collections.abc import Iterable

from markdown_it.token import Token

from community.lib.rendering import links
from community.lib.rendering.markdown import parser

MAX_LENGTH = 20_000  # characters
MAX_LINES = 2_000  # of ten characters each, in the longest post
MAX_NESTING = 18  # levels: a quotation is one, a list is two
MAX_CELLS = 15_000  # looked for before anything is parsed; the cost allows about 2,500
MAX_LOOKED_AT = 40_000  # lines, counted once for each quotation that is looked for an end in them
MAX_COST = 130_000  # in the units below

# About how many microseconds each takes to be parsed, cleaned twice and read, on a small server: a
# block, and a character that may begin or end something in a line.
_BLOCKS = {
    "blockquote_open": 50,
    "code_block": 75,
    "fold_open": 100,
    "fence": 75,
    "footnote_reference_open": 60,
    "hr": 22,
    "list_item_open": 45,
    "table_open": 70,
    "td_open": 34,
    "th_open": 34,
    "tr_open": 32,
}
_OTHER_BLOCK = 40
_MARKS = {
    **dict.fromkeys("!#$%+-:={}^\\", 3),
    **dict.fromkeys("*_", 20),
    "`": 17,
    "~": 10,
    **dict.fromkeys("[]", 28),
    "<": 22,
    "@": 22,
    **dict.fromkeys("&>", 9),
    '"': 8,
    "\n": 26,
}
_ENTITIES = '<>&"'  # all that is one in code
_PASSED_OVER = 9  # each of them once more, where a bracket's end is looked for among them
_LINK = 200
_NOTE_MARK = 150

# What is said when most of the cost is of that sort.
_REASONS = {
    "cells": "The tables here have more cells than one post can hold. Please leave some out.",
    "blocks": "There are too many short paragraphs, lists or quotations here. "
    "Please join some of them, or spread this over several posts.",
    "links": "There are too many links, references or footnotes here. "
    "Please spread them over several posts.",
    "marks": "There are too many marks such as *, _, [ and ` here. Please write it more plainly, "
    "or put what is no Markdown between two lines of ```.",
}
_TOO_CLOSE = (
    "Quotations and answers to them follow each other without an empty line between them here. "
    "Please put one after each quotation."
)
_TOO_DEEP = "Quotes or lists are nested too deeply here; please make it flatter."
_HOLDERS = {"blockquote_open", "list_item_open", "fold_open", "footnote_reference_open"}
_CELLS = {"table_open", "tr_open", "td_open", "th_open"}

_HEAD = re.compile(r"(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*+")

# Characters that can hide a scheme or turn text round: C0/C1 controls but tab and newline,
# zero-width marks, bidirectional overrides, the byte-order mark, lone surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


class Unfit(ValueError):
    """The text is too long, nested too deeply, too much to show or says nothing; the message tells
    the author."""


def tidy(source: str) -> str:
    """Source as it is stored: newlines are \\n, unseen characters gone, ends trimmed."""
    return _UNSEEN.sub("", source.replace("\r\n", "\n").replace("\r", "\n")).strip()


def require_fit(source: str) -> None:
    """Raise Unfit for what is too long, too deep or would take too long to show. Ask before
    rendering what someone has just written; what was accepted once is rendered again without
    asking."""
    if len(source) > MAX_LENGTH:
        raise Unfit(f"This is {len(source):,} characters; at most {MAX_LENGTH:,} fit in a post.")
    if (lines := source.count("\n") + 1) > MAX_LINES:
        raise Unfit(f"This is {lines:,} lines; at most {MAX_LINES:,} fit in a post.")
    if _cells(source) > MAX_CELLS:
        raise Unfit(_REASONS["cells"])
    if _looked_at(source) > MAX_LOOKED_AT:
        raise Unfit(_TOO_CLOSE)
    blocks: list[Token] = []
    parser().block.parse(source, parser(), {}, blocks)
    if any(token.type in _HOLDERS and token.level > MAX_NESTING for token in blocks):
        raise Unfit(_TOO_DEEP)
    costs = cost(blocks)
    if costs.total() > MAX_COST:
        raise Unfit(_REASONS[costs.most_common(1)[0][0]])


def _cells(source: str) -> int:
    """The most cells that the tables of a source could have. A row may leave cells out and they
    are there all the same, so few characters can make a very large table."""
    cells = columns = 0
    for line in source.split("\n"):
        marks = line.strip(" \t>")
        if not marks:
            columns = 0
        elif "-" in marks and not marks.strip(" \t|:-"):
            columns = max(columns, marks.count("|") + 1)
        cells += columns
    return cells


def _looked_at(source: str) -> int:
    """How many lines are looked at to find where quotations end. A line without a mark may belong
    to the quotation above it, so each level of each is followed down to the next empty line."""
    looked_at = lines = begun = depth = 0
    for line in [*source.split("\n"), ""]:
        head = _HEAD.match(line)
        deeper = head[0].count(">") if head else 0
        if line.strip():
            lines += 1
            begun += max(0, deeper - depth)
        else:
            looked_at += lines * begun
            lines = begun = 0
        depth = deeper
    return looked_at


def cost(blocks: Iterable[Token]) -> Counter[str]:
    """What the blocks of a post take to show, by what there is to say of it, in microseconds."""
    costs: Counter[str] = Counter()
    for token in blocks:
        if token.type == "inline":
            costs += _cost_of(token.content)
        elif token.nesting >= 0:
            costs["cells" if token.type in _CELLS else "blocks"] += _BLOCKS.get(
                token.type, _OTHER_BLOCK
            )
        if token.type in {"fence", "code_block"}:
            costs["marks"] += sum(_MARKS[mark] * token.content.count(mark) for mark in _ENTITIES)
        elif token.type == "fold_open":
            costs += _cost_of(token.info)
    return costs


def _cost_of(words: str) -> Counter[str]:
    counts = {mark: words.count(mark) for mark in _MARKS}
    passed_over = sum(counts.values()) if counts["["] else 0
    return Counter(
        marks=_PASSED_OVER * passed_over + sum(_MARKS[mark] * n for mark, n in counts.items()),
        links=_LINK * links.count(words) + _NOTE_MARK * words.count("[^"),
    )
