"""Take one's own post back: within a minute as if it had never been, later with a stub left."""

from django.db import transaction
from django.db.models import Q

from community.audit.recording import record
from community.events import emit
from community.lib.verdicts import Refused
from community.members.viewer import Viewer
from community.pipeline.once import forget
from forums import attaching, keeping, rules
from forums.drafting import discard, keep, offered
from forums.models import Draft, Picture, Post, State
from forums.places import where_written
from forums.storing import change_state, empty, lock
from moderation.models import Case


def withdraw(viewer: Viewer, post: Post) -> Post:
    """A stub stays, the words go. Raises Refused."""
    rules.may_withdraw(viewer, post).require()
    with transaction.atomic():
        topic, post = lock(post.pk)
        if post.state == State.WITHDRAWN:
            return post
        rules.may_withdraw(viewer, post).require()
        keeping.keep_post(topic, post, "withdrawn")
        empty(topic, post, "Withdrawn topic")
        attaching.take_away(post.pictures.exclude(state=Picture.State.REMOVED))
        discard(viewer, f"edit {post.pk}")
        change_state(topic, post, State.WITHDRAWN)
        record("post.withdrawn", post, **post.recorded)
        emit("post.withdrawn", kind="post", subject_id=post.pk)
    return post


def undo(viewer: Viewer, post: Post) -> Draft:
    """Nothing of the post stays, and its words are the member's draft again. Raises Refused once
    the minute is over, or when someone has replied or looked into it."""
    rules.may_undo(viewer, post).require()
    with transaction.atomic():
        topic, post = lock(post.pk)
        if post.state == State.UNDONE and (draft := undone(viewer, post.pk)):
            return draft
        rules.may_undo(viewer, post).require()
        _require_no_case(post)
        keeping.keep_post(topic, post, "undone")
        attaching.put_back(viewer, post, where_written(post).name)
        draft = keep(viewer, post)
        empty(topic, post, "Undone topic")
        change_state(topic, post, State.UNDONE)
        # The form it came with may be sent again: what it led to is no more.
        act = f"start {where_written(post).name}" if post.number == 1 else f"reply {topic.pk}"
        forget(viewer.member_id, act, post.pk)
        record("post.undone", post, **post.recorded)
        emit("post.undone", kind="post", subject_id=post.pk)
    return draft


def undone(viewer: Viewer, post_id: int) -> Draft | None:
    """The draft that a post of the viewer's became when it was undone, while there is one: no one
    else, and no page, knows of the post any more."""
    post = (
        Post.objects.filter(pk=post_id, author=viewer.user_id, state=State.UNDONE)
        .select_related("topic__board")
        .first()
    )
    return offered(viewer, where_written(post)) if post else None


def _require_no_case(post: Post) -> None:
    """A moderator must find what a case is about. The author is not told that there is one: a post
    that was marked and let stand is no one's fault yet."""
    about = Q(subject_kind="post", subject_id=post.pk)
    about |= Q(subject_kind="picture", subject_id__in=post.pictures.values("pk"))
    if Case.objects.filter(about, state__in=Case.UNSETTLED).exists():
        raise Refused("It is too late to take this back. You can still edit or withdraw your post.")
