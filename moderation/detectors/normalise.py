"""The text as a detector reads it: disguises undone, every place in the original kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from .disguise import undisguised

# Letters of other alphabets that look like ours. Letters that medicine writes for themselves
# (alpha, beta, mu, delta) are not here.
LOOK_ALIKES = dict(
    zip(
        "АВСЕНІЈКМОРЅТХУаеіјорсѕухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονıℓ",
        "ABCEHIJKMOPSTXYaeijopcsyxhdqwABEZHIKMNOPTYXovil",
        strict=True,
    )
) | {
    "‘": "'",
    "’": "'",
    "‛": "'",
    "′": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "−": "-",
    "⁄": "/",
    "∕": "/",
    "•": "-",
}
INVISIBLE = {"Cf", "Mn", "Me", "Cs", "Cn"}
WORD = re.compile(r"[a-z]+")
NOT_ASCII = re.compile(r"[^\x00-\x7f]+|[\x00-\x08\x0b-\x1f\x7f]+")


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """One character, decomposed, without accents, in ASCII where a look-alike exists."""
    if character in LOOK_ALIKES:
        return LOOK_ALIKES[character]
    out = []
    for part in unicodedata.normalize("NFKD", character):
        category = unicodedata.category(part)
        if category in INVISIBLE:
            continue
        if category == "Zs" or part in "\r\x0b\x0c":
            part = " "
        elif category in ("Zl", "Zp"):
            part = "\n"
        elif category == "Cc" and part not in "\n\t":
            continue
        elif category == "Pd":
            part = "-"
        elif category == "Nd":
            part = str(unicodedata.digit(part))
        # Lower-casing later must not change the length.
        if len(part.lower()) == 1:
            out.append(LOOK_ALIKES.get(part, part))
    return "".join(out)


@dataclass(frozen=True)
class Page:
    """A text and its normalised form.

    `text` is NFKD without accents, invisible characters and look-alikes, so that a pattern in
    ASCII finds a name with accents or a number with a soft hyphen in it. `starts[i]` is where the
    character `text[i]` began in `original`; one more entry holds the end.
    """

    original: str
    text: str
    starts: range | list[int]
    # What has been found in it, by whom: so that who builds on others does not ask them again.
    memo: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, original: str) -> Page:
        """Normalise; linear in the length of the text."""
        if original.isascii() and not NOT_ASCII.search(original):
            return cls(original, original, range(len(original) + 1))
        parts: list[str] = []
        starts: list[int] = []
        done = 0
        for run in NOT_ASCII.finditer(original):
            parts.append(original[done : run.start()])
            starts.extend(range(done, run.start()))
            for place in range(run.start(), run.end()):
                plain = _plain(original[place])
                parts.append(plain)
                starts.extend([place] * len(plain))
            done = run.end()
        parts.append(original[done:])
        starts.extend(range(done, len(original) + 1))
        return cls(original, "".join(parts), starts)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of `text` as a span of the original."""
        # What was dropped after the last character (an accent, a soft hyphen) belongs to it.
        return self.starts[start], max(self.starts[end], self.starts[end - 1] + 1)

    @cached_property
    def lower(self) -> str:
        return self.text.lower()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words in it, to skip at little cost what cannot be there."""
        return frozenset(WORD.findall(self.lower))

    @cached_property
    def spoken(self) -> Page:
        """A second copy for the detectors of offence: lower case, with leet (1d10t), masks
        (w*nker), s p a c e d and streeeetched letters undone where that makes an offensive word,
        so that B12, T4 and 5-HT stay what they are. Its `original` is this page's."""
        parts: list[str] = []
        starts: list[int] = []
        done = 0
        for start, end, said in undisguised(self.lower):
            parts += [self.lower[done:start], said]
            starts.extend(self.starts[done:start])
            starts.extend(
                self.starts[start + index * (end - start) // len(said)]
                for index in range(len(said))
            )
            done = end
        parts.append(self.lower[done:])
        starts.extend(self.starts[done:])
        return Page(self.original, "".join(parts), starts)
