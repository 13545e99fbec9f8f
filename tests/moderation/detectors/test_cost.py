"""No text makes a detector hang: cost grows as the text does."""

import time

import pytest

from moderation.detectors import OPEN
from moderation.detectors.normalise import Page
from moderation.detectors.registry import Detector, detectors

HOSTILE = [
    "1 ",
    "9",
    "1/1/",
    "12 ",
    "1. ",
    "a ",
    "A",
    "Mr ",
    "Mr Aa ",
    "Aa ",
    "AB12 ",
    "AB 12 34 ",
    "you are a ",
    "you are so very ",
    '"',
    "' ",
    "> ",
    "\n",
    "he said you ",
    "called me a ",
    "not ",
    "no no ",
    "dob ",
    "DOB 1",
    "12 march ",
    "first of ",
    "NHS ",
    "mrn is ",
    "lab no (",
    "+44 7",
    "a.b@",
    "@a ",
    "http://",
    "x.",
    "the registrar in a ",
    "our our our ",
    "dr a the ",
    "Dr Aa has ",
    "i d i o t ",
    "f*",
    "aaa",
    "0x",
    "\u200b",
    "\u00e9",
    "\U0001d7d7",
    "\ufdfa",
    "pc:\n",
    "dear dr\n",
    "bed 1 ",
    "in the ",
    "from near ",
    "in Aa Bb ",
    "lives at 1 a ",
    "Flat 1, ",
    "patient of the ",
    "his wife ",
    "this this man ",
    "a bunch of ",
    "women in this ",
    "i want to ",
    "go and ",
    "the only ",
    "i'll really ",
    "works for ",
]
SIZE = 2_000
SMALL = 0.01  # seconds: below this, the clock says little


def cost(detector: Detector, text: str) -> float:
    page = Page.of(text)
    began = time.process_time()
    list(detector.run(page, OPEN))
    return time.process_time() - began


@pytest.mark.parametrize("unit", HOSTILE)
def test_every_detector_is_linear(unit):
    short, long = (unit * (size // len(unit) + 1) for size in (SIZE, SIZE * 4))
    for detector in detectors():
        cost(detector, short)
        if cost(detector, long) > SMALL:
            # The machine may be busy: of several the quickest and, of the short, the slowest.
            quickest = min(cost(detector, long) for _ in range(3))
            slowest = max(SMALL / 8, *(cost(detector, short) for _ in range(3)))
            assert quickest / slowest < 9, detector.name  # quadratic is 16, cubic 64


def test_normalising_is_linear():
    def cost_of(text: str) -> float:
        began = time.process_time()
        Page.of(text).spoken.words  # noqa: B018
        return time.process_time() - began

    for unit in HOSTILE:
        short, long = (unit * (size // len(unit) + 1) for size in (SIZE, SIZE * 4))
        if cost_of(long) > SMALL:
            assert cost_of(long) / max(cost_of(short), SMALL / 8) < 9, unit
