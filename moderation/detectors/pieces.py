"""Sentences, where they are long enough to say something by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

STOP = re.compile(r"(?<=[.!?])\s+|\n+")
SHORTEST = 25  # characters: "No." goes with what follows


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """The spans of a text's pieces, in order: whole sentences, short ones put together."""
    begin = 0
    for stop in STOP.finditer(text):
        if len(text[begin : stop.start()].strip()) >= SHORTEST:
            yield begin, stop.start()
            begin = stop.end()
    if begin == 0 or text[begin:].strip():
        yield begin, len(text)
