"""The detectors against posts as doctors write them (see corpus/README.md)."""

import json
from pathlib import Path

import pytest

from moderation.detectors import Known, screen, verdict

CORPUS = Path(__file__).parent / "corpus"
RECALL, FALSE_ALARMS = 0.95, 0.03


def posts(half: str) -> list[dict]:
    lines = (CORPUS / f"{half}.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("half", ["tuning", "heldout"])
@pytest.mark.parametrize("label", ["identifying", "offensive"])
def test_recall_and_false_alarms_hold(half, label):
    told: dict[bool, list[bool]] = {True: [], False: []}
    for post in posts(half):
        found = verdict(screen(post["text"], Known(post["audience"])))
        told[post[label]].append(getattr(found, label))
    assert sum(told[True]) / len(told[True]) >= RECALL
    assert sum(told[False]) / len(told[False]) <= FALSE_ALARMS


@pytest.mark.parametrize("half", ["tuning", "heldout"])
def test_welfare_is_seen_and_not_seen_where_it_is_not(half):
    for post in posts(half):
        families = {finding.family for finding in screen(post["text"], Known(post["audience"]))}
        assert ("welfare" in families) == post.get("welfare", False), post["text"]


def test_the_corpus_is_large_and_of_both_kinds():
    both = posts("tuning") + posts("heldout")
    assert len(both) >= 150
    assert len({post["text"] for post in both}) == len(both)
    clean = [post for post in both if not (post["identifying"] or post["offensive"])]
    assert len(clean) >= 100
