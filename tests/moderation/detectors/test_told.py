"""Details that no list knows, told by the words around them."""

import numpy as np
import pytest

from moderation.detectors import Known, Thresholds, screen, verdict
from moderation.detectors.finding import Action
from moderation.detectors.tagger import KINDS, Tagger, described
from moderation.detectors.weights import IDENTITY


def told(text, known=None):
    return [finding for finding in screen(text, known or Known()) if finding.detector == "told"]


TELLING = (
    "Chap of 58 who tunes the harpsichords at the big house outside Ludlow, brought in on Tuesday "
    "after the marquee came down on him. Splenic laceration, conservative."
)


def test_a_sum_of_details_that_no_list_knows_is_flagged():
    assert verdict(screen(TELLING)).identifying
    assert {finding.action for finding in told(TELLING)} == {Action.FLAG}


def test_on_an_open_board_less_is_enough():
    least = Thresholds()
    assert least.told_on_open_boards < least.told
    careful = Thresholds(told=99, told_on_open_boards=0)
    assert not told(TELLING, Known("closed", thresholds=careful))
    assert told(TELLING, Known("open", thresholds=careful))


def test_each_detail_is_marked_and_its_author_told_why():
    findings = told(TELLING)
    assert len(findings) >= 2
    assert all(TELLING[f.start : f.end].strip() and f.why.endswith(".") for f in findings)


@pytest.mark.parametrize(
    "text",
    [
        "Man in his sixties with a week of jaundice. Bilirubin 240, duct dilated to 14 mm. ERCP "
        "or straight to surgery?",
        "Our registrar Priya spotted the delta wave before any of us had sat down.",
        "NICE NG158 has changed the threshold for thrombolysis; the audit is due in June.",
        "I trained in Dundee and have never seen one of these.",
        "The car park at the infirmary is full by half past seven and I am tired of it.",
    ],
)
def test_ordinary_cases_and_colleagues_are_let_be(text):
    assert not told(text)


def test_from_where_on_it_speaks_is_the_sites_to_say():
    assert not told(TELLING, Known(thresholds=Thresholds(told=99)))


@pytest.mark.parametrize("text", ["", " ", "\x00", "a", "😀" * 50, "x" * 50_000, "a b " * 9_000])
def test_any_text_can_be_read(text):
    words = described(text, [[(0, len(text))]])
    assert len(words.spans) == len(words.rows) == len(words.hints)


def test_a_hint_touches_its_words_and_leans_on_their_neighbours():
    words = described("one two three four", [[(4, 7)], []])
    assert words.hints[:, 0].tolist() == [0, 1, 0, 0]
    assert words.hints[:, 2].tolist() == [1, 0, 1, 0]


def test_what_is_saved_judges_nearly_the_same_and_is_small(tmp_path):
    model = Tagger.load(IDENTITY)
    model.save(tmp_path / "again.npz")
    again = Tagger.load(tmp_path / "again.npz")
    words = described(TELLING, [[] for _ in range(len(model.hints) // 2)])
    assert np.allclose(model.chances(words), again.chances(words), atol=0.05)
    assert model.chances(words).shape == (len(words.spans), len(KINDS))
    assert IDENTITY.stat().st_size < 4_000_000


def test_the_file_holds_arrays_and_nothing_that_runs():
    with np.load(IDENTITY, allow_pickle=False) as held:
        assert {held[name].dtype.kind for name in held.files} <= {"i", "f"}


NAMED = (
    "Mrs Hargreaves was admitted with a stroke and her daughter wants to know. NHS no 943 476 5919."
)


def test_where_nobody_is_spoken_of_a_name_is_only_said_to_the_author():
    def name_is(least):
        findings = screen(NAMED, Known(thresholds=Thresholds(told=99, told_of_nobody=least)))
        return next(f.action for f in findings if f.kind == "name")

    assert name_is(-99) == Action.HOLD
    assert name_is(99) == Action.NUDGE


def test_a_number_is_never_doubted():
    findings = screen(NAMED, Known(thresholds=Thresholds(told_of_nobody=99)))
    assert [f.action for f in findings if f.kind == "nhs_number"] == [Action.BLOCK]


def test_a_name_beyond_what_is_read_is_not_doubted():
    text = "The rota is out and parking is dear. " * 300 + NAMED
    found = screen(text, Known(thresholds=Thresholds(told_of_nobody=99)))
    assert next(f.action for f in found if f.kind == "name") == Action.HOLD
