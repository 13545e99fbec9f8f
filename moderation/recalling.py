"""Read what was imposed on whom: what counts at present, and what that means."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from community import subjects
from community.lib.paging import page_after
from community.members.viewer import Viewer
from moderation import access, meaning
from moderation.limits import DECISIONS_PAGE, RECORD_PAGE
from moderation.models import Case, Decision, Sanction

Kind, Rooms = Sanction.Kind, Sanction.Rooms


@dataclass(frozen=True)
class Record:
    """What an author did under one name. `live` is what counts now, the newest first; of what has
    run out there is only the number."""

    live: list[Sanction]
    expired: int
    mask: str = ""

    @property
    def warnings(self) -> list[Sanction]:
        return [one for one in self.live if one.kind == Kind.WARNING]

    @property
    def next_step(self) -> str:
        """What the ladder would have next, in words: nothing follows from it by itself."""
        return meaning.next_step(self.live, self.mask)


def record_of(user_id: int, mask: str) -> Record:
    """The record under this name and no other. Two queries."""
    now = timezone.now()
    rows = standing(user_id).filter(mask=mask)
    return Record(
        live=list(rows.filter(ends_at__gt=now).select_related("decision")),
        expired=rows.filter(ends_at__lte=now).count(),
        mask=mask,
    )


def standing(user_id: int | None) -> QuerySet[Sanction]:
    """All that was imposed and not taken back, under whatever name."""
    return Sanction.objects.filter(user=user_id, lifted_at=None, decision__undone_at=None)


def holding(viewer: Viewer) -> list[Sanction]:
    """What keeps the viewer from writing as they would, the longest first. No query unless there
    is something."""
    if not (viewer.is_suspended or viewer.limited_until):
        return []
    rows = standing(viewer.user_id).filter(ends_at__gt=timezone.now()).exclude(kind=Kind.WARNING)
    return sorted(
        rows.select_related("decision"),
        key=lambda one: (one.kind == Kind.SUSPENSION, one.ends_at),
        reverse=True,
    )


def limits_on(viewer: Viewer) -> list[tuple[str, datetime]]:
    """(rooms, until) of each limit that holds for the viewer: two may hold in different rooms. One
    query for each viewer, and none for those who are not limited."""
    if viewer.limited_until is None:
        return []
    if "limits" not in viewer.memo:
        rows = standing(viewer.user_id).filter(kind=Kind.LIMIT, ends_at__gt=timezone.now())
        found = list(rows.values_list("rooms", "ends_at"))
        viewer.memo["limits"] = found or [(viewer.limited_rooms, viewer.limited_until)]
    limits: list[tuple[str, datetime]] = viewer.memo["limits"]
    return limits


def imposed_by(decision: Decision) -> list[Sanction]:
    """What a decision means for its author, lifted since or not."""
    return list(decision.sanctions.order_by("pk"))


@dataclass(frozen=True)
class Row:
    """A line of a record. `case` is None where the viewer may not see it."""

    sanction: Sanction
    case: Case | None

    @property
    def counts(self) -> bool:
        return self.sanction.lifted_at is None and self.sanction.ends_at > timezone.now()


def on_record(case: Case) -> QuerySet[Sanction]:
    """All that was ever imposed under the name that a case is about, but for what was undone within
    a minute, of which nobody was told."""
    return Sanction.objects.filter(
        user=case.author_id, mask=case.mask, decision__undone_at=None
    ).select_related("decision")


def page_of_record(viewer: Viewer, case: Case, before: str | None) -> tuple[list[Row], str | None]:
    """The newest first, and the key to go on from. Two queries."""
    rows = on_record(case).select_related("decision__moderator", "lifted_by")
    found, following = page_after(rows, ("pk",), before, RECORD_PAGE)
    cases = _cases(viewer, {one.decision.case_id for one in found})
    return [Row(one, cases.get(one.decision.case_id)) for one in found], following


def _cases(viewer: Viewer, ids: Iterable[int]) -> dict[int, Case]:
    return access.visible_cases(viewer).in_bulk(list(ids))


@dataclass(frozen=True)
class Told:
    """A decision about the viewer, and what of it holds."""

    decision: Decision
    label: str
    sanctions: list[Sanction]


def told(viewer: Viewer, before: str | None) -> tuple[list[Told], str | None]:
    """Decisions about what the viewer wrote, the newest first, and the key to go on from."""
    rows = access.own_decisions(viewer).select_related("case")
    rows = rows.prefetch_related(Prefetch("sanctions", Sanction.objects.order_by("pk")))
    found, following = page_after(rows, ("pk",), before, DECISIONS_PAGE)
    return [
        Told(one, subjects.of(one.case.subject_kind).label, list(one.sanctions.all()))
        for one in found
    ], following
