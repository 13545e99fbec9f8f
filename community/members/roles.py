"""Roles: what a person may be to the site, worked out from standing and dates at each request."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from community.members.models import User


class Role(StrEnum):
    ANYONE = "anyone"
    MEMBER = "member"
    PROFESSIONAL = "professional"
    STUDENT = "student"
    DECLARED = "declared"  # says so, and nobody checked
    DOCTOR = "doctor"
    MODERATOR = "moderator"  # of the boards that they were given by name
    COMMUNITY_MANAGER = "community_manager"
    VERIFIER = "verifier"
    LAW = "law"  # the law desk
    ADMINISTRATOR = "administrator"

    @property
    def is_staff(self) -> bool:
        return self in STAFF


STAFF = frozenset(
    {Role.MODERATOR, Role.COMMUNITY_MANAGER, Role.VERIFIER, Role.LAW, Role.ADMINISTRATOR}
)

# Who works the queue.
MODERATORS = frozenset({Role.MODERATOR, Role.COMMUNITY_MANAGER})

# What each staff role may do in Django admin, besides administrators, who may do everything
# that a model's admin class allows at all.
IN_ADMIN: dict[Role, frozenset[str]] = {
    Role.VERIFIER: frozenset(
        {
            "verification.view_claim",
            "verification.change_claim",
            "verification.view_registerentry",
            "verification.view_decision",
        }
    ),
}


def roles_of(user: User) -> frozenset[Role]:
    """The roles of `user` at this moment. One query.

    A suspended member reads what anyone can read; so does an account that was closed.
    """
    now = timezone.now()
    if not user.is_active or (user.suspended_until and user.suspended_until > now):
        return frozenset({Role.ANYONE})
    held = {
        Role(kind)
        for kind, starts, ends in user.standings.filter(closed_at=None).values_list(
            "kind", "starts_at", "ends_at"
        )
        if starts <= now and (ends is None or now < ends)
    }
    if Role.DOCTOR in held:
        held.add(Role.PROFESSIONAL)
    return frozenset(held | {Role.ANYONE, Role.MEMBER})


def permitted_in_admin(roles: frozenset[Role], perm: str) -> bool:
    """May these roles use `app.codename`, or with `app.` anything at all of that app, in admin?"""
    if Role.ADMINISTRATOR in roles:
        return True
    return any(
        have == perm or (perm.endswith(".") and have.startswith(perm))
        for role in roles
        for have in IN_ADMIN.get(role, ())
    )
