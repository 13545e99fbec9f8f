"""Linear models over hashed letters and words, in numpy alone: what a text is scored with.

The features are those of a character-and-word n-gram model (Joachims, ECML 1998; feature hashing:
Weinberger et al., ICML 2009, arXiv:0902.2206), counted, damped by a logarithm, weighed by how rare
they are and brought to length one, letters and words apart. The weights are one byte each.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .classes import WORD, rows

LETTERS = 1 << 20  # buckets for n-grams of 2 to 5 characters
WORDS = 1 << 19  # buckets for words and pairs of words
ROWS = 1 << 18  # buckets for rows of classes
STARTS = (0, LETTERS, LETTERS + WORDS)
SIZE = LETTERS + WORDS + ROWS
LONGEST = 20_000  # characters that are read of a text
SPACE = re.compile(r"\s+")
STEP, MIX = np.uint32(0x01000193), np.uint32(0x9E3779B1)


def hashed(text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The buckets that a text in lower case fills, ascending, and 1 + ln(count) of each."""
    text = text[:LONGEST]
    buckets, counts = np.unique(np.concatenate([_letters(text), *_words(text)]), return_counts=True)
    return buckets, (1 + np.log(counts)).astype(np.float32)


def _letters(text: str) -> NDArray[np.int64]:
    codes = np.frombuffer(f" {SPACE.sub(' ', text).strip()} ".encode("utf-32-le"), np.uint32)
    found = []
    rolling = codes.copy()
    for size in range(2, 6):
        if len(codes) < size:
            break
        rolling = rolling[:-1] * STEP ^ codes[size - 1 :]
        found.append(_bucket(rolling + np.uint32(size), LETTERS))
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _words(text: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    words = WORD.findall(text)
    one = _crcs(words)
    two = one[:-1] * STEP ^ (one[1:] + MIX)
    return (
        LETTERS + _bucket(np.concatenate([one, two]), WORDS),
        LETTERS + WORDS + _bucket(_crcs(rows(words)), ROWS),
    )


def _crcs(said: Iterable[str]) -> NDArray[np.uint32]:
    return np.array([zlib.crc32(each.encode()) for each in said], np.uint32)


def _bucket(hashes: NDArray[np.uint32], size: int) -> NDArray[np.int64]:
    return ((hashes * MIX) >> np.uint32(32 - (size.bit_length() - 1))).astype(np.int64)


# --- Models --------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Linear:
    """A logistic model: a weight for each bucket, and how rare the bucket is."""

    weights: NDArray[np.float32]
    rarity: NDArray[np.float32]
    bias: float

    def score(self, text: str) -> float:
        """The log odds, of a text in lower case."""
        buckets, counts = hashed(text)
        return self.bias + float(self.weights[buckets] @ weighed(buckets, counts, self.rarity))

    def save(self, path: Path) -> None:
        """One byte for each number, so that the file is small and nothing in it can run."""
        arrays: dict[str, Any] = {}
        for name, values in (("weights", self.weights), ("rarity", self.rarity)):
            step = float(np.abs(values).max()) / 127
            arrays[name] = np.round(values / step).astype(np.int8)
            arrays[f"{name}_step"] = np.float32(step)
        np.savez_compressed(path, **arrays, bias=np.float32(self.bias), allow_pickle=False)

    @classmethod
    def load(cls, path: Path) -> Linear:
        with np.load(path, allow_pickle=False) as held:
            weights, rarity = (
                held[name].astype(np.float32) * held[f"{name}_step"]
                for name in ("weights", "rarity")
            )
            return cls(weights, rarity, float(held["bias"]))


def weighed(
    buckets: NDArray[np.int64], counts: NDArray[np.float32], rarity: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The values of the buckets: letters, words and rows each of length one."""
    values = counts * rarity[buckets]
    for part in np.split(values, np.searchsorted(buckets, STARTS[1:])):
        part /= np.sqrt(part @ part) + np.float32(1e-9)
    return values
