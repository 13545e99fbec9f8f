"""What changed between two texts, word by word."""

import re
from difflib import SequenceMatcher

Piece = tuple[str, str]  # ("same" | "gone" | "new" | "folded", words)

AROUND = 160  # characters left standing on either side of a change: about two lines


def compare(old: str, new: str) -> list[Piece]:
    """The pieces that, read in turn, lead from `old` to `new`."""
    before, after = _words(old), _words(new)
    # What both begin and end with is set aside first: in a long text the matcher takes no word for
    # a match that stands there often, and most edits change one place.
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    pieces: list[Piece] = [("same", "".join(before[:head]))]
    before, after, end = _inner(before, head, tail), _inner(after, head, tail), before[-tail:]
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=True).get_opcodes():
        if what == "equal":
            pieces.append(("same", "".join(before[i:j])))
            continue
        pieces += [("gone", "".join(before[i:j])), ("new", "".join(after[k:m]))]
    pieces.append(("same", "".join(end) if tail else ""))
    return _whole(pieces)


def _shared(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


def _inner(words: list[str], head: int, tail: int) -> list[str]:
    return words[head : len(words) - tail]


def _whole(pieces: list[Piece]) -> list[Piece]:
    """Without empty ones, and with what is the same in one piece."""
    whole: list[Piece] = []
    for what, words in pieces:
        if whole and words and what == whole[-1][0]:
            whole[-1] = (what, whole[-1][1] + words)
        elif words:
            whole.append((what, words))
    return whole


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
    """Where a word begins at or after this place."""
    found = re.compile(r"\s+").search(text, near) if 0 < near < len(text) else None
    return found.end() if found else max(0, min(near, len(text)))


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)
