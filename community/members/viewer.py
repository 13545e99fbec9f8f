"""Who is looking: a snapshot that every gate and rule is asked with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from community.members.roles import MODERATORS, STAFF, Role

if TYPE_CHECKING:
    from community.members.models import User


@dataclass(frozen=True)
class Viewer:
    """Without arguments a stranger. `memo` is where a gate keeps what it worked out for this
    viewer, once a request: so none, a stranger's least of all, is shared between requests."""

    user_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset({Role.ANYONE})
    is_suspended: bool = False
    limited_until: datetime | None = None
    limited_rooms: str = ""  # "all", "open" or "closed", while it is limited; else ""
    needs_second_factor: bool = False
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def member_id(self) -> int:
        """Of one who is signed in; only what lies behind a sign-in may ask."""
        assert self.user_id is not None, "asked of a viewer who has not signed in"
        return self.user_id

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def is_member(self) -> bool:
        return Role.MEMBER in self.roles

    @property
    def is_doctor(self) -> bool:
        return Role.DOCTOR in self.roles

    @property
    def is_manager(self) -> bool:
        return Role.COMMUNITY_MANAGER in self.roles

    @property
    def is_moderator(self) -> bool:
        """Works the queue: of all boards, or of those that they were given."""
        return bool(self.roles & MODERATORS)

    @property
    def is_law(self) -> bool:
        return Role.LAW in self.roles

    @property
    def is_verifier(self) -> bool:
        return Role.VERIFIER in self.roles

    @property
    def is_administrator(self) -> bool:
        return Role.ADMINISTRATOR in self.roles

    @property
    def is_staff(self) -> bool:
        return bool(self.roles & STAFF)


def viewer_for(user: User, *, second_factor: bool = True) -> Viewer:
    """The viewer that `user` is now. Without a second factor in the session staff are only members:
    a stolen password opens neither the desk nor the queue nor, through them, a closed board."""
    roles = user.roles
    stripped = bool(roles & STAFF) and not second_factor
    now = timezone.now()
    limited = user.limited_until if user.limited_until and user.limited_until > now else None
    return Viewer(
        user_id=user.pk,
        name=user.name,
        roles=roles - STAFF if stripped else roles,
        is_suspended=bool(user.suspended_until and user.suspended_until > now),
        limited_until=limited,
        limited_rooms=user.limited_rooms if limited else "",
        needs_second_factor=stripped,
    )
