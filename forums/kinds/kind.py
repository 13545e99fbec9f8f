from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from forums.models import Mark, Post, Topic


@dataclass(frozen=True)
class Look:
    """A way to look at a board's topics: which of them, in the order of which falling integers.
    An index should serve it: a list is read by key, never by OFFSET. `everywhere` is the name of a
    page with the same of a whole specialty, if there is one."""

    key: str
    label: str
    which: Q = field(default_factory=Q)
    order: tuple[str, ...] = ("bump_id",)
    empty: str = "Nothing here yet."
    everywhere: str = ""


LATEST = Look("", "Latest")
USEFUL = Look(
    "useful",
    "Most useful",
    Q(mark_count__gt=0),
    ("mark_count", "pk"),
    "Nothing has been marked here yet. Mark a post that helped you, and it will stand here.",
)


def nothing(topic: Topic) -> None:
    """What most kinds do when a topic changes."""


def nothing_more(topic: Topic, post: Post) -> None:
    """What most kinds do when a post comes."""


def nothing_besides(topic: Topic, post: Post, details: Mapping[str, Any]) -> None:
    """What most kinds do with what their form asks besides words: it asks nothing."""


@dataclass(frozen=True)
class Kind:
    """What differs between kinds of board. Everything else, and the gate above all, is shared.

    `marks` are the words of quality that posts there may be given; where a kind `accepts`, who
    opened a topic may say which reply answered it, and where it `concludes`, how it ended. The
    functions run in the transaction of the use case, with the topic locked: `opened` after its
    first post and `edited` after that was edited, both with the details that the kind's own form
    asks for (`forums/forms/kinds.py`; none when a moderator redacted it), `replied` after each
    further post, `changed` after a post's state or the topic's kind or board is another.
    `topic_part` and `post_part` are templates, shown under the title and above the words of each
    post; `form_part` is one in the composer of a topic's first post, in the place of the text.
    """

    key: str
    label: str
    icon: str
    new_topic: str
    title_hint: str
    empty: str
    marks: tuple[Mark.Kind, ...] = tuple(Mark.Kind)
    accepts: bool = False
    concludes: bool = False
    looks: tuple[Look, ...] = (LATEST, USEFUL)
    opened: Callable[[Topic, Post, Mapping[str, Any]], None] = nothing_besides
    edited: Callable[[Topic, Post, Mapping[str, Any]], None] = nothing_besides
    replied: Callable[[Topic, Post], None] = nothing_more
    changed: Callable[[Topic], None] = nothing
    topic_part: str = ""
    post_part: str = ""
    form_part: str = ""

    def look(self, key: str | None) -> Look:
        """The look asked for, or the first."""
        return next((look for look in self.looks if look.key == key), self.looks[0])
