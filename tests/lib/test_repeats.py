import time

import pytest

from community.lib.repeats import Taken

GONE = "[gone]"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mrs Featherstone again", "[gone] again"),
        ("mrs  featherstone again", "[gone] again"),
        ("It is Featherstone's ward.", "It is [gone]'s ward."),
        ("A featherstone is a stone.", "A featherstone is a stone."),
        ("Mrs Jones", "Mrs Jones"),
        ("", ""),
    ],
)
def test_marked_words_go_and_each_name_among_them(text, left):
    assert Taken(["Mrs Featherstone"]).out_of(text, GONE) == left


@pytest.mark.parametrize("marked", ["he", "a", "", "  ", "7"])
def test_what_stands_in_every_text_stays(marked):
    assert not Taken([marked])
    assert Taken([marked]).out_of("He said that he has a 7.", GONE) == "He said that he has a 7."


def test_a_short_number_is_known_by_itself_alone():
    taken = Taken(["K7"])
    assert taken.out_of("K7 and K71", GONE) == "[gone] and K71"


POST = (
    "Saw a woman in clinic with Dr Quillfeather. Repeat the troponin of 4711 at three hours, "
    "says NICE, as since 2016. Nobody else knows of it."
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It names Quillfeather.", "It names [gone]."),
        ("Number 4711?", "Number [gone]?"),
        ("He says “saw a woman in clinic with somebody”.", "He says “[gone] somebody”."),
        ("Repeat offender since 2016. Nobody at NICE minds.", None),
        ("A woman in clinic was hurt by this.", None),
    ],
)
def test_of_a_text_that_went_whole_runs_names_and_numbers_go(text, left):
    assert Taken(whole=[POST]).out_of(text, GONE) == (left or text)


def test_a_short_text_goes_as_it_is():
    assert Taken(whole=["Bed nine"]).out_of("Bed nine, he wrote.", GONE) == "[gone], he wrote."
    assert Taken(whole=["ok"]).out_of("That is ok.", GONE) == "That is ok."


def test_it_is_linear():
    text = "word " * 20_000
    begun = time.perf_counter()
    Taken(["word word"], [text]).out_of(text, GONE)
    assert time.perf_counter() - begun < 5
