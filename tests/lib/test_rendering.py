"""Markdown to HTML: whatever comes in, nothing that acts comes out."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.lib import rendering
from community.lib.rendering import cleaning
from community.lib.rendering.markdown import parser

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript:123)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "![x](javascript:alert(1))",
    "![x](https://tracker.example/pixel.gif)",
    '[x](https://example.org "onmouseover=alert(1)")',
    '[x](https://example.org"onmouseover="alert(1))',
    "<style>body{display:none}</style>",
    '<iframe src="https://example.org"></iframe>',
    "<math><mtext></mtext><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "`<script>alert(1)</script>`",
    "| a |\n|:-:|\n| <script>alert(1)</script> |",
    "<https://example.org/<script>>",
    "[redacted]<script>",
    "::: more <script>alert(1)</script>\n<script>\n:::",
    "[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
    '[^"><script>]\n\n[^"><script>]: x',
    "- [x] <script>alert(1)</script>",
    "doi:10.1000/<script>alert(1)</script>",
    'https://doi.org/10.1000/"onmouseover="alert(1)',
    "https://doi.org/10.1000/%22onmouseover=alert(1)%3E",
    "www.example.org/\"onmouseover='alert(1)",
    '[@Anna](/members/12/"onmouseover=alert(1))',
    "[@Anna](//evil.example/members/12/)",
    "[x](#top)",
    '<a id="note-12345678-1" class="mention" href="/members/1/">x</a>',
]


class Acts(HTMLParser):
    """Collects whatever in the HTML could act, fetch, or pass for a part of the page."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag not in cleaning.TAGS:
            self.found.append(tag)
        for name, value in attributes:
            if name not in {"href", "title", "start", "class", "rel", "id", "aria-label"}:
                self.found.append(f"{tag} {name}")
            if name == "id" and not re.fullmatch(r"(note|ref)-[0-9a-f]{8}-\d+(-\d+)?", value):
                self.found.append(f"{tag} id {value}")
            if name == "class" and value not in cleaning.CLASSES[tag]:
                self.found.append(f"{tag} class {value}")
            if name == "href":
                scheme, colon, _ = (value or "").partition(":")
                if colon and "/" not in scheme and scheme.lower() not in cleaning.SCHEMES:
                    self.found.append(value)
                if value.startswith("#") and not re.match(r"#(note|ref)-[0-9a-f]{8}-\d", value):
                    self.found.append(value)


def what_acts(html):
    reader = Acts()
    reader.feed(html)
    reader.close()
    return reader.found


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_hostile_survives(source):
    assert what_acts(rendering.render(source).html) == []


@pytest.mark.parametrize("source", [*HOSTILE, '<a href="javascript:123">x</a>'])
def test_each_cleaner_alone_stops_raw_html(source):
    assert what_acts(rendering.clean(source)) == []
    assert what_acts(cleaning.by_bleach().clean(source)) == []
    assert what_acts(cleaning.by_nh3(source)) == []


def test_markdown_alone_makes_no_tag_of_raw_html():
    html = parser().render("<b onclick=x>a</b> <script>b</script>")
    assert set(what_acts(html)) == set()
    assert "&lt;script&gt;" in html


# Markdown's own marks, HTML's, and plain words, in any order.
marks = (
    "< > \" ' & ` * _ [ ]( ) javascript: onclick= script # | &#x6a; https://x.example/ a é \\ ~~ "
    "<a href= <mark class= left [redacted] |:-:| ! style= <!-- ]]> [^1] [^1]: [^a] ::: [x] www. "
    "doi:10.1000/a PMID NG136 /members/12/ @ https://doi.org/10.1/ ~ (/members/12/) [@Anna]"
)
lines = ["\n", "\n\n", "> ", "- ", "1. ", " ", "    ", "::: more ", "- [x] ", "\n[^1]: ", "PMID: 1"]
scraps = st.sampled_from(lines) | st.sampled_from(marks.split())
sources = st.lists(scraps | st.text(max_size=8), max_size=40).map("".join).map(rendering.tidy)


@settings(max_examples=400)
@given(sources)
def test_any_source_gives_html_that_neither_cleaner_would_change(source):
    html = rendering.render(source).html
    assert what_acts(html) == []
    assert rendering.clean(html) == html
    assert cleaning.by_nh3(html) == html


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_the_cleaner_is_safe_on_any_html(html):
    assert what_acts(rendering.clean(html)) == []


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_tidy_source_stays_tidy_and_holds_nothing_unseen(source):
    tidied = rendering.tidy(source)
    assert rendering.tidy(tidied) == tidied
    assert not set(tidied) & {"\x00", "\x0b", "\x7f", "\u202e", "\u200b", "\ufeff", "\r"}


def test_every_newline_becomes_the_same():
    assert rendering.tidy(" a\r\nb\rc\x00\n ") == "a\nb\nc"


def test_links_carry_the_marks_of_what_members_write():
    html = rendering.render("[x](https://example.org)").html
    assert 'rel="nofollow noopener ugc"' in html
    assert 'href="https://example.org"' in html


def test_headings_begin_below_the_pages_own():
    html = rendering.render("# One\n\n##### Five").html
    assert "<h2>One</h2>" in html
    assert "<h4>Five</h4>" in html


def test_tables_keep_their_alignment_without_inline_style():
    html = rendering.render("| a |\n|:-:|\n| b |").html
    assert '<td class="center">b</td>' in html
    assert "style" not in html


def test_a_redaction_is_marked_and_does_not_become_a_link():
    html = rendering.render("He is [redacted](https://example.org).").html
    assert '<mark class="redacted">redacted</mark>' in html


def test_text_has_a_line_for_each_block_and_no_marks():
    text = rendering.render("# Ask\n\nSo *what* &amp; `why`?\n\n- one\n- two").text
    assert [line for line in text.split("\n") if line] == ["Ask", "So what & why?", "one", "two"]


def test_text_joins_what_markdown_parted():
    assert rendering.render("943 **476** 5919").text == "943 476 5919"
