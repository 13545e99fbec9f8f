"""Who may do: verdicts with reasons. Seeing comes first: ask these only of what the gate gave."""

from django.utils import timezone

from community.lib.verdicts import YES, Verdict, no
from community.members.viewer import Viewer
from forums.access import granted
from forums.granting import MODERATE, REPLY, START
from forums.limits import EDIT_WINDOW
from forums.models import Board, Post, State, Topic


def may_moderate(viewer: Viewer, board_id: int) -> Verdict:
    if board_id in granted(viewer, MODERATE):
        return YES
    return no("Only the community managers of this board can do this.")


def may_start_topic(viewer: Viewer, board: Board) -> Verdict:
    return _may_write(viewer, board, START)


def may_reply(viewer: Viewer, topic: Topic) -> Verdict:
    if topic.state != State.PUBLISHED:
        return no("A moderator is looking at this topic; replies wait until that is done.")
    if topic.is_locked:
        return no("This topic is locked, so it takes no more replies.")
    return _may_write(viewer, topic.board, REPLY)


def may_edit(viewer: Viewer, post: Post) -> Verdict:
    if viewer.user_id != post.author_id:
        return no("Only its author can edit a post.")
    if post.state not in (State.PUBLISHED, State.HELD):
        return no("A moderator hid this post, so it cannot be edited.")
    if post.topic.is_locked:
        return no("This topic is locked, so its posts can no longer be edited.")
    if timezone.now() - post.created_at > EDIT_WINDOW:
        hours = int(EDIT_WINDOW.total_seconds() // 3600)
        return no(f"A post can be edited for {hours} hours. Reply to add to it or correct it.")
    return _may_write(viewer, post.topic.board, REPLY)


def may_withdraw(viewer: Viewer, post: Post) -> Verdict:
    if viewer.user_id != post.author_id:
        return no("Only its author can withdraw a post.")
    if post.state != State.PUBLISHED:
        return no("A moderator is looking at this post; it can be withdrawn after that.")
    if post.number == 1 and post.topic.reply_count:
        return no("Others have replied. You can edit your post, or ask a moderator to remove it.")
    return YES


def _may_write(viewer: Viewer, board: Board, permission: str) -> Verdict:
    if not viewer.is_signed_in:
        return no("Sign in to take part.")
    if viewer.is_suspended:
        return no("Your account is suspended: you can read what is public, but not write.")
    if board.state != Board.State.OPEN:
        return no("This board is read-only for now.")
    if board.pk not in granted(viewer, permission):
        return no(f"You cannot write here. {board.audience_words}; writing needs more than that.")
    return YES
