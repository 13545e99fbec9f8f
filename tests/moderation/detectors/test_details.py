import pytest

from moderation.detectors import CLOSED, OPEN, Known, screen
from moderation.detectors.identity.details import is_enough
from tests.moderation.detectors.reading import kinds


def test_three_kinds_of_detail_go_to_a_moderator():
    text = "23yo scaffolder, came off the tower in Lincoln on Friday."
    assert kinds(text) >= {"exact_age", "role", "place", "time"}
    (first, *_) = screen(text)
    assert "details that together" in first.why


def test_two_kinds_do_not():
    assert screen("A 54-year-old man with chest pain last night. Trop 14 then 16.") == []


def test_the_same_kind_twice_counts_once():
    assert screen("Yesterday and again on Tuesday he was 54M and then 55M.") == []


def test_a_rare_condition_needs_one_more_detail_than_an_age():
    assert screen("44-year-old woman with stiff person syndrome. Rituximab?") == []
    assert kinds("Woman with stiff person syndrome in Truro. Rituximab?") == {"rare", "place"}


def test_open_boards_are_stricter():
    text = "An 8 year old boy from Penzance with a moustache."
    assert screen(text, Known("closed")) == []
    assert kinds(text, "open") == {"exact_age", "place"}


@pytest.mark.parametrize(
    ("found", "closed", "open_"),
    [
        ({"exact_age", "time"}, False, False),
        ({"exact_age", "place"}, False, True),
        ({"exact_age", "time", "place"}, True, True),
        ({"rare", "exact_age"}, False, True),
        ({"rare", "time"}, True, True),
        ({"staff", "exact_age"}, True, True),
        ({"news"}, False, False),
        (set(), False, False),
    ],
)
def test_what_is_enough(found, closed, open_):
    assert is_enough(frozenset(found), CLOSED) is closed
    assert is_enough(frozenset(found), OPEN) is open_


@pytest.mark.parametrize(
    "text",
    [
        "I'm a 34-year-old ST5 in Leeds, thinking of going LTFT. Does anyone regret it?",
        "I'm 41, a GP partner in Hull, two kids, and yesterday I handed in my notice.",
        "Bristol stool chart type 7, Glasgow score 3, Manchester triage amber.",
        "The Edinburgh trial recruited 45-year-old teachers on Tuesdays.",
        "Teaching fellow post in Truro, August start, half clinical.",
        "Ward 7 has the good coffee, ward 12 has the biscuits.",
    ],
)
def test_the_writers_own_life_and_the_profession_are_left_alone(text):
    assert screen(text) == []
