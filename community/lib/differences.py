"""What changed between two texts, word by word."""

import re
from difflib import SequenceMatcher

Piece = tuple[str, str]  # ("same" | "gone" | "new", words)


def compare(old: str, new: str) -> list[Piece]:
    """The pieces that, read in turn, lead from `old` to `new`."""
    before, after = _words(old), _words(new)
    pieces: list[Piece] = []
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=True).get_opcodes():
        if what == "equal":
            pieces.append(("same", "".join(before[i:j])))
            continue
        if j > i:
            pieces.append(("gone", "".join(before[i:j])))
        if m > k:
            pieces.append(("new", "".join(after[k:m])))
    return pieces


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)
