"""Links that need no brackets: `https://…`, `www.…`, and what doctors cite.

All are found while the text is read, from left to right and once, so never in code or in another
link. A reference in a sentence is a quiet chip; alone in its paragraph it is a card.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from community.lib import references
from community.lib.references import Reference

_BEGINS = r"(?<![^\W_])(?<![@./#-])(?i:https?://|www\.)"
# Possessive throughout: what does not match is given up at once. Brackets end it, so that a
# redaction inside of an address stays one.
_ADDRESS = re.compile(
    r"(?:(?i:https?://)|(?P<www>(?i:www\.)))(?P<host>[\w-]++(?:\.[\w-]++)++)(?::\d{1,5})?+"
    r"(?:[/?#][^\s<>\"\\`\[\]]*+)?+"
)
_ANY = re.compile(f"{_BEGINS}|{references.BEGINS}")


def add_to(parser: MarkdownIt) -> None:
    # Text is passed over up to the next character that could mean something: now also up to the
    # next word that could begin a link.
    marks = parser.inline.terminator_re.pattern
    parser.inline.terminator_re = re.compile(f"{marks}|{_ANY.pattern}")
    parser.inline.ruler.push("bare_link", _bare)
    parser.core.ruler.push("references", _show_references)


def count(words: str) -> int:
    """How many places there are at which a link could begin."""
    return sum(1 for _ in _ANY.finditer(words))


def _bare(state: StateInline, silent: bool) -> bool:
    # Not while looking for the end of a link's text: there it is text.
    if silent or state.linkLevel > 0:
        return False
    if found := _ADDRESS.match(state.src, state.pos, state.posMax):
        words = references.trimmed(found[0])
        address = state.md.normalizeLink(f"http://{words}" if found["www"] else words)
        if not state.md.validateLink(address):
            return False
        _push(state, words, {"href": address})
        state.pos += len(words)
        return True
    mention = references.mention_at(state.src, state.pos)
    if not mention:
        return False
    reference, end = mention
    link = _push(state, state.src[state.pos : end], {"href": reference.address})
    link.meta["reference"] = reference
    state.pos = end
    return True


def _push(state: StateInline, words: str, attrs: dict[str, str | int | float]) -> Token:
    link = state.push("link_open", "a", 1)
    link.attrs, link.info = attrs, "auto"
    state.push("text", "", 0).content = words
    state.push("link_close", "a", -1).info = "auto"
    return link


def _show_references(state: StateCore) -> None:
    for place, block in enumerate(state.tokens):
        if block.type != "inline" or not block.children:
            continue
        alone = state.tokens[place - 1].type == "paragraph_open" and block.level == 1
        children, shown = block.children, []
        for at, token in enumerate(children):
            reference = _reference_of(token) if token.type == "link_open" else None
            if reference:
                card = alone and at == 0 and len(children) == 3
                look = "cite cite--card" if card else "cite"
                token.attrs = {"href": reference.address, "class": look}
                children[at + 1].hidden = True
                shown += [token, *_words_of(reference, card)]
            elif not token.hidden:
                shown.append(token)
        block.children = shown


def _reference_of(link: Token) -> Reference | None:
    if link.info != "auto":
        return None
    return link.meta.get("reference") or references.of_address(str(link.attrs["href"]))


def _words_of(reference: Reference, card: bool) -> list[Token]:
    words = [*_span("kind", reference.label), _text(" " if card else "\u00a0")]
    if not card:
        return [*words, _text(reference.name)]
    return [*words, *_span("name", reference.name), _text(" "), *_span("host", reference.host)]


def _span(part: str, words: str) -> list[Token]:
    opened = Token("cite_open", "span", 1, attrs={"class": f"cite__{part}"})
    return [opened, _text(words), Token("cite_close", "span", -1)]


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)
