"""Text that is folded away until it is asked for:

    ::: more What the scan showed
    A long report.
    :::

It is a `<details>`, so it opens by keyboard and without scripts, and on paper it is open.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

WORD = "more"
UNTITLED = "More"


def add_to(parser: MarkdownIt) -> None:
    container_plugin(
        parser,
        WORD,
        validate=lambda params, markup: params.split(maxsplit=1)[:1] == [WORD],
        render=lambda self, tokens, idx, options, env: self.renderToken(tokens, idx, options, env),
    )
    # Before the inline marks are read, so that the title may hold them as any line does.
    parser.core.ruler.before("inline", "folds", _fold)


def title_of(token: Token) -> str:
    return token.info.strip().removeprefix(WORD).strip() or UNTITLED


def _fold(state: StateCore) -> None:
    if not any(token.type == f"container_{WORD}_open" for token in state.tokens):
        return
    tokens: list[Token] = []
    for token in state.tokens:
        tokens.append(token)
        if token.type == f"container_{WORD}_open":
            token.tag, token.attrs = "details", {"class": WORD}
            opened, closed = (
                Token("summary_open", "summary", 1),
                Token("summary_close", "summary", -1),
            )
            opened.block = closed.block = True
            title = Token("inline", "", 0, map=token.map and [token.map[0], token.map[0] + 1])
            title.content, title.children = title_of(token), []
            tokens += [opened, title, closed]
        elif token.type == f"container_{WORD}_close":
            token.tag = "details"
    state.tokens = tokens
