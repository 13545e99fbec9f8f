from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from community.lib import rendering, spans

texts = st.text(max_size=60)
ranges = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=6)


@given(texts, texts)
def test_alignment_has_a_place_for_each_character_and_never_goes_back(source, text):
    places = spans.alignment(source, text)
    assert len(places) == len(text)
    assert places == sorted(places)
    assert all(0 <= place < max(len(source), 1) for place in places)


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
