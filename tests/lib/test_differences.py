from hypothesis import given
from hypothesis import strategies as st

from community.lib.differences import compare

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
