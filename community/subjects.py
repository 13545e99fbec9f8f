"""Subjects: whatever a member can write and another may see.

Moderation judges subjects and the inbox tells of them; neither knows what they are. Each room
registers its kinds when it starts. A new kind of thing that can be judged costs one class.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from community.copies import Original
from community.members.viewer import Viewer

# Half-open, in code points of the field's source: what detectors mark and redaction removes.
Span = tuple[int, int]

# A part of a picture: left, top, width and height, in per cent of its own.
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Sight:
    """Something in a picture that a moderator should look at: `kind` as of a finding, `why` in one
    sentence to the author, `action` "hold", or "flag" where others see it meanwhile."""

    kind: str
    why: str
    action: str = "hold"


@dataclass(frozen=True)
class Written:
    """A subject as it reads now.

    `fields` maps a field's name to its source, in the order they are read. `version` rises with
    each edit, so that a mark made on one version is not applied to another. `audience` is the
    detectors' word: "open" where the public reads, else "closed". `overrode` are the kinds of
    marks that its author was shown before posting and kept, by commas. `workplace` is where
    readers can see that the author works, `earlier` what they wrote of the same thing before:
    both may add to what gives a patient away. Where it is signed with a pseudonym, `mask` is that
    name: then those who decide about it are not told the author's.
    `fixed` are fields whose words no redaction can take, as what was read in a picture: they stand
    in its pixels. `sights` are what was seen in a picture besides words. For the page of who
    decides: `picture` is the address of an image of it, `cover` where parts of that can be covered,
    `facts` what else is known of it, by label. `edit` is the address where its author changes it.
    """

    kind: str
    id: int
    author_id: int
    version: int
    url: str
    title: str
    place: str
    audience: str
    state: str
    fields: Mapping[str, str]
    kept_reason: str = ""
    overrode: str = ""
    workplace: str = ""
    earlier: tuple[str, ...] = ()
    mask: str = ""
    fixed: frozenset[str] = frozenset()
    sights: tuple[Sight, ...] = ()
    picture: str = ""
    cover: str = ""
    edit: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sample:
    """A text as it stands, to try out what would be found in it."""

    url: str
    title: str
    text: str


class Changed(Exception):
    """The subject was edited since it was looked at."""


class Uncoverable(Exception):
    """Parts that cannot be covered; the message says why."""


class Subject(ABC):
    """How moderation and the inbox handle one kind of thing. All changes run in the caller's
    transaction and lock the rows they change."""

    kind: str
    label: str

    # What can be done to the conversation it stands in, besides: "lock", "slow".
    measures: frozenset[str] = frozenset()

    @abstractmethod
    def read(self, subject_id: int) -> Written | None:
        """The subject as it stands, for screening and for the queue; None when it is gone."""

    @abstractmethod
    def visible_ids(self, viewer: Viewer, ids: Iterable[int]) -> set[int]:
        """Which of these the viewer may see, by the room's own gate."""

    @abstractmethod
    def titles(self, viewer: Viewer, ids: Iterable[int]) -> dict[int, str]:
        """What each of them is about in a line, for those that the viewer may see and no others.
        One query."""

    @abstractmethod
    def moderated_ids(self, viewer: Viewer) -> QuerySet[Any, int]:
        """Ids of all that stand where the viewer moderates, whatever has become of them: a subquery
        for whose cases they may decide."""

    @abstractmethod
    def moderates(self, viewer: Viewer) -> bool:
        """Whether the viewer moderates any place where such things stand; without a query."""

    @abstractmethod
    def entangled_ids(self, viewer: Viewer) -> QuerySet[Any, int]:
        """Ids of all that the viewer may not decide about because they took part: a subquery. They
        wrote it themselves, or something else in the same conversation, under whatever name."""

    @abstractmethod
    def ids_after(self, last_id: int, limit: int) -> list[int]:
        """The next ids of what stands, in order: published, held or hidden, and words in it still.
        To walk over all of them; no gate is asked."""

    def at(self, address: str) -> int | None:
        """Which of them an address of this site ("/p/12/", "/t/3/a-title/#p7") leads to, whoever
        may read it; None when it names nothing of this kind. No gate is asked."""
        return None

    def address(self, subject_id: int) -> str:
        """Where it is, for one who may see it; "" when it is gone."""
        written = self.read(subject_id)
        return written.url if written else ""

    def how_many(self) -> int:
        """About how many stand, to say how far a walk over them has got. One query."""
        return 0

    def newest(self, viewer: Viewer, limit: int) -> Iterable[Sample]:
        """The newest of what stands where the viewer moderates, in one query."""
        return ()

    @abstractmethod
    def hold(self, subject_id: int) -> bool:
        """Keep it from others until a moderator has looked. False when there is nothing to hold."""

    @abstractmethod
    def hide(self, subject_id: int) -> None:
        """Take it from others' sight; it can be restored."""

    @abstractmethod
    def restore(self, subject_id: int) -> None:
        """Show it again after a hold, a hiding or a removal whose words were put back."""

    def measure(self, viewer: Viewer, subject_id: int, measure: str) -> int | None:
        """Do one of `measures`, as the viewer decided, to the conversation it stands in. Returns
        what `unmeasure` knows it by, or None where it was so already."""
        raise ValueError(f"{measure} is no measure of a {self.label}.")

    def unmeasure(self, done: int, *, actor_id: int) -> None:
        """Put the conversation back, unless that was done already or it was changed again since."""
        raise ValueError(f"A {self.label} stands in no conversation.")

    @contextmanager
    def covering(
        self, subject_id: int, boxes: Sequence[Box]
    ) -> Iterator[Callable[[int], Original]]:
        """A picture with these parts painted black, drawn before anything is locked: it takes a
        second or two. What it gives is called in the transaction with the version that was read,
        puts the new one in the place of the old, has it looked at again and returns the old one for
        the sealed store. What was not used is gone afterwards. Raises Uncoverable, and Changed when
        the version is not the present one."""
        raise Uncoverable("Only parts of a picture can be covered.")
        yield

    @abstractmethod
    def remove(self, subject_id: int) -> Original:
        """Take the words away, here and from every copy the room holds, and return them for the
        sealed store."""

    @abstractmethod
    def redact(
        self, subject_id: int, version: int, spans: Mapping[str, Sequence[Span]]
    ) -> Original:
        """Replace the spans by field, here and in every copy the room holds; return what was there,
        for the sealed store. Raises Changed when the version is not the present one."""

    @abstractmethod
    def reinstate(self, subject_id: int, original: Original) -> None:
        """Put back all that `redact`, `remove` or `covering` took and nobody has changed since.
        Whether it is shown is another matter, which `restore` answers."""

    def lost(self, subject_id: int, original: Original) -> list[str]:
        """What of it `reinstate` could not put back any more, in sentences."""
        return []

    def as_of(self, subject_id: int, version: int) -> Mapping[str, str] | None:
        """The fields as they read at an earlier version, where its room keeps that."""
        return None

    def held_with(self, subject_id: int) -> list[tuple[str, int]]:
        """What a legal hold on which keeps this too: what it is a part of, and its own parts."""
        return []


_kinds: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    _kinds[subject.kind] = subject


def of(kind: str) -> Subject:
    """The handler of a kind. Raises KeyError for one that no room has registered."""
    return _kinds[kind]


def all_kinds() -> tuple[Subject, ...]:
    return tuple(_kinds.values())
