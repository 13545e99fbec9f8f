"""The texts that the detectors learn from and are measured with."""

import json

import pytest

from moderation.learning.corpora import ROOT, Span, load, unmarked
from moderation.learning.generating import identifiers, insults, statements

FILES = sorted(ROOT.glob("*/*/*.jsonl"))
SORTS = set(
    "abuse hate threat self_harm_urged doxxing contempt disagreement system humour clinical "
    "reported self counter plain welfare".split()
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(file.parts[-3:]))
def test_every_line_is_as_the_data_sheet_says(file):
    folder = file.parent.name
    for number, line in enumerate(file.read_text().splitlines(), start=1):
        row = json.loads(line)
        text, spans = unmarked(row["text"])
        assert text.strip() and "⟦" not in text and "⟧" not in text, (file.name, number)
        assert all(span.start < span.end for span in spans), (file.name, number)
        if folder == "identity":
            assert row["audience"] in ("open", "closed")
            assert isinstance(row["identifying"], bool)
            assert row["identifying"] or not spans, (file.name, number)
        else:
            assert isinstance(row["offensive"], bool)
            assert row["sort"] in SORTS, (file.name, number)


@pytest.mark.parametrize("folder", ["offence", "identity", "comments"])
def test_nothing_of_the_test_split_is_learned_from(folder):
    learned = {sample.text for sample in load("train", folder)}
    assert not learned & {sample.text for sample in load("test", folder)}


def test_marks_are_taken_out_and_kept_as_spans():
    text, spans = unmarked("Saw ⟦name:Mrs Tolliver⟧ in ⟦place:bay 4⟧.")
    assert text == "Saw Mrs Tolliver in bay 4."
    assert spans == (Span("name", 4, 16), Span("place", 20, 25))


@pytest.mark.parametrize("made", [statements, insults, identifiers])
def test_what_is_made_is_of_both_kinds_and_the_same_each_time(made):
    samples = list(made(200))
    assert sum(sample.label for sample in samples) == 100
    assert samples == list(made(200))
    assert not [sample.text for sample in samples if "{" in sample.text]
