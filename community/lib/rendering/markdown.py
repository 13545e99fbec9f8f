"""The parser: CommonMark with tables and strikethrough, without raw HTML and images, and with the
house's own marks."""

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from community.lib.rendering import folds, links, mentions, notes, tasks

REDACTED = "[redacted]"


@lru_cache(1)
def parser() -> MarkdownIt:
    made = plain()
    made.options["breaks"] = True
    made.inline.ruler.before("link", "redacted", _redacted)
    for own in (folds, notes, links, tasks, mentions):
        own.add_to(made)
    made.add_render_rule("heading_open", _heading)
    made.add_render_rule("heading_close", _heading)
    made.render("First")  # it makes some of itself on first use: before threads share it
    return made


def plain() -> MarkdownIt:
    """CommonMark and the two marks that everyone expects beside it, as the specifications say."""
    made = MarkdownIt("commonmark", {"html": False})
    made.enable(["table", "strikethrough"]).disable(["image", "html_block", "html_inline"])
    made.add_render_rule("th_open", _cell)
    made.add_render_rule("td_open", _cell)
    return made


def _redacted(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(REDACTED, state.pos):
        return False
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = '<mark class="redacted">redacted</mark>'
    state.pos += len(REDACTED)
    return True


def _heading(self, tokens, idx, options, env):
    # The page's own heading is h1 and the topic's h2 at most: a post begins below it.
    level = min(int(tokens[idx].tag[1]) + 1, 4)
    tokens[idx].tag = f"h{level}"
    return self.renderToken(tokens, idx, options, env)


def _cell(self, tokens, idx, options, env):
    if tokens[idx].tag == "th" and not tokens[idx + 1].content:
        tokens[idx].tag = tokens[idx + 2].tag = "td"  # an empty cell is the head of nothing
    style = str(tokens[idx].attrs.pop("style", ""))
    if style.startswith("text-align:"):
        tokens[idx].attrSet("class", style.removeprefix("text-align:"))
    return self.renderToken(tokens, idx, options, env)
