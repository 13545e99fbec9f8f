"""The model of tone: what it hears, what it lets be, and that its file holds nothing but arrays."""

import numpy as np
import pytest

from moderation.detectors import Known, Thresholds, screen, verdict
from moderation.detectors.finding import Action
from moderation.detectors.linear import SIZE, Linear, hashed
from moderation.detectors.pieces import pieces
from moderation.detectors.speech import fairly
from moderation.detectors.weights import OFFENCE


def tone(text, known=None):
    found = screen(text, known or Known())
    return [finding for finding in found if finding.detector == "tone"]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody on this ward would trust you to run a bath, you sanctimonious little weasel.",
        "Honestly the man is a danger to anything with a pulse and always will be.",
        "They should all be put on a boat and sent home, the lot of them.",
    ],
)
def test_it_hears_an_attack(text):
    assert verdict(screen(text)).offensive


@pytest.mark.parametrize(
    "text",
    [
        "He called me a useless idiot in front of the whole theatre team.",
        "You are not an idiot. Everybody misses one.",
        "The e-portfolio is the stupidest thing I have ever been made to use.",
        "Spastic diplegia, learning disability, PR bleeding: who would scope?",
        "Killed vaccines are safe in pregnancy; live ones are not.",
    ],
)
def test_it_lets_reports_things_and_medicine_be(text):
    assert not verdict(screen(text)).offensive


def test_it_marks_the_worst_sentence_of_a_long_post():
    calm = "The trial was small but honest, and the confidence interval tells you so. " * 4
    attack = "Whoever reviewed it is a brainless, spineless moron. "
    (finding,) = [f for f in screen(calm + attack + calm) if f.family == "offensive"]
    assert len(calm) <= finding.start < finding.end <= len(calm + attack)


def test_it_flags_and_never_holds():
    assert {finding.action for finding in tone("You pathetic, useless, lying coward.")} <= {
        Action.FLAG,
        Action.NUDGE,
    }


def test_from_where_on_it_speaks_is_the_sites_to_say():
    text = "Honestly the man is a danger to anything with a pulse and always will be."
    deaf = Known(thresholds=Thresholds(tone=99, tone_to_author=99))
    assert tone(text) and not tone(text, deaf)


def test_the_same_insult_reads_otherwise_when_it_is_reported_or_of_a_thing():
    assert fairly("you idiot") == "you idiot"
    assert "idiot" not in fairly("he called me an idiot")
    assert "idiotic" not in fairly("what an idiotic policy")
    assert len(fairly("> you idiot\nno")) == len("> you idiot\nno")
    assert "idiot" not in fairly("> you idiot\nno")


def test_pieces_are_the_whole_text_in_order():
    text = "No. This is a sentence of some length. And another one that is long enough!\nEnd"
    spans = list(pieces(text))
    assert [text[start:end] for start, end in spans] == [
        "No. This is a sentence of some length.",
        "And another one that is long enough!",
        "End",
    ]
    assert list(pieces("")) == [(0, 0)]


@pytest.mark.parametrize("text", ["", " ", "\x00", "a", "😀" * 50, "x" * 50_000])
def test_any_text_has_a_score(text):
    buckets, counts = hashed(text)
    assert len(buckets) == len(counts)
    assert np.isfinite(Linear.load(OFFENCE).score(text))


def test_what_is_saved_scores_nearly_the_same_and_is_small(tmp_path):
    draw = np.random.default_rng(1)
    model = Linear(
        draw.normal(size=SIZE).astype(np.float32),
        draw.uniform(1, 11, size=SIZE).astype(np.float32),
        -1.0,
    )
    model.save(tmp_path / "model.npz")
    again = Linear.load(tmp_path / "model.npz")
    text = "a text of a few words, and of some more"
    assert again.score(text) == pytest.approx(model.score(text), abs=0.05)
    assert OFFENCE.stat().st_size < 6_000_000


def test_the_file_holds_arrays_and_nothing_that_runs():
    with np.load(OFFENCE, allow_pickle=False) as held:
        assert {held[name].dtype.kind for name in held.files} <= {"i", "f"}
