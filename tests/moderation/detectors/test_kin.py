"""Words that keep the same company are of a kind."""

import numpy as np

from moderation.detectors.kin import SIZES, UNKNOWN, Kin, kin, spelt
from moderation.detectors.weights import KIN


def test_days_are_of_one_kind_and_not_of_that_of_verbs():
    monday, thursday, said = kin("Monday"), kin("thursday"), kin("said")
    assert monday[2] == thursday[2]
    assert monday[2] != said[2]


def test_a_word_that_was_seldom_seen_is_of_no_kind():
    assert kin("xqzzyplk") == UNKNOWN
    assert all(place < size for place, size in zip(kin("the"), SIZES, strict=True))


def test_a_number_counts_by_its_length_alone():
    assert spelt("17") == spelt("94") == "99"
    assert spelt("9434765919") == spelt("1234")
    assert kin("17") == kin("94")


def test_what_is_saved_is_read_again(tmp_path):
    held = Kin(["one", "zwei"], np.array([[1, 2, 3], [4, 5, 6]], np.uint16))
    held.save(tmp_path / "kin.npz")
    again = Kin.load(tmp_path / "kin.npz")
    assert again.words == held.words
    assert (again.classes == held.classes).all()


def test_the_file_holds_arrays_and_nothing_that_runs():
    with np.load(KIN, allow_pickle=False) as held:
        assert {held[name].dtype.kind for name in held.files} == {"u"}
    assert KIN.stat().st_size < 500_000
