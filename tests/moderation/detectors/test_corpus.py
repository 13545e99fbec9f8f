"""The detectors against posts as doctors write them (moderation/learning/DATASHEET.md)."""

import pytest

from moderation.detectors import Known, screen, verdict
from moderation.learning.corpora import load

RECALL, FALSE_ALARMS = 0.95, 0.05


def posts(split, folder):
    return [sample for sample in load(split, folder) if sample.hand == "wards"]


@pytest.mark.parametrize("split", ["train", "test"])
@pytest.mark.parametrize(
    ("folder", "label"), [("identity", "identifying"), ("offence", "offensive")]
)
def test_recall_and_false_alarms_hold(split, folder, label):
    told: dict[bool, list[bool]] = {True: [], False: []}
    for post in posts(split, folder):
        found = verdict(screen(post.text, Known(post.audience)))
        told[post.label].append(getattr(found, label))
    assert sum(told[True]) / len(told[True]) >= RECALL
    assert sum(told[False]) / len(told[False]) <= FALSE_ALARMS


@pytest.mark.parametrize("split", ["train", "test"])
def test_welfare_is_seen_and_not_seen_where_it_is_not(split):
    for post in posts(split, "offence"):
        families = {finding.family for finding in screen(post.text)}
        assert ("welfare" in families) == (post.sort == "welfare"), post.text
