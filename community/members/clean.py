"""What members say of themselves is read before it is saved, as posts are."""

from collections.abc import Mapping, Sequence

from django.utils.module_loading import import_string

# By path, as events name their handlers: the ground does not know who lives above it.
ADVISE, KNOWING = "moderation.screening.advise", "moderation.screening.knowing"

# The words typed, and the text that readers see where that is another.
Typed = tuple[str, str | None]


class Marked(Exception):
    """Something in it may not be shown at all: (field, the words, why) for each. Nothing was
    saved."""

    def __init__(self, marks: Sequence[tuple[str, str, str]]) -> None:
        super().__init__("Some of it cannot be shown.")
        self.marks = marks


def said_of(words: str, why: str) -> str:
    """For whoever typed it."""
    return f"“{words}” cannot stand here. {why}"


def require_clean(
    typed: Mapping[str, Typed], *, beside_posts: frozenset[str], readers: str = "closed"
) -> None:
    """Raise Marked when something in these fields may not be shown: direct identifiers, and, in
    those that stand beside every post and cannot be kept back, what would be held. Some
    milliseconds; reads no database. `readers` is "open" where the public reads."""
    marks = [
        (field, typed[field][0][mark.start : mark.end], mark.why)
        for field, found in import_string(ADVISE)(typed, import_string(KNOWING)(readers)).items()
        for mark in found
        if mark.stops or (field in beside_posts and mark.action >= "hold")
    ]
    if marks:
        raise Marked(marks)
