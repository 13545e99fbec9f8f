import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.lib import rendering, spans

texts = st.text(max_size=60)
ranges = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=6)


@given(texts, texts)
def test_alignment_has_a_place_for_each_character_and_never_goes_back_in_a_line(source, text):
    places = spans.alignment(source, text)
    assert len(places) == len(text)
    assert all(0 <= place < max(len(source), 1) for place in places)
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        assert places[start:end] == sorted(places[start:end])
        start = end + 1


@given(st.text(alphabet="abc12 ", max_size=60))
def test_a_text_aligns_with_itself(text):
    places = spans.alignment(text, text)
    assert all(text[p] == c for p, c in zip(places, text, strict=True) if not c.isspace())


def test_words_that_markdown_parted_are_found_with_the_marks_between_them():
    source = "See 943 **476** 5919 today"
    text = rendering.render(source).text
    start = text.index("943")
    span = spans.to_source(spans.alignment(source, text), (start, start + len("943 476 5919")))
    assert source[slice(*span)] == "943 **476** 5919"


@pytest.mark.parametrize(
    "source, found, written",
    [
        # a note stands at the end of the page, wherever it was written
        ("[^1]: Her number is 943 **476** 5919.\n\nSeen[^1] today, and more words.", None, None),
        ("Seen[^1] today.\n\n[^1]: Number 943 *476* 5919.\n\nNumber of more words.", None, None),
        ("::: more Of 943 *476* 5919\nHidden.\n:::\nAnd so on.", None, "943 *476* 5919"),
        ("| a | b |\n|---|---|\n| c | 943 *476* 5919 |", None, "943 *476* 5919"),
        ("https://bnf.nice.org.uk/drugs/943-476-5919/", "943 476 5919", "943-476-5919"),
        ("See NG136, PMID: 29562145 and 943 *476* 5919 there.", None, "943 *476* 5919"),
        ("- [x] Done\n- [ ] Ask 943 *476* 5919\n- [x] Do", None, "943 *476* 5919"),
        ("1. One\n1. Two of 943 *476* 5919", None, "943 *476* 5919"),
        (f"[far](https://example.org/{'x' * 900}) is 943 *476* 5919", None, "943 *476* 5919"),
    ],
)
def test_what_the_house_adds_or_moves_does_not_mislead(source, found, written):
    found = found or "943 476 5919"
    written = written or re.search(r"943 (\S+) 5919", source)[0]
    text = rendering.render(source).text
    start = text.index(found)
    span = spans.to_source(spans.alignment(source, text), (start, start + len(found)))
    assert source[slice(*span)] == written


def test_an_empty_span_or_text_has_no_place():
    assert spans.to_source([], (0, 3)) == (0, 0)
    assert spans.to_source([1, 2], (1, 1)) == (0, 0)


@given(ranges)
def test_merged_spans_are_apart_and_cover_the_same(found):
    joined = spans.merged(found)
    assert all(a[1] < b[0] for a, b in pairwise(joined))
    covered = {i for start, end in found for i in range(start, end)}
    assert {i for start, end in joined for i in range(start, end)} == covered


@given(texts, ranges)
def test_replacing_leaves_all_that_is_outside(text, found):
    outside = "".join(
        c for i, c in enumerate(text) if not any(start <= i < end for start, end in found)
    )
    assert spans.replaced(text, found, "") == outside


@given(texts, ranges)
def test_marked_pieces_read_as_the_text(text, found):
    pieces = spans.marked(text, [(start, end, "mark") for start, end in found])
    assert "".join(words for words, _ in pieces) == text
    assert all(words for words, _ in pieces)


def test_where_marks_overlap_the_first_wins():
    pieces = spans.marked("abcdef", [(2, 5, "second"), (0, 3, "first")])
    assert pieces == [("abc", "first"), ("de", "second"), ("f", None)]


def test_the_longest_words_go_first():
    assert spans.without("Ann Smith and Ann", ["Ann", "Ann Smith", " "], "—") == "— and —"
