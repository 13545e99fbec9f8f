"""Give and end standings. Authorisation lies with the caller: a verifier's decision or an
administrator's appointment."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst

from community.audit.recording import record
from community.members.models import Standing, User
from community.members.roles import Role


@dataclass(frozen=True)
class Badge:
    """What a member is, shown beside their name, with what was checked and when. Never a number."""

    kind: str
    label: str
    checked: str
    since: datetime | None = None
    until: datetime | None = None
    details: tuple[str, ...] = ()

    @property
    def is_checked(self) -> bool:
        return self.kind != Standing.Kind.DECLARED

    @property
    def words(self) -> str:
        """What stands beside the name in plain sight, where the mark alone would say too much."""
        if self.kind == Standing.Kind.DOCTOR:
            return "no licence" if self.label.endswith("no licence") else ""
        return self.label if self.is_checked else f"{self.label}, not checked"

    @property
    def title(self) -> str:
        """All of it in one line, for whoever points at the badge or has it read out."""
        checked = f"Checked: {self.checked}" if self.checked else ""
        return ". ".join(filter(None, [capfirst(self.label), *self.details, checked]))


# The one badge shown when a member holds several standings: the first of these.
BADGE_ORDER = [
    Standing.Kind.DOCTOR,
    Standing.Kind.PROFESSIONAL,
    Standing.Kind.STUDENT,
    Standing.Kind.DECLARED,
]
TEAM = Standing.Kind.COMMUNITY_MANAGER


def give(
    user_id: int,
    kind: Standing.Kind,
    *,
    actor_id: int | None,
    ends_at: datetime | None = None,
    checked: str = "",
    **marks: Any,
) -> Standing:
    """Give a standing, replacing an open one of the same kind. Call inside a transaction.

    `marks` are the fields of Standing that its badge shows: licensed, specialist, gp, profession.
    """
    close(user_id, kind, actor_id=actor_id, why="replaced")
    standing = Standing.objects.create(
        user_id=user_id, kind=kind, ends_at=ends_at, checked=checked, **marks
    )
    record("standing.given", standing, actor_id=actor_id, user=user_id, kind=kind.value)
    return standing


def close(user_id: int, kind: Standing.Kind, *, actor_id: int | None, why: str) -> bool:
    """End the open standing of this kind now; the member's next request sees it. False if none."""
    standing = (
        Standing.objects.select_for_update(no_key=True, of=("self",))
        .filter(user_id=user_id, kind=kind, closed_at=None)
        .first()
    )
    if standing is None:
        return False
    standing.closed_at, standing.closed_why = timezone.now(), why
    standing.save(update_fields=["closed_at", "closed_why"])
    record("standing.closed", standing, actor_id=actor_id, user=user_id, kind=kind.value, why=why)
    return True


def members_with(roles: Collection[Role]) -> QuerySet[User]:
    """The members who have one of these roles at this moment: `roles_of`, asked the other way
    round. Whoever is suspended or has left has none but that of anyone, and is not among them."""
    now = timezone.now()
    present = User.objects.filter(is_active=True).exclude(suspended_until__gt=now)
    if {Role.ANYONE, Role.MEMBER} & set(roles):
        return present
    kinds = {role.value for role in roles}
    if Role.PROFESSIONAL in roles:
        kinds.add(Role.DOCTOR.value)
    return present.filter(
        Exists(
            Standing.objects.filter(
                Q(ends_at=None) | Q(ends_at__gt=now),
                user=OuterRef("pk"),
                kind__in=kinds,
                closed_at=None,
                starts_at__lte=now,
            )
        )
    )


def plain_badge(role: Role) -> Badge | None:
    """Of one of whom nothing is told but that they were this when they wrote; None where all are.
    It does not end with their standing: two names whose badges go in the same hour are one's."""
    if role not in (Role.DOCTOR, Role.PROFESSIONAL):
        return None
    kind = Standing.Kind(role.value)
    return Badge(kind, str(kind.label), "", details=("When this was written",))


def badges_for(user_ids: Iterable[int]) -> dict[int, Badge]:
    """The badge of each of these members who has one. One query, whatever their number."""
    badges: dict[int, Badge] = {}
    for row in reversed(_live(user_ids)):
        badges[row.user_id] = _badge(row)
    return badges


def all_badges(user_id: int) -> list[Badge]:
    """Whatever a member is at present, what stands beside their name first. One query."""
    return [_badge(row) for row in _live([user_id])]


def _live(user_ids: Iterable[int]) -> list[Standing]:
    """The standings that a badge is of, as they hold now, in the order of BADGE_ORDER."""
    now = timezone.now()
    rows = Standing.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=now),
        user_id__in=set(user_ids),
        kind__in=[*BADGE_ORDER, TEAM],
        closed_at=None,
        starts_at__lte=now,
    )
    rank = {kind.value: place for place, kind in enumerate([*BADGE_ORDER, TEAM])}
    return sorted(rows, key=lambda row: rank[row.kind])


def _badge(row: Standing) -> Badge:
    label, details = row.get_kind_display(), []
    if row.kind == Standing.Kind.DOCTOR:
        if not row.licensed:
            label += ", no licence"
            details.append("Holds no licence to practise at present")
        if row.specialist:
            details.append("On the Specialist Register")
        if row.gp:
            details.append("On the GP Register")
    elif row.kind == Standing.Kind.PROFESSIONAL:
        label = row.profession or label
    elif row.kind == Standing.Kind.DECLARED:
        label = f"says: {row.profession or 'healthcare professional'}"
        details.append("Self-declared: nobody has checked it")
    return Badge(row.kind, label, row.checked, row.starts_at, row.ends_at, tuple(details))
