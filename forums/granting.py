"""Who holds what on which board: grants to roles (and single members), read in one query."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.db import transaction
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from community.members.models import User
from community.members.roles import MODERATORS, Role
from community.members.standing import members_with
from forums.models import Board, BoardGroupGrant, BoardUserGrant

READ, START, REPLY, MODERATE = "read_board", "start_topic", "reply_in_board", "moderate_board"

# Who reads and writes on a new board of each audience. Managers read all: they answer for it.
AUDIENCE_ROLES: dict[str, tuple[Role, Role]] = {
    Board.Audience.PUBLIC: (Role.ANYONE, Role.MEMBER),
    Board.Audience.MEMBERS: (Role.MEMBER, Role.MEMBER),
    Board.Audience.PROFESSIONALS: (Role.PROFESSIONAL, Role.PROFESSIONAL),
    Board.Audience.DOCTORS: (Role.DOCTOR, Role.DOCTOR),
}


def writes_as(board: Board) -> Role:
    """What its audience is, and so whoever writes on a board, but for those whose office it is."""
    return AUDIENCE_ROLES.get(board.audience, (Role.MEMBER, Role.MEMBER))[1]


AUDIENCE_WORDS = {
    Board.Audience.PUBLIC: "Public",
    Board.Audience.MEMBERS: "Members",
    Board.Audience.PROFESSIONALS: "Professionals",
    Board.Audience.DOCTORS: "Closed clinical",
}
ROLE_WORDS = {
    Role.ANYONE: "Not signed in",
    Role.MEMBER: "Member",
    Role.DECLARED: "Self-declared",
    Role.STUDENT: "Student",
    Role.PROFESSIONAL: "Healthcare professional",
    Role.DOCTOR: "Verified doctor",
}

Grants = dict[str, frozenset[int]]


@dataclass(frozen=True)
class _Held:
    """What is cached: grants of the roles, and those of the member by name with the conditions that
    are looked at anew each time."""

    by_role: Grants
    by_name: tuple[tuple[str, int, datetime | None], ...]


# Cached grants are looked up under this version; a change of grants bumps it. The time-out is a
# backstop for a bump that Redis never heard.
VERSION_KEY = "board-grants-version"
CACHE_FOR = 300  # seconds


def grants_of(user_id: int | None, roles: frozenset[Role]) -> Grants:
    """{permission: ids of boards} of these roles and this member. One query, or none if cached.

    What a member holds by name, as in a group, ends when the board's `expires_at` has come, and
    counts only while they are what the board requires.
    """
    version = cache.get(VERSION_KEY)
    if version is None:
        version = uuid.uuid4().hex
        if not cache.add(VERSION_KEY, version, None):
            version = cache.get(VERSION_KEY)
        if version is None:  # Redis is away, and would never hear of a bump
            return grants_uncached(user_id, roles)
    key = f"board-grants:{version}:{user_id or 0}:{','.join(sorted(roles))}"
    held = cache.get(key)
    if held is None:
        held = _read(user_id, roles)
        cache.set(key, held, CACHE_FOR)
    return _now(held)


def grants_uncached(user_id: int | None, roles: frozenset[Role]) -> Grants:
    """The same, with what the present transaction has granted and not yet committed."""
    return _now(_read(user_id, roles))


def _now(held: _Held) -> Grants:
    """Those that count at this moment."""
    if not held.by_name:
        return held.by_role
    now = timezone.now()
    found = {permission: set(ids) for permission, ids in held.by_role.items()}
    for permission, board_id, ends in held.by_name:
        if ends is None or ends > now:
            found.setdefault(permission, set()).add(board_id)
    return {permission: frozenset(ids) for permission, ids in found.items()}


def _read(user_id: int | None, roles: frozenset[Role]) -> _Held:
    by_role = BoardGroupGrant.objects.filter(group__name__in=[r.value for r in roles])
    # A suspended member has the role of anyone alone, and no grant of their own counts then.
    by_name = BoardUserGrant.objects.filter(
        user_id=user_id if Role.MEMBER in roles else None,
        content_object__requires__in=[r.value for r in roles],
    )
    if not roles & MODERATORS:  # staff, and so with a second factor
        by_name = by_name.exclude(permission__codename=MODERATE)
    columns = (F("permission__codename"), F("content_object_id"))
    no_end = Value(None, output_field=DateTimeField())
    rows = by_role.values_list(*columns, no_end, Value(False)).union(
        by_name.values_list(*columns, F("content_object__expires_at"), Value(True))
    )
    found: dict[str, set[int]] = defaultdict(set)
    named = []
    for permission, board_id, ends, is_named in rows:
        if is_named:
            named.append((permission, board_id, ends))
        else:
            found[permission].add(board_id)
    return _Held({codename: frozenset(ids) for codename, ids in found.items()}, tuple(named))


def readers_of(board: Board) -> QuerySet[User]:
    """The members who may read a board now: what the gate says, asked the other way round. Staff
    whose role opens it are among them, as they are once they have shown their second factor. The
    suspended are not, though they read what is public: nothing is brought to them."""
    granted = BoardGroupGrant.objects.filter(content_object=board, permission__codename=READ)
    # A group of another name than a role has no members, and opens nothing to anyone.
    names = set(granted.values_list("group__name", flat=True))
    # Asked of each member in turn: who looks for a few by name does not read through all of them.
    able = members_with({role for role in Role if role.value in names})
    readers = Q(Exists(able.filter(pk=OuterRef("pk"))))
    if not board.has_ended:
        readers |= Q(Exists(reading_members_of(board).filter(pk=OuterRef("pk"))))
    return User.objects.filter(readers)


def members_of(board: Board) -> QuerySet[User]:
    """Those who were let in by name, each with `reads`: whether they are now what the board
    requires. The board's end is not looked at."""
    return User.objects.filter(_by_name(board)).annotate(reads=Exists(_able(board)))


