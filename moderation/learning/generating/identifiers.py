"""British clinical posts with and without identifiers, in volume: what each detector of `identity`
must find however it is written, and the look-alikes that it must leave alone."""

from __future__ import annotations

import random
from collections.abc import Iterator

from ..corpora import Sample, unmarked
from .fillings import filling
from .frames import BODIES, DECOYS, NAMED, NUMBERED, PLAIN_INTRODUCTIONS, QUESTIONS, SUMMED


def identifiers(count: int, seed: int = 11) -> Iterator[Sample]:
    """So many posts, half of them identifying, with the identifying words as spans."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for number in range(count):
        identifying = number % 2 == 0
        parts = [rng.choice(BODIES), rng.choice(QUESTIONS)]
        if rng.random() < 0.6:
            parts.insert(1, rng.choice(DECOYS))
        if identifying:
            told = rng.choice((NAMED, NUMBERED, NUMBERED, SUMMED))
            for frame in rng.sample(told, rng.choice((1, 1, 2)) if told is not SUMMED else 1):
                parts.insert(0 if told is SUMMED else rng.randrange(len(parts)), frame)
        if not identifying or rng.random() < 0.4:
            parts.insert(0, rng.choice(PLAIN_INTRODUCTIONS))
        text = _filled(" ".join(parts), rng)
        if rng.random() < 0.1:
            text = text.replace(". ", ".\n")
        plain, spans = unmarked(text)
        sort = "/".join(sorted({span.kind for span in spans})) or "clinical"
        yield Sample(plain, identifying, sort, "generated", "closed", spans)


def _filled(frame: str, rng: random.Random) -> str:
    """A frame with something of its own in each gap."""
    for _ in range(3):  # a filling may have gaps of its own
        done = ""
        while "{" in frame:
            ahead, _, rest = frame.partition("{")
            key, _, frame = rest.partition("}")
            done += ahead + filling(key, rng)
        frame = done + frame
    return frame
