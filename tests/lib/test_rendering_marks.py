"""What the house adds to CommonMark: notes, tasks, folds, bare links, mentions, redactions."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.lib import rendering


def html_of(source):
    return rendering.render(rendering.tidy(source)).html


def ids_of(html):
    return re.findall(r' id="([^"]*)"', html)


def hrefs_of(html):
    return re.findall(r'href="([^"]*)"', html)


# --- Tables and strikethrough --------------------------------------------------------------------


def test_a_table_has_a_head_and_keeps_its_alignment_without_inline_style():
    html = html_of("| a | b |\n|--:|:-:|\n| 1 | ~~2~~ |")
    assert '<th class="right">a</th>' in html
    assert '<td class="center"><s>2</s></td>' in html


def test_an_empty_cell_is_the_head_of_nothing():
    html = html_of("| | b |\n|---|---|\n| c | d |")
    assert "<td></td>\n<th>b</th>" in html
    assert html.count("<th>") == html.count("</th>") == 1


# --- Footnotes -----------------------------------------------------------------------------------


def test_a_note_stands_at_the_end_with_links_to_and_fro():
    html = html_of("Early[^1] on.\n\n[^1]: By a registrar.\n\nMore.")
    note, mark = (
        re.search(r'<li id="([^"]+)">', html)[1],
        re.search(r'<a [^>]*id="(ref[^"]+)"', html),
    )
    assert f'href="#{note}"' in html.partition("More.")[0]
    assert f'href="#{mark[1]}"' in html.partition("More.")[2]
    assert html.index("More.") < html.index('<ol class="notes">') < html.index("By a registrar.")
    assert 'aria-label="Note 1"' in html
    assert 'aria-label="Back to the text"' in html


def test_notes_are_numbered_as_they_are_referred_to_whatever_they_are_called():
    html = html_of("A[^z] b[^a] c[^z].\n\n[^a]: Second.\n[^z]: First.")
    assert html.index("First.") < html.index("Second.")
    assert re.findall(r'aria-label="Note (\d+)"', html) == ["1", "2", "1"]
    assert html.count("Back to the text") == 3


def test_ids_are_the_posts_own_and_each_is_there_once():
    source = "A[^1] b[^1] c[^2].\n\n[^1]: One.\n[^2]: Two."
    one, other = ids_of(html_of(source)), ids_of(html_of(f"{source} Else."))
    assert len(set(one)) == len(one) == 5
    assert not set(one) & set(other)
    assert html_of(source) == html_of(source)


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [
                "[^1]",
                "[^2]",
                "[^é]",
                "\n[^1]: ",
                "\n\n[^2]: ",
                "    ",
                "\n\n",
                "> ",
                "- ",
                "a",
                "[x",
                "](u)",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_every_note_link_leads_to_a_place_that_is_there_once(source):
    html = html_of(source)
    ids = ids_of(html)
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in hrefs_of(html) if href.startswith("#")} <= set(ids)


@pytest.mark.parametrize(
    "source",
    [
        "[^1]: Nobody refers to me, ALPHA.",
        "a[^1]\n\n[^1]: one\n[^1]: another, ALPHA",
        "a[^1]\n\n[^1]: one\n\n    [^2]: inside, ALPHA",
        "a[^1]\n\n[^1]: one\n\n    more of it, ALPHA",
        "> a[^1]\n>\n> [^1]: in a quotation, ALPHA",
        "- a[^1]\n\n  [^1]: in a list, ALPHA",
        "[^1]\n\n[^1]: see [^2]\n[^2]: see [^1] ALPHA",
        "[a [^1] link](https://example.org) ALPHA\n\n[^1]: x",
        "a[^no such note ALPHA]",
    ],
)
def test_no_word_of_a_note_is_lost(source):
    rendered = rendering.render(source)
    assert "ALPHA" in rendered.html
    assert "ALPHA" in rendered.text


def test_a_note_in_code_is_code():
    html = html_of("`a[^1]`\n\n```\n[^1]\n```\n\n[^1]: x")
    assert "<code>a[^1]</code>" in html
    assert "Note 1" not in html


# --- Tasks ---------------------------------------------------------------------------------------


def test_tasks_are_shown_and_said_without_a_form():
    html = html_of("- [x] ECG\n- [ ] Troponin, *again*")
    assert '<li class="task task--done"><span class="unseen">Done: </span>ECG</li>' in html
    assert '<li class="task"><span class="unseen">To do: </span>Troponin, <em>' in html
    assert "<input" not in html


@pytest.mark.parametrize(
    "source",
    ["[x] no list", "- [x]", "- [y] no", "- a [x] b", "- [x](/u) a", "- `[x] a`", "- [x]a"],
)
def test_what_only_looks_like_a_task_is_none(source):
    assert "task" not in html_of(source)


def test_a_task_may_hold_a_list():
    html = html_of("- [ ] Bloods\n  - [x] U&E")
    assert html.count('class="task') == 2


# --- Folded text ---------------------------------------------------------------------------------


def test_folded_text_has_its_title_and_holds_what_any_text_does():
    html = html_of("::: more The *whole* report\n- a\n- b\n:::\nAfter.")
    assert '<details class="more">' in html
    assert "<summary>The <em>whole</em> report</summary>" in html
    assert html.index("<li>b</li>") < html.index("</details>") < html.index("After.")


@pytest.mark.parametrize("source, title", [("::: more\na\n:::", "More"), (":::more A b\na", "A b")])
def test_folded_text_needs_neither_a_title_nor_an_end(source, title):
    assert f"<summary>{title}</summary>" in html_of(source)
    assert "</details>" in html_of(source)


@pytest.mark.parametrize("around", ["> ", "- ", "", "> - ", "[^1]: "])
@pytest.mark.parametrize("end", ["", "\n", "\n>", "\n> >", "\n:::", "\n> :::", "\n    a", "\n-\n>"])
def test_folded_text_may_end_with_whatever_holds_it(around, end):
    html = html_of(f"{around}::: more A{end}")
    assert html.count("<details") == html.count("</details>") == 1
    assert "<summary>A</summary>" in html


@pytest.mark.parametrize(
    "source",
    ["::: mores\na\n:::", "::more\na", "::: More\na", "b\n\n    ::: more\n    a", "a ::: more"],
)
def test_what_is_not_quite_the_mark_folds_nothing(source):
    assert "details" not in html_of(source)


def test_a_shorter_row_of_colons_does_not_end_it():
    html = html_of(":::: more A\n:::\nin\n::::\nout")
    assert html.index("in") < html.index("</details>") < html.index("out")


def test_another_word_folds_nothing():
    assert "::: warning" in html_of("::: warning\na\n:::")


def test_folded_text_folds_in_turn():
    html = html_of(":::: more Outer\n::: more Inner\na\n:::\n::::")
    assert html.count("<details") == html.count("</details>") == 2


# --- Bare links ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source, href, rest",
    [
        ("https://example.org", "https://example.org", ""),
        ("http://example.org/a?b=c#d.", "http://example.org/a?b=c#d", "."),
        ("HTTPS://example.org/a", "HTTPS://example.org/a", ""),
        ("www.example.org/a, and", "http://www.example.org/a", ", and"),
        ("(see https://example.org/a_(b))", "https://example.org/a_(b)", ")"),
        ("https://example.org/a_b_c*", "https://example.org/a_b_c", "*"),
        ("**https://example.org**", "https://example.org", ""),
        ("_www.example.org_", "http://www.example.org", ""),
        ("“https://example.org/a”", "https://example.org/a%E2%80%9D", ""),
        ("https://example.org/[redacted]/x", "https://example.org/", "/x"),
        ("https://müller.example/ä", "https://xn--mller-kva.example/%C3%A4", ""),
        ("[see https://example.org/a]", "https://example.org/a", "]"),
    ],
)
def test_a_bare_address_is_a_link_without_the_sentence_around_it(source, href, rest):
    html = html_of(source)
    assert hrefs_of(html) == [href]
    assert rest in html.partition("</a>")[2]


@pytest.mark.parametrize(
    "source",
    [
        "www.",
        "www.example",
        "https://",
        "xwww.example.org",
        "someone@www.example.org",
        "example.org",
        "someone@example.org",
        "`https://example.org`",
        "```\nhttps://example.org\n```",
        "ftp://example.org",
        "javascript://example.org/%0aalert(1)",
        r"https\://example.org",
    ],
)
def test_what_is_no_address_is_no_link(source):
    assert hrefs_of(html_of(source)) == []


def test_an_address_in_a_link_stays_words():
    assert hrefs_of(html_of("[at https://example.org/a](https://example.org/b)")) == [
        "https://example.org/b"
    ]


# --- Mentions and quotations ---------------------------------------------------------------------


def test_a_link_to_a_member_that_names_them_is_a_mention():
    html = html_of("Ask [@Anna Sharma](/members/12/), please.")
    assert '<a href="/members/12/" class="mention"' in html
    assert ">@Anna Sharma</a>" in html


@pytest.mark.parametrize(
    "source",
    [
        "[Anna](/members/12/)",
        "[@](/members/12/)",
        "[@Anna](/members/12)",
        "[@Anna](/members/012/)",
        "[@Anna](/members/me/)",
        "[@Anna](/members/12/?a)",
        "[@Anna](/members/12/#a)",
        "[@Anna](/members/12/edit/)",
        "[@Anna](https://evil.example/members/12/)",
        "[@Anna](//evil.example/members/12/)",
        '[@Anna](/members/12/ "not Anna")',
        "[`@Anna`](/members/12/)",
        "@Anna",
    ],
)
def test_no_other_link_passes_for_a_mention(source):
    assert "mention" not in html_of(source)


def test_a_quotation_leads_to_what_it_quotes():
    html = html_of("> [Anna Sharma wrote](/p/12/):\n> Well.\n\nQuite.")
    assert '<blockquote>\n<p><a href="/p/12/"' in html


# --- Redactions ----------------------------------------------------------------------------------

MARK = '<mark class="redacted">redacted</mark>'


@pytest.mark.parametrize(
    "source",
    [
        "a[^1]\n\n[^1]: He is [redacted].",
        "::: more He is [redacted]\na\n:::",
        "| a |\n|---|\n| [redacted] |",
        "- [x] [redacted]",
        "doi:10.1000/[redacted]",
        "https://example.org/[redacted]",
        "https://bnf.nice.org.uk/drugs/[redacted]/",
        "PMID: [redacted]",
    ],
)
def test_a_redaction_shows_wherever_it_stands(source):
    assert MARK in html_of(source)
