"""Write: open a topic, reply, edit, withdraw. Each reads: authorise, lock, change, record."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from community.audit.recording import record
from community.events import emit
from community.lib import limits, rendering
from community.lib.rendering import Rendered
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from forums import rules
from forums.limits import POSTING
from forums.models import Board, Post, Revision, State, Topic
from moderation.screening import Mark, check_before_posting


@dataclass(frozen=True)
class Draft:
    """What a member handed in. `key` is the form's; `kept_reason` why they keep what was marked."""

    source: str
    key: uuid.UUID
    title: str = ""
    kept_reason: str = ""

    @property
    def fields(self) -> dict[str, str]:
        titled = {"title": self.title} if self.title else {}
        return titled | {"body": self.source}


class Stopped(Exception):
    """The check found what may not be posted. `marks` by field; nothing was written."""

    def __init__(self, marks: Mapping[str, list[Mark]]) -> None:
        super().__init__("This may identify a patient.")
        self.marks = marks

    @property
    def keepable(self) -> bool:
        """Whether a stated reason is enough for all of them."""
        return all(mark.keepable for marks in self.marks.values() for mark in marks)


class Conflict(Exception):
    """The post was edited elsewhere meanwhile; `post` is as it stands now."""

    def __init__(self, post: Post) -> None:
        super().__init__("This post was changed meanwhile.")
        self.post = post


def start_topic(viewer: Viewer, board: Board, draft: Draft) -> Post:
    """Open a topic and return its first post. Raises Refused, TooFast, Unfit or Stopped."""
    rules.may_start_topic(viewer, board).require()
    limits.spend(POSTING, viewer.member_id)
    rendered = _check(draft, board)
    with transaction.atomic():
        form = once(viewer.member_id, draft.key, f"start topic {board.pk}")
        if form.result_id:
            return Post.objects.get(pk=form.result_id)
        board = Board.objects.select_for_update(no_key=True, of=("self",)).get(pk=board.pk)
        rules.may_start_topic(viewer, board).require()
        topic = Topic.objects.create(board=board, author_id=viewer.member_id, title=draft.title)
        post = _add(viewer, topic, draft, rendered)
        record("topic.started", topic, actor_id=viewer.user_id, board=board.pk)
        emit("topic.started", kind="post", subject_id=post.pk)
        remember(form, post.pk)
    return post


def reply(viewer: Viewer, topic: Topic, draft: Draft) -> Post:
    """Add a post to a topic. Raises Refused, TooFast, Unfit or Stopped."""
    rules.may_reply(viewer, topic).require()
    limits.spend(POSTING, viewer.member_id)
    rendered = _check(draft, topic.board)
    with transaction.atomic():
        form = once(viewer.member_id, draft.key, f"reply {topic.pk}")
        if form.result_id:
            return Post.objects.get(pk=form.result_id)
        topic = (
            Topic.objects.select_for_update(no_key=True, of=("self",))
            .select_related("board")
            .get(pk=topic.pk)
        )
        rules.may_reply(viewer, topic).require()
        post = _add(viewer, topic, draft, rendered)
        record("post.submitted", post, actor_id=viewer.user_id, topic=topic.pk)
        emit("post.submitted", kind="post", subject_id=post.pk)
        remember(form, post.pk)
    return post


def edit(viewer: Viewer, post: Post, draft: Draft, version: int) -> Post:
    """Change a post that was read at `version`, keeping what it was. Raises Refused, TooFast,
    Unfit, Stopped, or Conflict when it has changed since."""
    rules.may_edit(viewer, post).require()
    limits.spend(POSTING, viewer.member_id)
    rendered = _check(draft, post.topic.board)
    with transaction.atomic():
        form = once(viewer.member_id, draft.key, f"edit {post.pk}")
        if form.result_id:
            return Post.objects.get(pk=form.result_id)
        topic, post = lock(post.pk)
        rules.may_edit(viewer, post).require()
        if post.version != version:
            raise Conflict(post)
        _keep_revision(post, topic)
        if post.number == 1 and draft.title and draft.title != topic.title:
            topic.title = draft.title
            topic.save(update_fields=["title"])
        post.source, post.kept_reason = draft.source, draft.kept_reason
        show(post, rendered)
        post.edited_at, post.version = timezone.now(), post.version + 1
        post.save(update_fields=[*CONTENT, "kept_reason", "edited_at", "version"])
        record("post.edited", post, actor_id=viewer.user_id, version=post.version)
        emit("post.edited", kind="post", subject_id=post.pk)
        remember(form, post.pk)
    return post


