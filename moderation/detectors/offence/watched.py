"""Phrases that the site's managers have watched for. They are flagged, and never held by them."""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..phrases import KINDS
from ..registry import Mark, detector

# Where another detector marks the same words, it can say more about them.
SCORE = 0.1


@detector(version=1)
def find(page: Page, known: Known) -> Iterator[Mark]:
    for start, end, phrase in known.phrases.find(page.lower):
        yield Mark(KINDS[phrase.family], start, end, SCORE, phrase.why, Action.FLAG)
