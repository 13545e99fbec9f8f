"""What changed between two texts, word by word."""

import re
from difflib import SequenceMatcher

Piece = tuple[str, str]  # ("same" | "gone" | "new" | "folded", words)

AROUND = 160  # characters left standing on either side of a change: about two lines


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


def folded(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, but of each long stretch that did not change only what stands next to a
    change; the rest of it is a piece of its own, "folded". In turn they read as before."""
    shown: list[Piece] = []
    for place, (what, words) in enumerate(pieces):
        begin = _edge(words, AROUND if place else 0)
        end = _edge(words, len(words) - (AROUND if place < len(pieces) - 1 else 0))
        if what != "same" or end - begin <= 2 * AROUND:
            shown.append((what, words))
            continue
        cut = [("same", words[:begin]), ("folded", words[begin:end]), ("same", words[end:])]
        shown += [piece for piece in cut if piece[1]]
    return shown


def _edge(text: str, near: int) -> int:
    """Where a word ends at or after this place."""
    found = re.compile(r"\s").search(text, max(0, near)) if 0 < near < len(text) else None
    return found.start() if found else max(0, min(near, len(text)))


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)