def withdraw(viewer: Viewer, post: Post) -> Post:
    """Take one's own post back: a stub stays, the words go. Raises Refused."""
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


# --- What the forums' other use cases need of a post too ---------------------------------------

CONTENT = ["source", "html", "text", "renderer"]


def lock(post_id: int) -> tuple[Topic, Post]:
    """The topic and the post, locked in that order, as every writer must."""
    topic = (
        Topic.objects.select_for_update(no_key=True, of=("self",))
        .select_related("board")
        .get(posts=post_id)
    )
    post = Post.objects.select_for_update(no_key=True, of=("self",)).get(pk=post_id)
    post.topic = topic
    return topic, post


def show(post: Post, rendered: Rendered) -> None:
    post.html, post.text, post.renderer = rendered.html, rendered.text, rendering.VERSION


def empty(topic: Topic, post: Post, title: str) -> dict[str, str]:
    """Take the words of a post away, its history's too, and return the fields as they were.
    A first post takes its topic's title with it; `title` stands there instead."""
    original = {"body": post.source}
    if post.number == 1:
        original = {"title": topic.title} | original
        topic.title = title
        topic.save(update_fields=["title"])
    post.source = post.html = post.text = ""
    post.save(update_fields=CONTENT)
    post.revisions.all().delete()
    return original


def change_state(topic: Topic, post: Post, state: State) -> None:
    """Set a post's state, and what the topic tells of it: its own state, replies, newest post.

    The topic must be locked, so counting its few published posts here cannot race.
    """
    was_counted = post.state == State.PUBLISHED and post.number > 1
    post.state = state
    post.save(update_fields=["state"])
    is_counted = state == State.PUBLISHED and post.number > 1
    if post.number == 1:
        topic.state = state
    topic.reply_count = F("reply_count") + (int(is_counted) - int(was_counted))
    newest = topic.posts.filter(state=State.PUBLISHED).aggregate(newest=Max("pk"))["newest"]
    topic.bump_id = newest or 0
    topic.save(update_fields=["state", "reply_count", "bump_id"])


def _add(viewer: Viewer, topic: Topic, draft: Draft, rendered: Rendered) -> Post:
    topic.last_number += 1
    post = Post(
        topic=topic,
        number=topic.last_number,
        author_id=viewer.member_id,
        source=draft.source,
        kept_reason=draft.kept_reason,
    )
    show(post, rendered)
    post.save()
    topic.bump_id = post.pk
    topic.reply_count = F("reply_count") + (1 if post.number > 1 else 0)
    topic.save(update_fields=["last_number", "bump_id", "reply_count"])
    return post


def _check(draft: Draft, board: Board) -> Rendered:
    """Render, and look for what may not be posted at all; before any lock, since it takes time."""
    rendering.require_fit(draft.source)
    rendered = rendering.render(draft.source)
    if not rendered.text:
        raise rendering.Unfit("There is nothing to read in this yet.")
    fields: dict[str, tuple[str, str | None]] = {
        name: (text, None) for name, text in draft.fields.items()
    }
    fields["body"] = (draft.source, rendered.text)
    marks = check_before_posting(fields, "closed" if board.is_closed else "open")
    stopped = Stopped(marks)
    if marks and not (stopped.keepable and draft.kept_reason):
        raise stopped
    return rendered


def _keep_revision(post: Post, topic: Topic) -> None:
    Revision.objects.create(
        post=post,
        version=post.version,
        title=topic.title if post.number == 1 else "",
        source=post.source,
        html=post.html,
        text=post.text,
        written_at=post.edited_at or post.created_at,
    )
