"""Give and end standings. Authorisation lies with the caller: a verifier's decision or an
administrator's appointment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from community.audit.recording import record
from community.members.models import Standing


@dataclass(frozen=True)
class Badge:
    """What a member is, shown beside their name, with what was checked and when."""

    kind: str
    label: str
    checked: str
    since: datetime


# The one badge shown when a member holds several standings: the first of these.
BADGE_ORDER = [Standing.Kind.DOCTOR, Standing.Kind.PROFESSIONAL, Standing.Kind.STUDENT]
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


def badges_for(user_ids: Iterable[int]) -> dict[int, Badge]:
    """The badge of each of these members who has one. One query, whatever their number."""
    now = timezone.now()
    rows = Standing.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=now),
        user_id__in=set(user_ids),
        kind__in=[*BADGE_ORDER, TEAM],
        closed_at=None,
        starts_at__lte=now,
    )
    badges: dict[int, Badge] = {}
    rank = {kind.value: place for place, kind in enumerate([*BADGE_ORDER, TEAM])}
    for row in sorted(rows, key=lambda row: rank[row.kind], reverse=True):
        label = row.get_kind_display()
        if row.kind == Standing.Kind.DOCTOR and not row.licensed:
            label += ", no licence"
        badges[row.user_id] = Badge(row.kind, label, row.checked, row.starts_at)
    return badges
