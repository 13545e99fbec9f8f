"""Long lists of phrases, looked for at little cost: only those whose first letters occur."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..normalise import Page

STEM = 4


class Lexicon:
    """Phrases in lower case, which may be patterns from their second word on, each followed by the
    pattern `tail`."""

    def __init__(self, phrases: Iterable[str], tail: str = r"\b") -> None:
        self._by_stem: dict[str, list[re.Pattern[str]]] = {}
        for phrase in phrases:
            letters = re.match(r"[a-z]+", phrase)
            assert letters is not None, phrase
            self._by_stem.setdefault(letters[0][:STEM], []).append(
                re.compile(rf"(?<![a-z]){phrase}{tail}")
            )

    def find(self, page: Page) -> Iterator[re.Match[str]]:
        """Every place of every phrase, over `page.lower`."""
        stems = {word[:size] for word in page.words for size in range(2, STEM + 1)}
        for stem in sorted(self._by_stem.keys() & stems):
            for pattern in self._by_stem[stem]:
                yield from pattern.finditer(page.lower)
