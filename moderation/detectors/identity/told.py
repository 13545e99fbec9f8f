"""Details that no list knows, told by the words around them: what a tagger read that learned from
posts of many hands (moderation/learning). It flags; it never holds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

import numpy as np

from ..finding import Action
from ..known import CLOSED, Known
from ..normalise import Page
from ..registry import Mark, detector
from ..tagger import KINDS, TOLD, Floats, Span, Tagger, described
from ..weights import IDENTITY
from ..words.details import WHY as WHY_OF
from . import details, forenames, initials, names, positions

PATTERNS = tuple(WHY_OF)  # the kinds of the patterns of `details`, in a fixed order
KIND_OF = {
    "name": "name",
    "place": "place",
    "age": "exact_age",
    "role": "role",
    "day": "time",
    "rarity": "rare",
    "origin": "ethnicity",
    "family": "family",
    "history": "offence",
    "looks": "appearance",
    "staff": "staff",
    "death": "process",
}
WHY = {
    "name": "This names a patient or a relative; write what they have, not what they are called.",
} | {kind: f"{why} With the rest it may give the patient away." for kind, why in WHY_OF.items()}
LEAST = 0.35  # how likely a word is telling, to be marked
SUREST = 0.65


@cache
def model() -> Tagger:
    return Tagger.load(IDENTITY)


def hints(page: Page) -> list[list[Span]]:
    """What the patterns of `details` find, kind by kind, and those of names."""
    found = details.seen(page)
    named = [
        (mark.start, mark.end)
        for detect in (names, forenames, positions, initials)
        for mark in detect.find(page, CLOSED)
    ]
    return [*(found.get(kind, []) for kind in PATTERNS), named]


@detector(version=1)
def find(page: Page, known: Known) -> Iterator[Mark]:
    found = hints(page)
    words = described(page.text, found)
    chances = model().chances(words)
    hinted = np.array([bool(places) for places in found], np.float32)
    score = model().recognisable(chances, hinted)
    least = known.thresholds
    if score < (least.told_on_open_boards if known.is_open else least.told):
        return
    for kind, start, end, chance in spans(words.spans, chances, page.text):
        why = WHY[KIND_OF[kind]]
        yield Mark(KIND_OF[kind], start, end, _sure(score) * chance, why, Action.FLAG)


def spans(places: list[Span], chances: Floats, text: str) -> Iterator[tuple[str, int, int, float]]:
    """Runs of words of one kind, with the greatest chance of each. Where none is likely the
    likeliest word stands for the text."""
    least = min(LEAST, float(chances[:, :TOLD].max()))
    best = chances.argmax(axis=1)
    run: tuple[int, int, int, float] | None = None
    for at, (start, end) in enumerate(places):
        chance = float(chances[at, best[at]])
        likely = chance >= least and best[at] < TOLD and text[start].isalnum()
        if run and likely and run[0] == best[at] and start - run[2] <= 2:
            run = run[0], run[1], end, max(run[3], chance)
            continue
        if run:
            yield KINDS[run[0]], *run[1:]
        run = (int(best[at]), start, end, chance) if likely else None
    if run:
        yield KINDS[run[0]], *run[1:]


def _sure(score: float) -> float:
    """Less than a pattern's, which knows what it found."""
    return SUREST / (1 + math.exp(-score))
