"""Lists of what is done and what is not: `- [x] done`, `- [ ] to do`. Shown, not ticked: there is
no form in a post. The box is drawn; a word says the same to who does not see it."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_BOX = re.compile(r"\[([ xX])\][ \t]+(?=\S)")


def add_to(parser: MarkdownIt) -> None:
    parser.core.ruler.push("tasks", _tick)


def _tick(state: StateCore) -> None:
    for item, opened, words in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if item.type != "list_item_open" or opened.type != "paragraph_open":
            continue
        if not words.children or words.children[0].type != "text":
            continue
        if box := _BOX.match(words.children[0].content):
            done = box[1] != " "
            item.attrs["class"] = "task task--done" if done else "task"
            words.children[0].content = words.children[0].content[box.end() :]
            words.children[:0] = _said("Done: " if done else "To do: ")


def _said(words: str) -> list[Token]:
    said = Token("text", "", 0, content=words)
    return [
        Token("unseen_open", "span", 1, attrs={"class": "unseen"}),
        said,
        Token("unseen_close", "span", -1),
    ]
