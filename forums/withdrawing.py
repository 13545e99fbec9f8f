"""Take one's own post back: within a minute as if it had never been, later with a stub left."""

from django.db import transaction

from community.audit.recording import record
from community.events import emit
from community.members.viewer import Viewer
from forums import rules
from forums.drafting import keep
from forums.models import Draft, Post, State
from forums.storing import change_state, empty, lock


def withdraw(viewer: Viewer, post: Post) -> Post:
    """A stub stays, the words go. Raises Refused."""
    rules.may_withdraw(viewer, post).require()
    with transaction.atomic():
        topic, post = lock(post.pk)
        if post.state == State.WITHDRAWN:
            return post
        rules.may_withdraw(viewer, post).require()
        empty(topic, post, "Withdrawn topic")
        change_state(topic, post, State.WITHDRAWN)
        record("post.withdrawn", post, actor_id=viewer.user_id)
        emit("post.withdrawn", kind="post", subject_id=post.pk)
    return post


def undo(viewer: Viewer, post: Post) -> Draft:
    """Nothing of the post stays, and its words are the member's draft again. Raises Refused once
    the minute is over, or when someone has replied or looked into it."""
    rules.may_undo(viewer, post).require()
    with transaction.atomic():
        topic, post = lock(post.pk)
        rules.may_undo(viewer, post).require()
        draft = keep(viewer, post)
        empty(topic, post, "Undone topic")
        change_state(topic, post, State.UNDONE)
        record("post.undone", post, actor_id=viewer.user_id)
        emit("post.undone", kind="post", subject_id=post.pk)
    return draft
