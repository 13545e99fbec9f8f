"""What a moderator wants to see of the queue, as it is kept in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from community.members.viewer import Viewer
from moderation import words
from moderation.limits import CLAIM_HOLDS, SKIPPED_AT_MOST
from moderation.models import Case, Decision

State = Case.State


@dataclass(frozen=True)
class Filters:
    """What a moderator wants to see of the queue; it is kept in the address. `claim` is "mine" or
    "free". `skip` are cases that they left for later, `after` the key of the page they are on."""

    state: str = State.OPEN
    family: str = ""
    source: str = ""
    place: str = ""
    claim: str = ""
    late: bool = False
    held: bool = False
    skip: tuple[int, ...] = ()
    after: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, Any]) -> Self:
        """As read from an address; what is none of the choices is no filter."""

        def one_of(name: str, choices: Sequence[str] | Mapping[str, str], default: str = "") -> str:
            value = str(sent.get(name, ""))
            return value if value in choices else default

        return cls(
            state=one_of("state", State.values, State.OPEN),
            family=one_of("family", words.FAMILIES),
            source=one_of("source", Case.Source.values),
            place=str(sent.get("place", "")).replace("\x00", "")[:120],
            claim=one_of("claim", ("mine", "free")),
            late=bool(sent.get("late")),
            held=bool(sent.get("held")),
            skip=_ids(str(sent.get("skip", ""))),
            after=str(sent.get("after", ""))[:60],
        )

    @property
    def query(self) -> str:
        """What goes behind an address: "?late=1", or nothing."""
        values = {
            f.name: getattr(self, f.name)
            for f in fields(self)
            if getattr(self, f.name) != f.default
        }
        if self.skip:
            values["skip"] = ".".join(map(str, self.skip))
        return f"?{urlencode({k: 1 if v is True else v for k, v in values.items()})}" * bool(values)

    @property
    def narrows(self) -> bool:
        """Whether something is left out."""
        return self.top != self.whole

    @property
    def onwards(self) -> Self:
        """The same from its beginning."""
        return replace(self, after="")

    @property
    def top(self) -> Self:
        """The same from its beginning, with nothing left for later."""
        return replace(self, skip=(), after="")

    @property
    def whole(self) -> Self:
        """All that is in the same state."""
        return type(self)(state=self.state)

    def leaving(self, pk: int) -> Self:
        """The same, with this case left for later."""
        kept = [one for one in self.skip if one != pk]
        return replace(self, skip=(*kept, pk)[-SKIPPED_AT_MOST:])


def wanted(viewer: Viewer, filters: Filters) -> Q:
    """For a queryset of cases the viewer may see: those that these filters let through."""
    now, decided = timezone.now(), filters.state == State.DECIDED
    found = Q(state=filters.state)
    if filters.family:
        found &= Q(family=filters.family)
    if filters.source:
        found &= Q(sources__contains=[filters.source])
    if filters.place:
        found &= Q(place=filters.place)
    if filters.late:
        found &= Q(decided_at__gt=F("due_at")) if decided else Q(due_at__lt=now)
    if filters.held:
        found &= Q(held_at__isnull=False)
    claimed = Q(claimed_by__isnull=False, claimed_at__gt=now - CLAIM_HOLDS)
    if filters.claim == "mine" and decided:
        own = Decision.objects.filter(case=OuterRef("pk"), moderator=viewer.user_id)
        found &= Q(Exists(own))
    elif filters.claim == "mine":
        found &= claimed & Q(claimed_by=viewer.user_id)
    elif filters.claim == "free":
        found &= ~claimed
    return found


def _ids(raw: str) -> tuple[int, ...]:
    parts = [p for p in raw.split(".") if p.isascii() and p.isdigit() and len(p) < 18]
    return tuple(int(part) for part in parts[-SKIPPED_AT_MOST:])
