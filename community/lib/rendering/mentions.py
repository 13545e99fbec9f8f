"""Mentions: a link that says "@" and a name and leads to a member's page is marked as one."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MEMBER = re.compile(r"/members/[1-9]\d{0,17}/")


def add_to(parser: MarkdownIt) -> None:
    parser.core.ruler.push("mentions", _mark)


def _mark(state: StateCore) -> None:
    for block in state.tokens:
        for place, token in enumerate(block.children or ()):
            if token.type == "link_open" and _is_mention(token, block.children or (), place):
                token.attrs["class"] = "mention"


def _is_mention(token: Token, around: Sequence[Token], place: int) -> bool:
    """Whether it leads to a member and says nothing but "@" and words."""
    if "title" in token.attrs or not MEMBER.fullmatch(str(token.attrs.get("href", ""))):
        return False
    words = around[place + 1]
    return words.type == "text" and words.content[:1] == "@" and len(words.content) > 1
