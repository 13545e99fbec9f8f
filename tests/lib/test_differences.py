import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.lib import differences
from community.lib.differences import AROUND, compare, folded

texts = st.text(alphabet="ab .\n", max_size=60)


@given(texts, texts)
def test_the_pieces_lead_from_the_old_text_to_the_new(old, new):
    pieces = compare(old, new)
    assert "".join(words for what, words in pieces if what != "new") == old
    assert "".join(words for what, words in pieces if what != "gone") == new


def test_only_the_changed_word_is_marked():
    assert compare("Give 5 mg now", "Give 10 mg now") == [
        ("same", "Give "),
        ("gone", "5"),
        ("new", "10"),
        ("same", " mg now"),
    ]


def test_one_change_in_a_long_text_of_few_words_is_one_change():
    same = "all of this stays as it was " * 200
    assert [what for what, _ in compare(f"{same}five {same}", f"{same}ten {same}")] == [
        "same", "gone", "new", "same",
    ]  # fmt: skip


def test_long_stretches_that_did_not_change_are_folded_and_nothing_is_lost():
    same = "word " * 400
    pieces = compare(f"{same}five {same}", f"{same}ten {same}")
    shown = folded(pieces)
    assert [what for what, _ in shown] == ["folded", "same", "gone", "new", "same", "folded"]
    assert "".join(words for _, words in shown) == "".join(words for _, words in pieces)
    assert all(len(words) < 2 * AROUND for what, words in shown if what != "folded")
    assert all(words.strip() for _, words in shown)


def test_the_middle_between_two_changes_is_folded_and_a_short_one_is_not():
    long, short = (" ".join(map(str, range(n))) + " " for n in (800, 40))
    kinds = [what for what, _ in folded(compare(f"a {long}b", f"c {long}d"))]
    assert kinds == ["gone", "new", "same", "folded", "same", "gone", "new"]
    assert "folded" not in [what for what, _ in folded(compare(f"a {short}b", f"c {short}d"))]


@given(texts, texts, st.integers(0, 40))
def test_folding_only_cuts(old, new, around):
    pieces = compare(old * 9, new * 9)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differences, "AROUND", around)
        shown = folded(pieces)
    assert "".join(words for _, words in shown) == "".join(words for _, words in pieces)
