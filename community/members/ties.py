"""Follow a member, or have nothing to do with them.

Both are a member's own affair: the other is not told, nothing is recorded, no number is shown, and
nothing that the other sees says so.
"""

from django.db import transaction

from community.lib import limits
from community.lib.paging import page_after
from community.lib.verdicts import Refused
from community.members.limits import FOLLOWED_AT_MOST, PEOPLE_PAGE, TYING
from community.members.models import Block, Follow, User
from community.members.rules import may_see_members
from community.members.viewer import Viewer


def follow(viewer: Viewer, member: User) -> None:
    """Be told of the topics that a member opens under their own name. A second time changes
    nothing. Raises Refused, TooFast."""
    _begin(viewer, member)
    with transaction.atomic():
        _lock(viewer)
        if blocks(viewer, member.pk):
            raise Refused(f"You block {member.name}. Unblock them first, then follow.")
        theirs = Follow.objects.filter(user=viewer.member_id)
        if theirs.count() >= FOLLOWED_AT_MOST and not follows(viewer, member.pk):
            raise Refused(f"You follow {FOLLOWED_AT_MOST} members, which is as many as one can.")
        row = Follow(user_id=viewer.member_id, followed=member)
        Follow.objects.bulk_create([row], ignore_conflicts=True)


def unfollow(viewer: Viewer, member: User) -> None:
    _begin(viewer, member)
    Follow.objects.filter(user=viewer.member_id, followed=member).delete()


def block(viewer: Viewer, member: User) -> None:
    """End one's own following of them, and the connection. That they follow stays, and counts for
    nothing: else their own list would tell them. Raises Refused, TooFast."""
    _begin(viewer, member)
    with transaction.atomic():
        _lock(viewer)
        row = Block(user_id=viewer.member_id, blocked=member)
        Block.objects.bulk_create([row], ignore_conflicts=True)
        Follow.objects.filter(user=viewer.member_id, followed=member).delete()


def unblock(viewer: Viewer, member: User) -> None:
    """Whom one followed before is not followed again by this."""
    _begin(viewer, member)
    Block.objects.filter(user=viewer.member_id, blocked=member).delete()


def follows(viewer: Viewer, member_id: int) -> bool:
    return Follow.objects.filter(user=viewer.user_id, followed=member_id).exists()


def blocks(viewer: Viewer, member_id: int) -> bool:
    return Block.objects.filter(user=viewer.user_id, blocked=member_id).exists()


def followed(viewer: Viewer, after: str | None) -> tuple[list[Follow], str | None]:
    """Whom the viewer follows, the last first, from the key `after` on. One query."""
    rows = Follow.objects.filter(user=viewer.member_id, followed__is_active=True)
    rows = rows.select_related("followed__specialty")
    return page_after(rows, ("pk",), after, PEOPLE_PAGE)


def blocked(viewer: Viewer, after: str | None) -> tuple[list[Block], str | None]:
    """Whom the viewer blocks, the last first, from the key `after` on. One query."""
    rows = Block.objects.filter(user=viewer.member_id, blocked__is_active=True)
    rows = rows.select_related("blocked__specialty")
    return page_after(rows, ("pk",), after, PEOPLE_PAGE)


def _begin(viewer: Viewer, member: User) -> None:
    may_see_members(viewer).require()
    if member.pk == viewer.user_id:
        raise Refused("This is you.")
    limits.spend(TYING, viewer.member_id)


def _lock(viewer: Viewer) -> None:
    """Follow and block sent at once wait for one another, and never both hold."""
    User.objects.select_for_update(no_key=True, of=("self",)).get(pk=viewer.member_id)
