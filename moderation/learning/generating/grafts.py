"""Insults in the midst of other people's harmless comments.

Some public sources hold only harmless texts (talk pages), others only offensive ones (news). What
learns from them as they are learns the sound of the source; with one sentence of the latter in a
text of the former it has to find the sentence.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from moderation.detectors.pieces import pieces

from ..corpora import Sample

SHORTEST, LONGEST = 60, 160  # characters: of a comment to graft on, and of what is grafted


def grafts(
    offensive: Sequence[str], harmless: Sequence[str], count: int, seed: int = 4
) -> Iterator[Sample]:
    """So many harmless texts with an offensive one, of a sentence, somewhere in them."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    said = [text.strip() for text in offensive if len(text) < LONGEST and _is_one(text)]
    around = [text for text in harmless if len(text) > SHORTEST]
    for _ in range(count):
        host = rng.choice(around)
        parts = [host[start:end].strip() for start, end in pieces(host)]
        parts.insert(rng.randrange(len(parts) + 1), rng.choice(said))
        yield Sample(" ".join(parts), True, "graft", "generated")


def _is_one(text: str) -> bool:
    return len(list(pieces(text))) == 1
