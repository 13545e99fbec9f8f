"""The tone of a text as a model hears it that was trained for this forum (moderation/learning):
what no list of words catches. It hears the whole and its worst sentence, and marks that."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

from ..classes import OF, SAID, WORD
from ..finding import Action
from ..known import Known
from ..linear import LONGEST, Linear
from ..normalise import Page
from ..pieces import pieces
from ..registry import Mark, detector
from ..speech import EXCUSED, OF_A_THING, fairly
from ..weights import OFFENCE

FEWEST = 2  # words, of which none is an insult, to have a tone
DOUBT = 4.0  # log odds
SUREST = 0.6
WHY = {
    "abuse": "This reads as an attack on a person rather than on what they did or said.",
    "hate": "This reads as contempt for people for what they are.",
    "contempt": "This reads as looking down on patients; somebody who was one may be reading.",
}


@cache
def model() -> Linear:
    return Linear.load(OFFENCE)


def heard(text: str) -> tuple[float, tuple[int, int]]:
    """The log odds that a text, in lower case, offends, and its worst sentence."""
    text = text[:LONGEST]
    whole = model().score(text)
    spans = list(pieces(text))
    if len(spans) == 1:
        return whole, spans[0]
    worst, span = max((model().score(text[start:end]), (start, end)) for start, end in spans)
    return (whole + worst) / 2, span


@detector(version=3, listens=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = fairly(page.text)
    words = WORD.findall(text)
    if len(words) < FEWEST and not any(OF.get(word) in SAID for word in words):
        return
    score, (start, end) = heard(text)
    if _only_excused(text):
        score -= DOUBT
    if score < known.thresholds.tone_to_author:
        return
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    end -= len(said) - len(said.rstrip())
    kind = _kind(said)
    action = Action.FLAG if score >= known.thresholds.tone else Action.NUDGE
    yield Mark(kind, start, end, _probability(score), WHY[kind], action)


def _only_excused(text: str) -> bool:
    """Whether there are insults in it, and none of them is meant of anybody else."""
    words = WORD.findall(text)
    return any(word[0] in (EXCUSED, OF_A_THING) for word in words) and not any(
        OF.get(word) in SAID for word in words
    )


def _probability(score: float) -> float:
    """Less than a rule's, which knows better what is wrong with the same words."""
    return SUREST / (1 + math.exp(-score))


def _kind(said: str) -> str:
    classes = {OF.get(word) for word in WORD.findall(said)}
    if classes & {"G", "L"}:
        return "hate"
    return "contempt" if "P" in classes else "abuse"
