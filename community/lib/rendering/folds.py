"""Text that is folded away until it is asked for:

    ::: more What the scan showed
    A long report.
    :::

It is a `<details>`, so it opens by keyboard and without scripts, and on paper it is open.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

UNTITLED = "More"

_OPENS = re.compile(r"(:{3,})[ \t]*more(?:[ \t]+(.*?))?[ \t]*")
_CLOSES = re.compile(r"(:{3,})[ \t]*")


def add_to(parser: MarkdownIt) -> None:
    alternatives = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "fold", _read, {"alt": alternatives})
    # Before the inline marks are read, so that the title may hold them as any line does.
    parser.core.ruler.before("inline", "folds", _add_titles)


def _read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    opens = None if state.is_code_block(start) else _OPENS.fullmatch(_line(state, start))
    if not opens:
        return False
    if silent:
        return True
    last = start + 1
    while last < end and not _ends(state, last):
        if closes := _closes(state, last, len(opens[1])):
            break
        last += 1
    else:
        closes = False

    before, state.parentType = state.parentType, "container"
    lines, state.lineMax = state.lineMax, last  # nothing inside reads on beyond its end
    token = state.push("fold_open", "details", 1)
    token.block, token.map, token.attrs = True, [start, last], {"class": "more"}
    token.info = opens[2] or UNTITLED
    state.md.block.tokenize(state, start + 1, last)
    state.push("fold_close", "details", -1).block = True
    state.parentType, state.lineMax = before, lines
    state.line = last + closes
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _ends(state: StateBlock, number: int) -> bool:
    """Whether the list or quotation around it ends before this line."""
    return bool(_line(state, number)) and state.sCount[number] < state.blkIndent


def _closes(state: StateBlock, number: int, length: int) -> bool:
    closes = _CLOSES.fullmatch(_line(state, number))
    if not closes or state.is_code_block(number):
        return False
    return len(closes[1]) >= length


def _add_titles(state: StateCore) -> None:
    tokens: list[Token] = []
    for token in state.tokens:
        tokens.append(token)
        if token.type == "fold_open" and token.map:
            title = Token("inline", "", 0, map=[token.map[0], token.map[0] + 1])
            title.content, title.children = token.info, []
            opened = Token("summary_open", "summary", 1, block=True)
            tokens += [opened, title, Token("summary_close", "summary", -1, block=True)]
    state.tokens = tokens
