import pytest

from community.lib import rendering
from forums.limits import QUOTED_AT_MOST
from forums.mentioning import link_to, mentioned
from forums.quoting import quotation, quoted_blocks, quoted_posts
from tests.rooms import add_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def quoted(rooms, people):
    """quoted(source) is the quotation of a post by Anna, without its first two lines."""

    def quote(source):
        post = add_post(rooms.closed_topic, people.anna, source)
        said, empty, *lines = quotation(post).split("\n")
        assert said == f"> [Anna Sharma wrote](/p/{post.pk}/):"
        assert (empty, lines[-2:]) == (">", ["", ""])
        return "\n".join(lines[:-2])

    return quote


def test_a_quotation_says_whose_it_is_and_leads_there(rooms):
    source = quotation(rooms.closed_reply)
    assert source == (
        f"> [Bela Kovács wrote](/p/{rooms.closed_reply.pk}/):\n>\n"
        "> Repeat it at three hours, I would say.\n\n"
    )
    html = rendering.render(source + "Why?").html
    assert quoted_posts(html) == [rooms.closed_reply.pk]


def test_lists_and_code_stay_what_they_are(quoted):
    source = (
        "First:\n\n- one\n- two\n  1. deep\n\n```\nif x:\n\n    y > 1\n```\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |"
    )
    inside = rendering.render(source).html
    assert rendering.render(quoted(source)).html == f"<blockquote>\n{inside}</blockquote>\n"


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("> Older words.\n\nMine.", "> Mine."),
        ("Before.\n\n> Older.\n> > Oldest.\n\nAfter.", "> Before.\n>\n> After."),
        ("```\n> a prompt, no quotation\n```", "> ```\n> > a prompt, no quotation\n> ```"),
        ("~~~\n```\n> x\n~~~\n> gone", "> ~~~\n> ```\n> > x\n> ~~~"),
    ],
)
def test_a_quotation_of_a_quotation_drops_the_inner_one(quoted, source, kept):
    assert quoted(source) == kept


def test_what_is_long_is_cut_and_its_code_closed(quoted):
    assert len(quoted("word " * 2000)) < QUOTED_AT_MOST + 20
    assert quoted("word " * 2000).endswith(" …")
    lines = quoted("```\n" + "a line of code\n" * 500 + "```").split("\n")
    assert lines[-2:] == ["> …", "> ```"]


def test_a_name_cannot_break_out_of_the_link(rooms, people):
    people.anna.name = "A](//x.test) [b"
    people.anna.save()
    rooms.closed_post.author = people.anna
    html = rendering.render(quotation(rooms.closed_post)).html
    assert quoted_posts(html) == [rooms.closed_post.pk]
    assert "x.test)" in html
    assert 'href="//x.test' not in html


def test_a_mention_that_is_quoted_mentions_no_one(rooms, people):
    source = f"{link_to(people.bela.pk, people.bela.name)}, look."
    post = add_post(rooms.closed_topic, people.anna, source)
    html = rendering.render(quotation(post) + "I did.").html
    assert people.bela.get_absolute_url() in html
    assert mentioned(html) == []


@pytest.mark.parametrize(
    "source",
    [
        "[Anna Sharma wrote](/p/7/): in no quotation",
        "> > [Anna Sharma wrote](/p/7/):\n> > deeper",
        "> [see here](/p/7/)",
        "> `[Anna wrote](/p/7/)`",
        "> [Anna wrote](https://elsewhere.test/p/7/):",
    ],
)
def test_what_only_looks_like_a_quotation_is_none(source):
    assert quoted_posts(rendering.render(source).html) == []


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("> a\n> b\n\nc\n\n> d", [(0, 2), (5, 6)]),
        ("> a\nlazily going on\n\nb", [(0, 2)]),
        ("- > in a list\n  > more\n- b", [(0, 2)]),
        ("a\n\nb", []),
        ("", []),
    ],
)
def test_the_lines_that_quote_are_found(source, blocks):
    assert quoted_blocks(source) == blocks
