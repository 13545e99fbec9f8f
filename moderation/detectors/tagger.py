"""A linear tagger: for each word of a text, what of a patient it gives away; for the text, how
likely somebody would be recognised from it. In numpy alone, trained by moderation/learning.

Each word is described by itself, its shape, its neighbours, and by what the lists and patterns of
the detectors know about it; a logistic model for each kind of detail reads that (a maximum entropy
tagger: Ratnaparkhi, EMNLP 1996, without its search for the best row). A second, small one reads how
sure the first was of each kind.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .kin import SIZES, kin
from .words.first_names import ALSO_WORDS, FIRST_NAMES, REGISTERED
from .words.places import TOWNS
from .words.titles import COLLEAGUES, PATIENTS, RELATIVES, TIMES

KINDS = (
    "name place age role day rarity origin family history looks staff death "
    "number date address contact"
).split()
INDIRECT = KINDS.index("death") + 1  # with names, which patterns find by many cues and still miss
NONE = len(KINDS)
BUCKETS = 1 << 18
LONGEST = 1_500  # words that are read of a text
WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?|\d+|[^\w\s]")
MIX, STEP = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)
REACH = 4  # words to either side
NEAR = (-2, -1, 0, 1, 2)
WIDTH = 10  # columns of what stands for a word; the last three are its kin
GIVEN, COARSE, MIDDLE, FINE = 6, 7, 8, 9
FINEST = SIZES[-1]  # classes of kin
BEYOND = np.uint32(9_999)  # the kin of what stands before a text or after it

Floats = NDArray[np.float32]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, where they stand, and what describes them: `rows` holds the buckets of
    each word (one row a word), `hints` which of the patterns' kinds touch it, `kin` its finest
    class by the company it keeps."""

    spans: list[Span]
    rows: NDArray[np.int64]
    hints: Floats
    kin: NDArray[np.uint32]


def described(text: str, hints: Sequence[Iterable[Span]]) -> Words:
    """The words of a text in its own case; `hints` are the spans that each pattern found."""
    found = list(WORD.finditer(text))[:LONGEST]
    spans = [match.span() for match in found]
    codes = np.array([_codes(match[0]) for match in found], np.uint32).reshape(-1, WIDTH)
    hinted = np.zeros((len(found), 2 * len(hints)), np.float32)
    for kind, places in enumerate(hints):
        hinted[touched_by(places, spans), kind] = 1
    touched = hinted[:, : len(hints)]
    hinted[1:, len(hints) :] += touched[:-1]
    hinted[:-1, len(hints) :] += touched[1:]
    return Words(spans, _rows(codes), np.minimum(hinted, 1), codes[:, FINE])


def touched_by(places: Iterable[Span], spans: Sequence[Span]) -> NDArray[np.bool_]:
    """Which of these spans, which stand in order and apart, any of the places touches."""
    touched = np.zeros(len(spans), np.bool_)
    starts, ends = (np.array([span[side] for span in spans], np.int64) for side in (0, 1))
    for start, end in places:
        first = np.searchsorted(ends, start, side="right")
        touched[first : np.searchsorted(starts, end, side="left")] = True
    return touched


def _rows(codes: NDArray[np.uint32]) -> NDArray[np.int64]:
    """The buckets of each word: itself, its neighbours, pairs and threes of them, and the same of
    their kin."""
    count = len(codes)
    edge = np.zeros((REACH, WIDTH), np.uint32)
    edge[:, COARSE:] = BEYOND
    padded = np.concatenate([edge, codes, edge])

    def beside(offset: int, what: int) -> NDArray[np.uint32]:
        return padded[REACH + offset : REACH + offset + count, what]

    columns = [codes[:, what] for what in range(GIVEN)]
    sorts = [1, 2, 3, 4, 5, 6]
    for offset in (-4, -3, -2, -1, 1, 2, 3, 4):
        columns += [beside(offset, 1)] * 2
        sorts += [10 + offset, 20 if offset < 0 else 21]
        if abs(offset) <= 2:
            columns.append(beside(offset, 2))
            sorts.append(30 + offset)
    for what in (GIVEN, COARSE, MIDDLE, FINE):
        for offset in NEAR:
            columns.append(beside(offset, what))
            sorts.append(100 + 10 * what + offset)
    before, itself, after = beside(-1, 1), codes[:, 1], beside(1, 1)
    two_before, two_after = beside(-2, 1), beside(2, 1)
    coarse, middle = ([beside(offset, what) for offset in NEAR] for what in (COARSE, MIDDLE))
    given = codes[:, GIVEN]
    for sort, parts in (
        (40, (before, itself)),
        (41, (itself, after)),
        (42, (two_before, before)),
        (43, (after, two_after)),
        (44, (before, after)),
        (45, (two_before, before, itself)),
        (46, (itself, after, two_after)),
        (47, (before, given)),
        (48, (given, after)),
        (49, (before, given, after)),
        (50, (middle[1], middle[2])),
        (51, (middle[2], middle[3])),
        (52, (middle[0], middle[1])),
        (53, (middle[3], middle[4])),
        (54, (coarse[1], coarse[2], coarse[3])),
        (55, (coarse[0], coarse[1], coarse[2])),
        (56, (coarse[2], coarse[3], coarse[4])),
        (57, (middle[1], given)),
        (58, (given, middle[3])),
        (59, (coarse[1], given, coarse[3])),
    ):
        joined = np.zeros(count, np.uint32)
        for part in parts:
            joined = (joined ^ part) * STEP + MIX
        columns.append(joined)
        sorts.append(sort)
    table = np.stack(columns, axis=1) if count else np.zeros((0, len(columns)), np.uint32)
    mixed = (table ^ (np.array(sorts, np.uint32) * STEP)) * MIX
    mixed ^= mixed >> np.uint32(15)
    return ((mixed * MIX) >> np.uint32(33 - BUCKETS.bit_length())).astype(np.int64)