def reading_members_of(board: Board) -> QuerySet[User]:
    """Those of them who are what it requires."""
    return User.objects.filter(_by_name(board), Exists(_able(board)))


def _by_name(board: Board) -> Q:
    named = BoardUserGrant.objects.filter(content_object=board, permission__codename=READ)
    return Q(pk__in=named.values("user_id"))


def _able(board: Board) -> QuerySet[User]:
    return members_with({Role(board.requires)}).filter(pk=OuterRef("pk"))


def admit(board: Board, user_id: int) -> None:
    """Let a member read and write on a board, by name. Once is as good as twice."""
    permissions = _permissions(READ, START, REPLY)
    BoardUserGrant.objects.bulk_create(
        [BoardUserGrant(user_id=user_id, permission=p, content_object=board) for p in permissions],
        ignore_conflicts=True,
    )
    forget_cached()  # what is made in bulk sends no signal


def dismiss(board: Board, user_id: int) -> bool:
    """Take back what a member holds by name on a board. False where that was nothing."""
    grants = BoardUserGrant.objects.filter(user_id=user_id, content_object=board)
    return bool(grants.delete()[0])


# The roles whose grants members read of, in the order of what they open.
SHOWN = [Role.ANYONE, Role.MEMBER, Role.DECLARED, Role.STUDENT, Role.PROFESSIONAL, Role.DOCTOR]


def opened_to() -> dict[str, Any]:
    """For each role, and each audience that a board has: "writes" (and reads), "reads" or "". What
    everyone holds counts for members, and so on up; a doctor is a professional. One query."""
    rows = BoardGroupGrant.objects.filter(
        group__name__in=[role.value for role in SHOWN],
        permission__codename__in=[READ, REPLY],
    ).values_list("group__name", "permission__codename", "content_object__audience")
    held = set(rows.distinct())
    audiences = [a for a in Board.Audience if a in AUDIENCE_ROLES]
    lines = []
    for role in SHOWN:
        roles = {Role.ANYONE, Role.MEMBER, role} if role is not Role.ANYONE else {role}
        if role is Role.DOCTOR:
            roles |= {Role.PROFESSIONAL}
        cells = []
        for audience in audiences:
            reads = any((r.value, READ, audience.value) in held for r in roles)
            writes = any((r.value, REPLY, audience.value) in held for r in roles)
            cells.append("writes" if writes else "reads" if reads else "")
        lines.append((ROLE_WORDS[role], cells))
    return {"audiences": [AUDIENCE_WORDS[a] for a in audiences], "lines": lines}


def grant_audience(board: Board) -> None:
    """Give a new board the grants that its audience stands for. Group boards get none here."""
    granted = {name: [Role.COMMUNITY_MANAGER] for name in (READ, START, REPLY, MODERATE)}
    if board.audience in AUDIENCE_ROLES:
        reads, writes = AUDIENCE_ROLES[board.audience]
        granted[READ] = [*granted[READ], reads]
        for codename in (START, REPLY):
            granted[codename] = [*granted[codename], writes]
    groups = {role: role_group(role) for role in {r for roles in granted.values() for r in roles}}
    BoardGroupGrant.objects.bulk_create(
        [
            BoardGroupGrant(group=groups[role], permission=permission, content_object=board)
            for permission in _permissions(*granted)
            for role in granted[permission.codename]
        ],
        ignore_conflicts=True,
    )
    forget_cached()  # what is made in bulk sends no signal


def _permissions(*codenames: str) -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="forums", codename__in=codenames)


def role_group(role: Role) -> Group:
    """The group that stands for a role. It has grants and never members: roles are worked out."""
    return Group.objects.get_or_create(name=role.value)[0]


def forget_cached(**_: object) -> None:
    """Let every viewer's grants be read anew. Also after a change of a group's end or condition."""
    # After commit: a reader that sees the new version must also see the new grants.
    transaction.on_commit(lambda: cache.set(VERSION_KEY, uuid.uuid4().hex, None))


for _signal in (post_save, post_delete):
    for _model in (BoardGroupGrant, BoardUserGrant):
        # Not an event of ours: guardian and the admin write these rows, and both must bump.
        _uid = f"forget-{_model.__name__}-{id(_signal)}"
        _signal.connect(forget_cached, sender=_model, dispatch_uid=_uid)
