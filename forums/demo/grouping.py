"""The groups of the demo: a journal club and a department, by invitation."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from community.lib.limits import forget
from community.members.models import User
from community.members.viewer import viewer_for
from forums import inviting
from forums.granting import admit, grant_audience
from forums.limits import INVITING
from forums.models import Board, Invitation
from forums.opening import remind_before_end


@dataclass(frozen=True)
class Circle:
    """A group as it was opened so many days ago. The first member looks after it; `asked` have
    an invitation that waits for them."""

    slug: str
    name: str
    description: str
    opened: int
    members: tuple[str, ...]
    asked: tuple[str, ...] = ()


# By the file of their topics. Their addresses end as those of all groups do: not to be guessed.
CIRCLES = {
    "journal-club": Circle(
        "thursday-journal-club-7f3a91c2",
        "Thursday journal club",
        "One paper a fortnight, read before we meet.",
        45,
        ("anna", "imran", "simon", "euan", "bela"),
        ("cara", "gwen"),
    ),
    "emergency-department": Circle(
        "emergency-department-doctors-0d4e18b6",
        "Emergency department, doctors",
        "Rota swaps, teaching and what we learnt. No patients here.",
        27,
        ("fiona", "tom", "kate", "callum"),
    ),
}
LASTS = timedelta(days=182)


def gather(people: Mapping[str, User], now: datetime) -> dict[str, Board]:
    """Open the groups and let their members in; returns them by the file of their topics."""
    return {key: _open(circle, people, now) for key, circle in CIRCLES.items()}


def ask(groups: Mapping[str, Board], people: Mapping[str, User]) -> None:
    """Invite those who are asked; their mail goes out when the site runs."""
    for key, circle in CIRCLES.items():
        owner = people[circle.members[0]]
        forget(INVITING, owner.pk)
        for name in circle.asked:
            inviting.invite(viewer_for(owner), groups[key], people[name].email, uuid.uuid4())


def _open(circle: Circle, people: Mapping[str, User], now: datetime) -> Board:
    owner, opened = people[circle.members[0]], now - timedelta(days=circle.opened)
    group = Board.objects.create(
        slug=circle.slug,
        name=circle.name,
        description=circle.description,
        audience=Board.Audience.GROUP,
        section=Board.Section.GROUP,
        owner=owner,
        requires=Board.Requires.DOCTOR,
        expires_at=opened + LASTS,
    )
    grant_audience(group)
    remind_before_end(group)
    for name in circle.members:
        admit(group, people[name].pk)
    # How the others came in: each by an invitation of their own, the day after.
    Invitation.objects.bulk_create(
        Invitation(
            board=group,
            email=people[name].email,
            invited_by=owner,
            expires_at=opened + timedelta(days=14),
            accepted_by=people[name],
            closed_at=opened + timedelta(days=1),
        )
        for name in circle.members[1:]
    )
    return group
