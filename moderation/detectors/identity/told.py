"""Details that no list knows, told by the words around them: what a tagger read that learned from
posts of many hands (moderation/learning). It flags; it never holds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType

import numpy as np

from ..finding import Action
from ..known import CLOSED, Known
from ..normalise import Page
from ..people import is_colleague
from ..registry import Mark, detector, marks
from ..tagger import INDIRECT, KINDS, LONGEST, Floats, Span, Tagger, Words, described, touched_by
from ..weights import IDENTITY
from ..words.details import WHY as WHY_OF
from . import (
    addresses,
    contacts,
    dates,
    details,
    devices,
    forenames,
    hospital_numbers,
    initials,
    links,
    names,
    official_numbers,
    patient_numbers,
    positions,
)
from .patient_numbers import context_of

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
    "number": "hospital_number",
    "date": "date",
    "address": "address",
    "contact": "handle",
}
WHY = {
    "name": "This names a patient or a relative; write what they have, not what they are called.",
    "hospital_number": "This number looks as if it led to one person.",
    "date": "The exact date of what happened to a patient helps to find out who it was.",
    "address": "This looks like where somebody lives.",
    "handle": "This looks like a way to find somebody.",
} | {kind: f"{why} With the rest it may give the patient away." for kind, why in WHY_OF.items()}
NAMES = (names, forenames, positions, initials)
NUMBERS = (
    addresses,
    contacts,
    dates,
    devices,
    hospital_numbers,
    links,
    official_numbers,
    patient_numbers,
)
CAPITAL = re.compile(r"\b[A-Z][a-z]{2,}\b(?:\s[A-Z][a-z]{2,}\b)?")
OWN = 30  # characters after "I'm" or "my wife" that are about the writer
MENTIONED = re.compile(r"\[@[^\]\n]{1,80}\]|@[\w-]+(?: [A-Z][\w'-]+)?")
LONG = re.compile(r"\d{3,}")
DIRECT = ("number", "date", "address")
LIKELY_A_NAME, LIKELY_DIRECT = 0.25, 0.8  # how likely one is, to be enough by itself
FAINT = 0.04  # how likely a detail is one, to be counted
# How likely a word is one, to be marked.
LEAST_OF_A_DETAIL, LEAST_OF_A_NAME = 0.04, 0.2
# What a case's own form says of everybody.
SAYS_NOTHING = frozenset("adult child female male woman man patient findings history".split())
GAP = 2  # characters between the words of one mark
SUREST = 0.65


@cache
def model() -> Tagger:
    return Tagger.load(IDENTITY)


def hints(page: Page, known: Known = CLOSED) -> list[list[Span]]:
    """What the patterns of `details` find, kind by kind; those of names and of numbers; names that
    read as colleagues'; numbers that are called something else; what the writer says of
    themselves."""
    found = details.seen(page)
    return [
        *(found.get(kind, []) for kind in PATTERNS),
        _marked(page, known, NAMES),
        _marked(page, known, NUMBERS),
        [one.span() for one in CAPITAL.finditer(page.text) if is_colleague(page.text, *one.span())],
        [one.span() for one in LONG.finditer(page.text) if context_of(page.text, one.start())[2]],
        [(one.start(), one.end() + OWN) for one in details.SELF.finditer(page.lower)],
    ]


def _marked(page: Page, known: Known, others: Sequence[ModuleType]) -> list[Span]:
    return [(m.start, m.end) for other in others for m in marks(other.find, page, known)]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a page: its words, how likely each gives away what, what patterns found, and
    the log odds that somebody would be recognised."""

    words: Words
    chances: Floats
    found: list[list[Span]]
    score: float


def reading(page: Page, known: Known) -> Reading:
    """A page is read once."""
    if (reading, known) not in page.memo:
        page.memo[reading, known] = _read(page, known)
    read: Reading = page.memo[reading, known]
    return read


