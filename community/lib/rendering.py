"""Markdown to safe HTML and to plain text. Pure: the same for every reader.

Layers, each enough by itself, because none is trusted alone: markdown-it-py with raw HTML and
images off, bleach's allow-list, nh3 with the same list; a CSP without inline script stands behind
them. bleach is no longer maintained and so is never the last.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

import bleach
import nh3
from bleach.sanitizer import Cleaner
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

VERSION = 1  # raise it when the same source would give other HTML: old posts are rendered again

MAX_LENGTH = 20_000  # characters; markdown-it takes about 30 ms for that much
MAX_NESTING = 20

REDACTED = "[redacted]"

TAGS = frozenset(
    "a abbr blockquote br code del em h2 h3 h4 hr li mark ol p pre s strong sub sup "
    "table tbody td th thead tr ul".split()
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "mark": {"class"},
    "th": {"class"},
    "td": {"class"},
}
CLASSES = {"redacted", "left", "center", "right"}
SCHEMES = {"http", "https", "mailto"}
LINK_REL = "nofollow noopener ugc"

# Characters that can hide a scheme or turn text round: C0/C1 controls but tab and newline,
# zero-width marks, bidirectional overrides, the byte-order mark, lone surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


_MEMBER = re.compile(r"/members/\d+/")


@dataclass(frozen=True)
class Rendered:
    html: str
    text: str


class Unfit(ValueError):
    """The text is too long, nested too deeply or says nothing; the message tells the author."""


def tidy(source: str) -> str:
    """Source as it is stored: newlines are \\n, unseen characters gone, ends trimmed."""
    return _UNSEEN.sub("", source.replace("\r\n", "\n").replace("\r", "\n")).strip()


def require_fit(source: str) -> None:
    """Raise Unfit for what is beyond MAX_LENGTH or MAX_NESTING. Ask before rendering what someone
    has just written; what was accepted once is rendered again without asking."""
    if len(source) > MAX_LENGTH:
        raise Unfit(f"This is {len(source):,} characters; at most {MAX_LENGTH:,} fit in a post.")
    if _nesting(source) > MAX_NESTING:
        raise Unfit("Quotes or lists are nested too deeply here; please make it flatter.")


def render(source: str) -> Rendered:
    """HTML and text of a tidy source."""
    html = clean(_markdown().render(source))
    return Rendered(html=html, text=text_of(html))


def clean(html: str) -> str:
    """HTML with nothing but what the allow-list names."""
    html = _cleaner().clean(html)
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_checked,
        url_schemes=SCHEMES,
        link_rel=LINK_REL,
        strip_comments=True,
    )


def text_of(html: str) -> str:
    """The words of cleaned HTML, a line for each block."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(reader.parts)).strip()


def prose_lines(source: str) -> list[tuple[int, int, bool]]:
    """Where a source holds words rather than code: half-open ranges of its lines, in order, and
    whether each stands in a quotation."""
    found, quotes = set(), 0
    for token in _markdown().parse(source):
        if token.type in ("blockquote_open", "blockquote_close"):
            quotes += token.nesting
        elif token.type == "inline" and token.map:
            found.add((token.map[0], token.map[1], quotes > 0))
    return sorted(found)


def _nesting(source: str) -> int:
    """The deepest run of quote or list marks that a line opens with."""
    deepest = 0
    for line in source.split("\n"):
        head = re.match(r"(?:\s*(?:>|(?:[-*+]|\d{1,9}[.)])(?=\s|$)))*", line)
        marks = len(re.findall(r">|[-*+]|\d+[.)]", head.group())) if head else 0
        indent = (len(line) - len(line.lstrip())) // 2
        deepest = max(deepest, marks, min(indent, marks + indent) if marks else 0)
    return deepest


def _redacted(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(REDACTED, state.pos):
        return False
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = '<mark class="redacted">redacted</mark>'
    state.pos += len(REDACTED)
    return True


@lru_cache(1)
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
    parser.enable(["table", "strikethrough", "linkify"]).disable(
        ["image", "html_block", "html_inline"]
    )
    assert parser.linkify is not None
    parser.linkify.set({"fuzzy_email": False, "fuzzy_link": False})
    parser.inline.ruler.before("link", "redacted", _redacted)

    def heading(self, tokens, idx, options, env):
        # The page's own heading is h1 and the topic's h2 at most: a post begins below it.
        level = min(int(tokens[idx].tag[1]) + 1, 4)
        tokens[idx].tag = f"h{level}"
        return self.renderToken(tokens, idx, options, env)

    def cell(self, tokens, idx, options, env):
        style = str(tokens[idx].attrs.pop("style", ""))
        if style.startswith("text-align:"):
            tokens[idx].attrSet("class", style.removeprefix("text-align:"))
        return self.renderToken(tokens, idx, options, env)

    for name in ("heading_open", "heading_close"):
        parser.add_render_rule(name, heading)
    for name in ("th_open", "td_open"):
        parser.add_render_rule(name, cell)
    return parser


@lru_cache(1)
def _cleaner() -> Cleaner:
    return bleach.sanitizer.Cleaner(
        tags=TAGS,
        attributes=lambda tag, name, value: _checked(tag, name, value) is not None,
        protocols=SCHEMES,
        strip=True,
    )


def _checked(tag: str, name: str, value: str) -> str | None:
    """The attribute's value, or None where it may not stay."""
    if (tag, name) == ("a", "rel"):  # nh3 asks about its own link_rel too
        return value if value == LINK_REL else None
    if name not in ATTRIBUTES.get(tag, ()):
        return None
    if name == "class" and value not in CLASSES:
        return None
    if name == "href" and not _safe_address(value):
        return None
    return value


def _safe_address(address: str) -> bool:
    """Bleach takes `javascript:123` for a host and port, so the scheme is read here once more."""
    scheme, colon, _ = address.partition(":")
    if not colon or "/" in scheme or "#" in scheme or "?" in scheme:
        return True
    return scheme.strip().lower() in SCHEMES


class _Words(HTMLParser):
    BLOCKS = frozenset("p h2 h3 h4 li blockquote pre tr hr ul ol table".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.in_mention = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_mention = tag == "a" and bool(_MEMBER.fullmatch(dict(attrs).get("href") or ""))
        if tag in {"td", "th"}:
            self.parts.append(" ")
        elif tag in self.BLOCKS and self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BLOCKS and self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        # A colleague's name is told from somebody's handle on another site by its having no @.
        self.parts.append(data.removeprefix("@") if self.in_mention else data)
        self.in_mention = False
