"""CommonMark: what the specification says of Markdown holds here, but for what is named below.

Each example is rendered as a post is and compared with what the specification shows, after that
has been changed as the house changes every post: headings begin lower, a line break in the source
is one on the page, code says no language.
"""

import json
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt

from community.lib import rendering
from community.lib.rendering import cleaning

SPEC = json.loads((Path(__file__).parent / "commonmark" / "spec-0.31.2.json").read_text())
EXAMPLES = {number: (source, html) for number, _, source, html in SPEC["examples"]}

# What the allow-list permits and we show otherwise. CONTRIBUTING.md gives the reason of each.
OTHERWISE = {
    "a bare address is a link": {602, 608, 611},
}

HEADINGS = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}
INLINE = {"a", "code", "em", "strong", "del", "mark", "span", "sup"}


class Shape(HTMLParser):
    """The elements and words of some HTML, with breaks where a line ends within a block."""

    def __init__(self, headings):
        super().__init__(convert_charrefs=True)
        self.headings = headings
        self.seen = []
        self.in_pre = False
        self.line_ended = False

    def handle_starttag(self, tag, attributes):
        tag = self.headings.get(tag, tag)
        if tag in INLINE:
            self._go_on()
        kept = {k: v for k, v in attributes if k in {"href", "title", "start"}}
        self.seen.append((tag, kept))
        self.line_ended = False
        self.in_pre |= tag == "pre"

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        tag = self.headings.get(tag, tag)
        self.in_pre &= tag != "pre"
        self.line_ended &= tag in INLINE
        self.seen.append((f"/{tag}", {}))

    def handle_data(self, data):
        if self.in_pre:
            self.seen.append((data, None))
            return
        for number, line in enumerate(data.split("\n")):
            if number:
                self.line_ended = True
            if line.strip():
                self._go_on()
                self.seen.append((line, None))

    def _go_on(self):
        """A line that ended inside a block is a break, unless one is there."""
        before = self.seen[-1] if self.seen else ("", {})
        in_a_line = before[1] is None or before[0].removeprefix("/") in INLINE
        if self.line_ended and in_a_line:
            self.seen += [("br", {})]
        self.line_ended = False


def shape_of(html, headings):
    reader = Shape(headings)
    reader.feed(html)
    reader.close()
    words = [(w, None if a is None else tuple(sorted(a.items()))) for w, a in reader.seen]
    joined = []
    for word in words:  # the two serialisers part text in other places
        if word[1] is None and joined and joined[-1][1] is None:
            joined[-1] = (joined[-1][0] + word[0], None)
        else:
            joined.append(word)
    return joined


def as_wanted(number):
    return shape_of(EXAMPLES[number][1], HEADINGS)


def as_shown(number):
    return shape_of(rendering.render(EXAMPLES[number][0]).html, {})


def is_permitted(number):
    """Whether it shows no raw HTML, no image, and no address of a kind that no post may hold."""
    source, html = EXAMPLES[number]
    for block in MarkdownIt("commonmark").parse(source):
        for token in [block, *(block.children or ())]:
            if token.type in {"html_block", "html_inline", "image"}:
                return False
    return all(
        cleaning.checked("a", "href", value) is not None
        for _, kept in shape_of(html, {})
        if kept
        for name, value in kept
        if name == "href"
    )


PERMITTED = [number for number in EXAMPLES if is_permitted(number)]


def test_what_no_post_may_hold_is_no_more_than_raw_html_images_and_other_addresses():
    assert len(PERMITTED) == 552


def test_all_that_is_permitted_is_shown_as_specified_but_for_what_is_named():
    other = {number for number in PERMITTED if as_shown(number) != as_wanted(number)}
    assert other == set().union(*OTHERWISE.values())
    assert len(other) <= len(PERMITTED) / 100


def test_the_comparison_sees_a_difference():
    assert shape_of("<p>a</p>", {}) != shape_of("<p><em>a</em></p>", {})
    assert shape_of("<p>a\nb</p>", {}) == shape_of("<p>a<br>\nb</p>", {})
    assert shape_of("<p>a\nb</p>", {}) != shape_of("<p>a b</p>", {})
    assert shape_of('<a href="/a">a</a>', {}) != shape_of('<a href="/b">a</a>', {})