def _read(page: Page, known: Known) -> Reading:
    found = hints(page, known)
    words = described(page.text, found)
    chances = model().chances(words)
    chances[touched_by(_harmless(page, known), words.spans)] = 0
    hinted = np.array([bool(places) for places in found], np.float32)
    return Reading(words, chances, found, model().recognisable(words, chances, hinted))


def of_nobody(page: Page, known: Known) -> bool:
    """Whether a page reads as if it told of nobody, whatever patterns see in it. Never of one that
    is too long to be read to its end."""
    read = reading(page, known)
    return len(read.words.spans) < LONGEST and read.score < known.thresholds.told_of_nobody


@detector(version=2)
def find(page: Page, known: Known) -> Iterator[Mark]:
    read = reading(page, known)
    least = known.thresholds
    if read.score < (least.told_on_open_boards if known.is_open else least.told):
        return
    if not read.words.spans or not _enough(read.chances, read.found, known):
        return
    numbered = any(
        mark.action >= Action.FLAG for other in NUMBERS for mark in marks(other.find, page, known)
    )
    for kind, start, end, chance in spans(read.words.spans, read.chances, page.text):
        if numbered and KINDS.index(kind) >= INDIRECT:
            continue  # patterns found one, and know better which words it is
        why = WHY[KIND_OF[kind]]
        yield Mark(KIND_OF[kind], start, end, _sure(read.score) * chance, why, Action.FLAG)


def _enough(chances: Floats, found: list[list[Span]], known: Known) -> bool:
    """Whether there is a name or a number, or as many kinds of detail as anybody would mind: so
    that it never flags a single harmless one. A way to find somebody is mostly the writer's own."""
    greatest = dict(zip(KINDS, chances.max(axis=0), strict=True))
    if greatest["name"] > LIKELY_A_NAME or max(greatest[kind] for kind in DIRECT) > LIKELY_DIRECT:
        return True
    told = {KIND_OF[kind] for kind in KINDS[1:INDIRECT] if greatest[kind] >= FAINT}
    seen = {kind for kind, places in zip(PATTERNS, found, strict=False) if places}
    return details.is_enough(details.counted(told | seen), known)


def _harmless(page: Page, known: Known) -> list[Span]:
    """The words of which a pattern knows that they are the writer's own or that nobody's health is
    spoken of, the names of members who are mentioned with @, and dates of everybody or nobody."""
    milder = [
        (mark.start, mark.end)
        for other in (*NAMES, *NUMBERS)
        for mark in marks(other.find, page, known)
        if mark.action < Action.FLAG
    ]
    mentioned = [one.span() for one in MENTIONED.finditer(page.text)]
    return [*milder, *mentioned, *dates.of_nobody(page)]


def spans(places: list[Span], chances: Floats, text: str) -> Iterator[tuple[str, int, int, float]]:
    """Runs of words of one kind, with the greatest chance of each. Where none is likely the
    likeliest word stands for the text."""
    best = chances.argmax(axis=1)
    greatest = float(chances.max())
    run: tuple[int, int, int, float] | None = None
    for at, (start, end) in enumerate(places):
        if not text[start].isalnum() or text[start:end].lower() in SAYS_NOTHING:
            continue
        kind, chance = int(best[at]), float(chances[at, best[at]])
        likely = chance >= min(greatest, _least(kind))
        if run and likely and run[0] == kind and start - run[2] <= GAP:
            run = kind, run[1], end, max(run[3], chance)
            continue
        if run:
            yield KINDS[run[0]], *run[1:]
        run = (kind, start, end, chance) if likely else None
    if run:
        yield KINDS[run[0]], *run[1:]


def _least(kind: int) -> float:
    """How likely a word is of a kind, to be marked: a detail that only adds to others sooner."""
    if kind >= INDIRECT:
        return LIKELY_DIRECT
    return LEAST_OF_A_DETAIL if kind else LEAST_OF_A_NAME


def _sure(score: float) -> float:
    """Less than a pattern's, which knows what it found."""
    return SUREST / (1 + math.exp(-score))
