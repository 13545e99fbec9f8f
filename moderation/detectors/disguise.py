"""Offensive words written in disguise: 1d10t, w*nker, i.d.i.o.t, stuuupid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .words.insults import DISGUISED

SUSPECT = re.compile(
    r"(?<![a-z0-9])(?:"
    r"[a-z](?:[ .\-_*][a-z]){3,60}(?![a-z0-9])"  # single letters with one sign between them
    r"|[a-z0-9@$!][a-z]{0,14}[0-9@$!*#|+][a-z0-9@$!*#|+]{1,14}"  # signs or figures among letters
    r"|[a-z]{0,12}([a-z])\1\1[a-z]{0,20}"  # a letter three times
    r"|cvnt|fck|fuk|phuck|biatch"
    r")"
)
LEET = str.maketrans("0134578@$!|+", "oieastbasiit")
LEET_L = str.maketrans("0134578@$!|+", "oleastbasllt")
SPELLINGS = {"cvnt": "cunt", "fck": "fuck", "fuk": "fuck", "phuck": "fuck", "biatch": "bitch"}
LINKS = frozenset("a an and are he is of so such she the they u you your".split())
PERSONS = frozenset({"you", "your", "youre"})
LONGEST = max(map(len, DISGUISED))


def undisguised(lower: str) -> Iterator[tuple[int, int, str]]:
    """Each disguised word of a lower-case text: where it stands and what it says."""
    for found in SUSPECT.finditer(lower):
        if said := _said(found[0]):
            yield found.start(), found.end(), said


@lru_cache(maxsize=2048)
def _said(written: str) -> str:
    if written in SPELLINGS:
        return SPELLINGS[written]
    if re.fullmatch(r"[a-z](?:[ .\-_*][a-z])+", written):
        return _segmented(re.sub(r"[ .\-_*]", "", written))
    bare = written.rstrip("!*#|+")
    ending = written[len(bare) :]
    if masked := re.fullmatch(r"([a-z]+)[*#]{1,6}([a-z]+)", bare):
        # f**king: as many letters as signs, or nearly
        head, tail = masked.groups()
        signs = len(bare) - len(head) - len(tail)
        fits = (
            word
            for word in sorted(DISGUISED)
            if abs(len(word) - len(bare)) <= (signs > 1)
            and word.startswith(head)
            and word.endswith(tail)
        )
        return next((word + ending for word in fits), "")
    for table in (LEET, LEET_L):
        word = bare.translate(table)
        shapes = (word, re.sub(r"(.)\1{2,}", r"\1\1", word), re.sub(r"(.)\1+", r"\1", word))
        for shape in shapes:
            if shape != bare and (shape in DISGUISED or shape in PERSONS):
                return shape + ending
    return ""


def _segmented(letters: str) -> str:
    """Letters that were spaced out, as words; empty unless they hold an offensive one."""
    ways: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - LONGEST), end):
            word, before = letters[start:end], ways[start]
            if before is not None and (word in DISGUISED or word in LINKS):
                ways[end] = [*before, word]
                break
    said = ways[-1]
    return " ".join(said) if said and not LINKS.issuperset(said) else ""
