"""Which words of a text give a patient away, as a linear model sees them: each word by itself and
by its neighbours (as in Ratinov and Roth, CoNLL 2009), in hashed buckets."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .words.first_names import ALSO_WORDS, FIRST_NAMES

BUCKETS = 1 << 18
TOKEN = re.compile(r"[^\W\d_]+(?:['.-][^\W\d_]+)*|\d+(?:[.,:/-]\d+)*|\n|[^\w\s]")
LONGEST = 1_500  # tokens that are read of a text
BEFORE = AFTER = ("", "", "")

Token = tuple[int, int]


def tokens(text: str) -> list[Token]:
    """Words, numbers, signs and line ends, as half-open spans."""
    return [found.span() for found in TOKEN.finditer(text)][:LONGEST]


def described(text: str, spans: list[Token]) -> list[NDArray[np.int64]]:
    """The buckets that each token fills."""
    words = [text[start:end] for start, end in spans]
    looks = [_look(word) for word in words]
    lower = [word.lower() for word in words]
    starts = [index == 0 or words[index - 1] in ".!?\n:-" for index in range(len(words))]
    low = ["<s>", "<s>", "<s>", *lower, "</s>", "</s>", "</s>"]
    look = ["", "", "", *looks, "", "", ""]
    shouting = sum(word.isupper() for word in words) * 3 > len(words)
    has_capitals = any(word[0].isupper() for word in words)
    manner = f"m{int(shouting)}{int(has_capitals)}"
    return [_buckets(low, look, index + 3, starts[index], manner) for index in range(len(words))]


def _buckets(
    low: list[str], look: list[str], at: int, begins: bool, manner: str
) -> NDArray[np.int64]:
    word, shape = low[at], look[at]
    one, two, three = low[at - 1], low[at - 2], low[at - 3]
    next_, after, third = low[at + 1], low[at + 2], low[at + 3]
    begin = "^" if begins else ""
    said = (
        "bias",
        f"w={word}",
        f"s={shape}{begin}",
        f"s={shape}{begin}{manner}",
        f"x={word[-3:]}",
        f"p={word[:3]}",
        f"-1={one}",
        f"-2={two}",
        f"-3={three}",
        f"+1={next_}",
        f"+2={after}",
        f"+3={third}",
        f"-1={one}|{shape}",
        f"+1={next_}|{shape}",
        f"-2={two}|{shape}",
        f"+2={after}|{shape}",
        f"-21={two} {one}",
        f"-21={two} {one}|{shape}",
        f"+12={next_} {after}",
        f"+12={next_} {after}|{shape}",
        f"-1+1={one} {next_}",
        f"-1+1={one} {next_}|{shape}",
        f"-1w={one} {word}",
        f"w+1={word} {next_}",
        f"ss={look[at - 1]} {shape} {look[at + 1]}",
        f"sss={look[at - 2]} {look[at - 1]} {shape} {look[at + 1]} {look[at + 2]}",
        f"-1s={one}|{look[at + 1]}{shape}",
        f"+1s={look[at - 1]}{shape}|{next_}",
        f"-321={three} {two} {one}",
        f"+123={next_} {after} {third}",
    )
    return np.array([zlib.crc32(each.encode()) & (BUCKETS - 1) for each in said], np.int64)


@lru_cache(maxsize=20_000)
def _look(word: str) -> str:
    """What it looks like: a name, a capital, a number of so many figures, a sign."""
    if word[0].isdigit():
        return "9" * min(len(word), 6) if word.isdigit() else "9,"
    if not word[0].isalpha():
        return word
    low = word.lower()
    known = ("N" if low not in ALSO_WORDS else "n") if low in FIRST_NAMES else ""
    if word.isupper():
        return f"{known}{'A' if len(word) == 1 else 'AA' if len(word) < 5 else 'AAAA'}"
    if word[0].isupper():
        return f"{known}Aa"
    return f"{known}{'a' if len(word) < 4 else 'aaaa'}"
