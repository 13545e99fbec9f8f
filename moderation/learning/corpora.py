"""The project's own texts (see DATASHEET.md), with their marks taken out and kept as spans."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).parent / "corpora"
MARK = re.compile(r"⟦(?P<kind>[a-z_]+):(?P<words>[^⟦⟧]*)⟧")

Split = Literal["train", "test"]
Folder = Literal["offence", "identity", "comments"]


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open, in code points of the text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sample:
    """`label` is whether it is offensive or, in `identity`, whether it identifies; `sort` what sort
    of either it is; `hand` the file it came from."""

    text: str
    label: bool
    sort: str
    hand: str
    audience: str = "closed"
    spans: tuple[Span, ...] = field(default=())


def load(split: Split, folder: Folder) -> list[Sample]:
    """All samples of a folder, hand by hand."""
    return [
        _sample(json.loads(line), file.stem)
        for file in sorted((ROOT / split / folder).glob("*.jsonl"))
        for line in file.read_text().splitlines()
    ]


def unmarked(marked: str) -> tuple[str, tuple[Span, ...]]:
    """A text without its marks, and where they stood."""
    parts: list[str] = []
    spans: list[Span] = []
    done = length = 0
    for mark in MARK.finditer(marked):
        parts += [marked[done : mark.start()], mark["words"]]
        start = length + mark.start() - done
        length = start + len(mark["words"])
        spans.append(Span(mark["kind"], start, length))
        done = mark.end()
    return "".join([*parts, marked[done:]]), tuple(spans)


def _sample(line: dict[str, Any], hand: str) -> Sample:
    text, spans = unmarked(line["text"])
    label = line["identifying"] if "identifying" in line else line["offensive"]
    sort = line.get("kind") or line.get("sort", "")
    return Sample(text, label, sort, hand, line.get("audience", "closed"), spans)


def hands(samples: list[Sample]) -> Iterator[tuple[str, list[Sample]]]:
    """The samples of each hand."""
    for hand in sorted({sample.hand for sample in samples}):
        yield hand, [sample for sample in samples if sample.hand == hand]
