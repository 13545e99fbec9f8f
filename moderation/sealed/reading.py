"""Read the sealed store as the law desk's pages show it: which decisions, and who looked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from community.lib.paging import page_after
from community.lib.spans import marked
from community.members.viewer import Viewer
from moderation import access, words
from moderation.limits import QUEUE_PAGE
from moderation.models import Decision, Look


@dataclass(frozen=True)
class Seen:
    """That somebody looked. `who` is no name where that would tell whose a post is."""

    who: str
    purpose: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Text:
    """A field, cut into pieces: (words, whether they were taken away)."""

    label: str
    pieces: list[tuple[str, object | None]]


def page_of_sealed(viewer: Viewer, after: str | None) -> tuple[list[Decision], str | None]:
    """The newest first, each with its count of `looks_at_it`, and the key to go on from."""
    counted = access.visible_sealed(viewer).annotate(looks_at_it=Count("looks"))
    return page_after(counted, ["pk"], after, QUEUE_PAGE)


def looks(decision: Decision) -> list[Seen]:
    """The newest first. Its author is not named: the account may be signed with another name."""
    return [
        Seen(
            who="Its author" if look.purpose == Look.Purpose.AUTHOR else look.by.name,
            purpose=_purpose(look),
            reason="" if look.purpose == Look.Purpose.AUTHOR else look.reason,
            at=look.at,
        )
        for look in decision.looks.select_related("by")
    ]


def _purpose(look: Look) -> str:
    """Of its author without whose it was: that stands beside it as the name of who looked."""
    is_author = look.purpose == Look.Purpose.AUTHOR
    return "To see what was taken away" if is_author else look.get_purpose_display()


def texts(decision: Decision, fields: Mapping[str, str]) -> list[Text]:
    """What was opened, with the words that were taken out marked in it; of what went whole, nothing
    is."""
    return [
        Text(
            words.field_words(name),
            marked(source, [(start, end, True) for start, end in decision.spans.get(name, ())]),
        )
        for name, source in fields.items()
        if source
    ]
