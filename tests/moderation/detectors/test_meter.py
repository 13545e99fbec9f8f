"""The meter: what the screening will do, and what it only begins to mind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.detectors import Known, check_before_posting, screen, verdict
from moderation.detectors.finding import Action
from moderation.detectors.meter import Level, Meter, findings_of, measure, summed
from tests.forums.writing import NHS_NUMBER
from tests.moderation.detectors.test_corpus import posts

CLEAR = "Beta blockers before surgery: stop them, or not? The guideline is silent on it."
ONE = "A lady of 54 years, 54-year-old and well, has palpitations. Would you ablate her?"

WARDS = posts("train", "identity") + posts("test", "identity")


def words(text: str, meter: Meter) -> set[str]:
    return {text[f.start : f.end] for f in meter.findings}


def test_where_nothing_identifies_it_is_clear():
    assert measure(CLEAR) == Meter(Level.CLEAR, frozenset(), ())
    assert measure("") == Meter(Level.CLEAR, frozenset(), ())


def test_one_detail_is_counted_before_the_screening_minds_it():
    assert not [f for f in screen(ONE) if f.family == "identifying"]
    meter = measure(ONE)
    assert meter.level == Level.DETAILS
    assert meter.kinds == {"exact_age"}
    assert any("54" in said for said in words(ONE, meter))


def test_each_kind_counts_once():
    twice = f"{ONE} She was 54 years old in the clinic, a 54-year-old woman."
    assert len(measure(twice).kinds) == len(measure(ONE).kinds)


def test_three_kinds_go_to_a_moderator_first():
    text = "A 54-year-old bus driver from Leeds came in last Tuesday. What would you do for him?"
    meter = measure(text)
    assert meter.level == Level.LOOKED_AT
    assert len(meter.kinds) >= 3
    assert verdict(screen(text)).action == Action.HOLD


def test_less_is_enough_where_the_public_reads():
    text = "A 54-year-old bus driver came in. What would you do for him?"
    assert measure(text, Known("open")).level == Level.LOOKED_AT
    assert measure(text, Known("closed")).level == Level.DETAILS


def test_what_is_not_accepted_is_told_as_such():
    text = f"NHS number {NHS_NUMBER}"
    assert check_before_posting(text)
    assert measure(text).level == Level.STOPPED


def test_what_offends_is_another_matter():
    text = "You are an idiot and should be struck off."
    assert [f for f in screen(text) if f.family == "offensive"]
    assert measure(text).level == Level.CLEAR


@pytest.mark.parametrize("audience", ["open", "closed"])
def test_it_says_what_the_screening_will_do(audience):
    """Over the whole corpus: the step is the verdict's, never a milder one or a graver."""
    for post in WARDS:
        text = post.text
        told = [f for f in screen(text, Known(audience)) if f.family == "identifying"]
        assert [f for f in findings_of(text, Known(audience)) if f.detector != "meter"] == told, (
            text
        )
        action = max((f.action for f in told), default=Action.NONE)
        level = measure(text, Known(audience)).level
        if check_before_posting(text, Known(audience)):
            assert level == Level.STOPPED, text
        else:
            assert (level >= Level.LOOKED_AT) == (action >= Action.HOLD), text


def test_few_of_the_harmless_posts_of_the_corpus_are_called_into_question():
    """What is always yellow is looked at by no one."""
    harmless = [post for post in WARDS if not post.label]
    told = [post for post in harmless if measure(post.text, Known(post.audience)).level]
    assert len(told) / len(harmless) < 0.25


# --- Where the author works ----------------------------------------------------------------------


def test_the_authors_own_workplace_says_where_it_was():
    text = "Seen at Fernhollow yesterday: she had palpitations."
    assert "workplace" not in {f.kind for f in measure(text).findings}
    meter = measure(text, Known(workplace="Fernhollow Centre, Fernhollow"))
    assert "place" in meter.kinds
    assert "Fernhollow" in words(text, meter)
    assert next(f for f in meter.findings if f.kind == "workplace").why.startswith("Your profile")


@pytest.mark.parametrize("workplace", ["", "Ward", "a, b; c", "Fern", "((((", "\x00"])
def test_a_short_or_odd_workplace_is_found_nowhere(workplace):
    text = "On the ward a fern was given to her (a, b; c)."
    assert measure(text, Known(workplace=workplace)) == measure(text)


@settings(max_examples=60)
@given(st.text(max_size=200), st.text(max_size=40), st.sampled_from(["open", "closed"]))
def test_every_finding_lies_in_the_text(text, workplace, audience):
    found = findings_of(text, Known(audience, workplace))
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert summed(found).findings == tuple(found)
