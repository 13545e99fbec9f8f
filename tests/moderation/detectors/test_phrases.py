"""Watched phrases: what they match, and what cannot be watched for."""

import pytest

from moderation.detectors import Action, Known, screen
from moderation.detectors.normalise import Page
from moderation.detectors.phrases import MOST, Phrase, Phrases, Unclear, parts


def found(words, text):
    page = Page.of(text)
    spans = Phrases([Phrase(words)]).find(page.lower)
    return [text[slice(*page.span(start, end))] for start, end, _ in spans]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("order now", "Please order now, or never.", ["order now"]),
        ("order now", "ORDER  Now!", ["ORDER  Now"]),
        ("order now", "**Order** now", ["Order** now"]),
        ("Order-now", "order now", ["order now"]),
        ("order now", "I reorder now and then", []),
        ("order now", "In that order. Now we know", []),
        ("order now", "order\n\nnow", []),
        ("order now", "order it now", []),
        ("café mocha", "a cafe mocha", ["cafe mocha"]),
        ("cafe", "One café, and another CAFÉ.", ["café", "CAFÉ"]),
        ("guarant*", "a guarantee is guaranteed", ["guarantee", "guaranteed"]),
        ("guarant* income", "a guaranteed income", ["guaranteed income"]),
        ("income guarant*", "an income, guaranteed", ["income, guaranteed"]),
        ("guarant", "a guarantee", []),
        ("order now", "", []),
    ],
)
def test_whole_words_in_any_case_and_under_any_accents(words, text, expected):
    assert found(words, text) == expected


def test_many_are_found_in_one_walk():
    phrases = Phrases(Phrase(f"word{n} here", number=n) for n in range(200))
    spans = phrases.find("nothing word7 here and word199 here word3 there")
    assert [phrase.number for _, _, phrase in spans] == [7, 199]


def test_a_text_that_is_full_of_them_has_no_more_marks_than_anyone_reads():
    assert len(found("spam", "spam " * 10_000)) == MOST


@pytest.mark.parametrize(
    "words",
    ["", "*", "ab", "a b", "ab*", "or*er now", "order*ing", "order **", "order**", "w " * 9],
)
def test_what_cannot_be_watched_for_is_refused(words):
    with pytest.raises(Unclear):
        parts(words)


def test_they_are_the_same_where_they_say_the_same():
    one, other = (Known(phrases=Phrases([Phrase("order now")])) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)
    assert one != Known()


@pytest.mark.parametrize(
    ("family", "kind"),
    [
        ("conduct", "watched_conduct"),
        ("offensive", "watched_offensive"),
        ("identifying", "watched_identifying"),
    ],
)
def test_what_is_watched_for_is_flagged_and_never_held(family, kind):
    phrases = Phrases([Phrase("purple heron", family, "They sell herons.")])
    (finding,) = screen("We saw a Purple heron.", Known(phrases=phrases))
    assert (finding.kind, finding.family, finding.why) == (kind, family, "They sell herons.")
    assert finding.action == Action.FLAG
    assert (finding.start, finding.end) == (9, 21)


def test_what_another_detector_says_of_the_same_words_is_said():
    text = "You are a fucking idiot."
    usual = screen(text)
    assert usual
    phrases = Phrases([Phrase("fucking idiot", "offensive", "Watched.")])
    assert screen(text, Known(phrases=phrases)) == usual
