"""Words that stand where others of their kind stand: a town nobody listed has the company of towns.

Classes of words by the company they keep (Brown et al., Computational Linguistics 1992; as features
of a tagger: Turian et al., ACL 2010), coarse to fine, learned by moderation/learning/kinship.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .weights import KIN

SIZES = (32, 128, 512)  # classes: coarse, middle, fine
UNKNOWN = SIZES  # the classes of a word that was seldom seen


@dataclass(frozen=True, eq=False)
class Kin:
    """`words` as `spelt` gives them; `classes` has a row for each and a column for each size."""

    words: list[str]
    classes: NDArray[np.uint16]

    def save(self, path: Path) -> None:
        letters = np.frombuffer("\n".join(self.words).encode(), np.uint8)
        np.savez_compressed(path, letters=letters, classes=self.classes)

    @classmethod
    def load(cls, path: Path) -> Kin:
        with np.load(path, allow_pickle=False) as held:
            return cls(held["letters"].tobytes().decode().split("\n"), held["classes"])


@cache
def _known() -> dict[str, tuple[int, int, int]]:
    kin = Kin.load(KIN)
    return {
        word: (int(coarse), int(middle), int(fine))
        for word, (coarse, middle, fine) in zip(kin.words, kin.classes, strict=True)
    }


def spelt(word: str) -> str:
    """A word as it is looked up: in lower case, a number by its length alone."""
    return "9" * min(len(word), 4) if word.isdigit() else word.lower()


def kin(word: str) -> tuple[int, int, int]:
    """The coarse, the middle and the fine class of a word."""
    return _known().get(spelt(word), UNKNOWN)
