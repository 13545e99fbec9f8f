from hypothesis import given
from hypothesis import strategies as st

from moderation.detectors.normalise import Page


def test_disguises_are_undone_and_places_kept():
    page = Page.of("Zo\u00eb 943\u200b476\u00ad5919 \uff2d\uff32\u041d")
    assert page.text == "Zoe 9434765919 MRH"
    assert page.span(4, 14) == (4, 16)


def test_an_accent_belongs_to_its_letter():
    original = "Zoe\u0308 was"
    page = Page.of(original)
    start, end = page.span(0, 3)
    assert original[start:end] == "Zoe\u0308"


def test_plain_text_costs_no_table():
    assert isinstance(Page.of("plain\n\ttext").starts, range)


def test_letters_of_medicine_are_not_turned_into_ours():
    assert Page.of("β-blocker, μmol, Δ").text == "β-blocker, μmol, Δ"


def test_only_offensive_words_are_undone_from_disguise():
    assert Page.of("an 1d10t and a w*nker").spoken.text == "an idiot and a wanker"
    assert (
        Page.of("B12, T4, 5-HT, c.diff, e.g. i.e.").spoken.text
        == "b12, t4, 5-ht, c.diff, e.g. i.e."
    )


@given(st.text(max_size=200))
def test_every_place_maps_into_the_original(text):
    page = Page.of(text)
    for read in (page, page.spoken):
        assert len(read.starts) == len(read.text) + 1
        assert list(read.starts) == sorted(read.starts)
        for place in range(len(read.text)):
            start, end = read.span(place, place + 1)
            assert 0 <= start < end <= len(text)


@given(st.text(max_size=200))
def test_lower_case_keeps_its_length(text):
    page = Page.of(text)
    assert len(page.lower) == len(page.text)