@lru_cache(maxsize=50_000)
def _codes(word: str) -> tuple[int, ...]:
    """What stands for a word: itself, its class, its shape, its ends, its beginning, its kin."""
    low = word.lower()
    long = len(low) > 3
    parts = (
        low,
        _class(word, low),
        _shape(word),
        low[-3:] if long else "",
        low[-4:] if long else "",
        low[:3] if long else "",
        _given(word, low),
    )
    return *(zlib.crc32(part.encode()) for part in parts), *kin(word)


def _class(word: str, low: str) -> str:
    if low.isdigit():
        return "<year>" if re.fullmatch("(?:19|20)[0-9]{2}", low) else f"<{min(len(low), 4)}>"
    for name, members in (
        ("<relative>", RELATIVES),
        ("<patient>", PATIENTS),
        ("<time>", TIMES),
        ("<colleague>", COLLEAGUES),
    ):
        if low in members:
            return name
    if word[0].isupper():
        if low in FIRST_NAMES and low not in ALSO_WORDS:
            return "<name>"
        if low in TOWNS:
            return "<town>"
    return low


def _given(word: str, low: str) -> str:
    """Whether it is a first name, a common or a rarer one, or the word might be one by its form."""
    sort = "common" if low in FIRST_NAMES else "rare" if low in REGISTERED else ""
    return f"{sort} {_shape(word)}"


def _shape(word: str) -> str:
    if word.isdigit():
        return "9" * min(len(word), 4)
    if not word[0].isalpha():
        return word
    if word.isupper():
        return "X" if len(word) == 1 else "XX"
    return "Xx" if word[0].isupper() else "x"


# --- Models --------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Tagger:
    """`weights`: a row for each bucket, a column for each kind and one for none of them; `hints`
    the same for what patterns found. `summing` weighs what `summary` says of a text."""

    weights: Floats
    hints: Floats
    bias: Floats
    summing: Floats
    summing_bias: float

    def chances(self, words: Words) -> Floats:
        """For each word (row) how likely it is of each kind (column), each judged by itself."""
        if not words.spans:
            return np.zeros((0, len(KINDS)), np.float32)
        scores = self.weights[words.rows].sum(axis=1) + words.hints @ self.hints + self.bias
        chances: Floats = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
        return chances

    def recognisable(self, words: Words, chances: Floats, hinted: Floats) -> float:
        """The log odds that a text would let somebody be recognised."""
        return float(summary(words, chances, hinted) @ self.summing) + self.summing_bias

    def save(self, path: Path) -> None:
        """The big array in one byte a number."""
        step = float(np.abs(self.weights).max()) / 127
        np.savez_compressed(
            path,
            weights=np.round(self.weights / step).astype(np.int8),
            step=np.float32(step),
            hints=self.hints,
            bias=self.bias,
            summing=self.summing,
            summing_bias=np.float32(self.summing_bias),
        )

    @classmethod
    def load(cls, path: Path) -> Tagger:
        with np.load(path, allow_pickle=False) as held:
            return cls(
                held["weights"].astype(np.float32) * held["step"],
                held["hints"],
                held["bias"],
                held["summing"],
                float(held["summing_bias"]),
            )


def summary(words: Words, chances: Floats, hinted: Floats) -> Floats:
    """What is to be weighed of a text: of each kind the greatest chance, how many kinds there are,
    which patterns found something, and what it talks of: how often each kin stands in it."""
    told = np.concatenate([chances, np.zeros((1, len(KINDS)), np.float32)])
    greatest = told.max(axis=0)
    count = greatest[:INDIRECT].sum()
    direct = max(greatest[0], greatest[INDIRECT:].max())
    talk = np.log1p(np.bincount(words.kin, minlength=FINEST + 1)[:FINEST])
    counts = [count, max(0.0, count - 2), direct]
    return np.concatenate([greatest, np.log1p(told.sum(axis=0)), counts, hinted, talk]).astype(
        np.float32
    )
