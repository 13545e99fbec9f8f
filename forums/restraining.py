"""What a limit that a moderator set leaves a member to write: a few posts a day, no new topics."""

from datetime import datetime

from django.utils import timezone

from community.lib.verdicts import YES, Verdict, no
from community.members.models import User
from community.members.viewer import Viewer
from forums.models import Board, Post, State
from moderation import meaning
from moderation.limits import LIMITED_POSTS, LIMITED_WITHIN
from moderation.recalling import limits_on

WHY = "“Decisions about you” says why, and how to appeal."


def may_open(viewer: Viewer, board: Board) -> Verdict:
    """Open a topic there, as far as limits go. No query for those who are not limited."""
    for limit in _limits_at(viewer, board):
        return no(f"{meaning.of_limit(*limit)}. {WHY}")
    return YES


def may_add(viewer: Viewer, board: Board) -> Verdict:
    """Reply there, as far as limits go. No query for those who are not limited."""
    for limit in _limits_at(viewer, board):
        written = _written(viewer, limit[0])
        if len(written) >= LIMITED_POSTS:
            again = meaning.moment(written[-1] + LIMITED_WITHIN)
            return no(f"{meaning.of_limit(*limit)}. You can write the next post on {again}. {WHY}")
    return YES


def take_turn(viewer: Viewer, board: Board) -> None:
    """The same behind a lock on the account: of two posts sent at once only one may be the last.
    Call in the transaction that adds one, after all other locks. Raises Refused."""
    if _limits_at(viewer, board):
        User.objects.select_for_update(no_key=True).get(pk=viewer.member_id)
        may_add(viewer, board).require()


def _limits_at(viewer: Viewer, board: Board) -> list[tuple[str, datetime]]:
    """Where and until when the viewer is limited on this board, the longest first: one of several
    may count what is written in other rooms as well."""
    here = [one for one in limits_on(viewer) if one[0] in ("all", board.readers)]
    return sorted(here, key=lambda one: one[1], reverse=True)


def _written(viewer: Viewer, rooms: str) -> list[datetime]:
    """When they wrote there within a day, the newest first, as many as count. Withdrawing a post
    gives none back, or there would be no end to it; what was taken back at once was never there."""
    posts = Post.objects.filter(
        author=viewer.member_id, created_at__gt=timezone.now() - LIMITED_WITHIN
    ).exclude(state=State.UNDONE)
    if rooms != "all":
        public = {"topic__board__audience": Board.Audience.PUBLIC}
        posts = posts.filter(**public) if rooms == "open" else posts.exclude(**public)
    newest = posts.order_by("-pk").values_list("created_at", flat=True)
    return list(newest[:LIMITED_POSTS])
