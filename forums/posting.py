"""Write: open a topic, reply, edit. Each reads: authorise, lock, change, record."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.audit.recording import record
from community.events import emit
from community.lib import limits, rendering
from community.lib.rendering import Rendered
from community.members.models import User
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from forums import attaching, following, mentioning, naming, polling, restraining, rules
from forums.access import require_readable
from forums.drafting import discard
from forums.kinds import kind_of
from forums.limits import POSTING
from forums.models import Board, Post, Pseudonym, Revision, State, Topic
from forums.models.poll import poll_words
from forums.places import Place
from forums.said import known_of
from forums.stopping import Stopped as Stopped
from forums.storing import CONTENT, lock, lock_topic, show
from moderation.detectors import Known
from moderation.screening import advise, check_before_posting, knowing, tells_details


@dataclass(frozen=True)
class Composed:
    """What a member handed in. `key` is the form's; `kept_reason` why they keep what was marked;
    `seen` the version of the draft that the form last knew of. `kind` is that of a new topic, ""
    for its board's; `details` what the kind's own form asked for besides words; `masked` whether
    they want to sign with their pseudonym; `has_pictures` whether they have put pictures by at this
    place; `poll` what is asked in one, if there is one. `heeded` holds the tokens of the marks that
    the author was shown, None asks for no advice; `overrode` are the kinds that they kept."""

    source: str
    key: uuid.UUID
    title: str = ""
    kept_reason: str = ""
    seen: int | None = None
    kind: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    masked: bool = False
    has_pictures: bool = False
    poll: Mapping[str, Any] | None = None
    heeded: frozenset[str] | None = None
    overrode: str = ""

    @property
    def fields(self) -> dict[str, str]:
        titled = {"title": self.title} if self.title else {}
        asked = poll_words(self.poll["question"], self.poll["options"]) if self.poll else {}
        return titled | {"body": self.source} | asked


class Merged(Exception):
    """The topic was merged into another while a reply to it was on its way."""


class Conflict(Exception):
    """The post was edited elsewhere meanwhile; `post` is as it stands now."""

    def __init__(self, post: Post) -> None:
        super().__init__("This post was changed meanwhile.")
        self.post = post


def start_topic(viewer: Viewer, board: Board, draft: Composed) -> Post:
    """Open a topic and return its first post. Raises Refused, TooFast, Unfit or Stopped."""
    rules.may_start_topic(viewer, board, draft.kind).require()
    limits.spend(POSTING, viewer.member_id)
    draft, rendered = _check(viewer, draft, board)
    place = Place(board, kind=draft.kind).name
    with transaction.atomic():
        form = once(viewer.member_id, draft.key, f"start {place}")
        if form.result_id:
            return Post.objects.get(pk=form.result_id)
        board = Board.objects.select_for_update(no_key=True, of=("self",)).get(pk=board.pk)
        rules.may_start_topic(viewer, board, draft.kind).require()
        _wait_turn(viewer, board)
        name = naming.name_for(viewer, board, None, draft.masked)
        topic = Topic.objects.create(
            board=board,
            author_id=viewer.member_id,
            title=draft.title,
            kind=draft.kind if draft.kind != board.kind else "",
            pseudonym=name,
        )
        post = _add(viewer, topic, draft, rendered, name)
        kind_of(topic).opened(topic, post, draft.details)
        if draft.poll:
            polling.open_poll(viewer, topic, draft.poll)
        if draft.has_pictures:
            attaching.adopt(viewer, place, post)
        following.after_posting(viewer, topic, post)
        discard(viewer, place, draft.source, draft.seen)
        record("topic.started", topic, **topic.recorded, board=board.pk)
        emit("topic.started", kind="post", subject_id=post.pk)
        remember(form, post.pk)
    return post


def reply(viewer: Viewer, topic: Topic, draft: Composed) -> Post:
    """Add a post to a topic. Raises Refused, TooFast, Unfit, Stopped or Merged."""
    rules.may_reply(viewer, topic).require()
    limits.spend(POSTING, viewer.member_id)
    draft, rendered = _check(viewer, draft, topic.board, topic)
    with transaction.atomic():
        form = once(viewer.member_id, draft.key, f"reply {topic.pk}")
        if form.result_id:
            return Post.objects.get(pk=form.result_id)
        topic = lock_topic(topic.pk)
        if topic.state == State.MERGED:
            raise Merged
        require_readable(viewer, topic.board_id)
        rules.may_reply(viewer, topic).require()
        _wait_turn(viewer, topic.board, topic)
        restraining.take_turn(viewer, topic.board)
        name = naming.name_for(viewer, topic.board, topic, draft.masked)
        post = _add(viewer, topic, draft, rendered, name)
        kind_of(topic).replied(topic, post)
        if draft.has_pictures:
            attaching.adopt(viewer, f"reply {topic.pk}", post)
        following.after_posting(viewer, topic, post)
        discard(viewer, f"reply {topic.pk}", draft.source, draft.seen)
        record("post.submitted", post, **post.recorded, topic=topic.pk)
        emit("post.submitted", kind="post", subject_id=post.pk)
        remember(form, post.pk)
    return post


def edit(viewer: Viewer, post: Post, draft: Composed, version: int) -> Post:
    """Change a post that was read at `version`, keeping what it was. Raises Refused, TooFast,
    Unfit, Stopped, or Conflict when it has changed since."""
    rules.may_edit(viewer, post).require()
    limits.spend(POSTING, viewer.member_id)
    draft, rendered = _check(viewer, draft, post.topic.board, post.topic, post)
    with transaction.atomic():
        form = once(viewer.member_id, draft.key, f"edit {post.pk}")
        if form.result_id:
            return Post.objects.get(pk=form.result_id)
        topic, post = lock(post.pk)
        require_readable(viewer, topic.board_id)
        rules.may_edit(viewer, post).require()
        if post.version != version:
            raise Conflict(post)
        _keep_revision(post, topic)
        if post.number == 1 and draft.title and draft.title != topic.title:
            topic.title = draft.title
            topic.save(update_fields=["title"])
        post.source, post.kept_reason = draft.source, draft.kept_reason
        post.overrode = draft.overrode
        show(post, rendered)
        post.edited_at, post.version = timezone.now(), post.version + 1
        post.save(update_fields=[*CONTENT, "kept_reason", "overrode", "edited_at", "version"])
        if post.number == 1:
            kind_of(topic).edited(topic, post, draft.details)
        if draft.has_pictures:
            attaching.adopt(viewer, f"edit {post.pk}", post)
        discard(viewer, f"edit {post.pk}", draft.source, draft.seen)
        record("post.edited", post, **post.recorded, version=post.version)
        emit("post.edited", kind="post", subject_id=post.pk)
        remember(form, post.pk)
    return post


def _add(
    viewer: Viewer, topic: Topic, draft: Composed, rendered: Rendered, name: Pseudonym | None
) -> Post:
    topic.last_number += 1
    post = Post(
        topic=topic,
        number=topic.last_number,
        author_id=viewer.member_id,
        pseudonym=name,
        source=draft.source,
        kept_reason=draft.kept_reason,
        overrode=draft.overrode,
    )
    show(post, rendered)
    post.save()
    topic.bump_id, topic.bump_number = post.pk, post.number
    topic.reply_count = F("reply_count") + (1 if post.number > 1 else 0)
    topic.save(update_fields=["last_number", "bump", "bump_number", "reply_count"])
    return post


def _wait_turn(viewer: Viewer, board: Board, topic: Topic | None = None) -> None:
    """In slow mode of the board or of the topic, raise TooFast for whoever posted there a moment
    ago. Their account's row is the lock, or two posts sent at once would both find nothing."""
    if rules.may_moderate(viewer, board.pk):
        return
    where: dict[str, Board | Topic] = {"topic__board": board}
    seconds = board.slow_seconds
    if topic and topic.slow_seconds > seconds:
        where, seconds = {"topic": topic}, topic.slow_seconds
    if not seconds:
        return
    User.objects.select_for_update(no_key=True).get(pk=viewer.member_id)
    newest = (
        Post.objects.filter(author=viewer.member_id, **where)
        .order_by("-pk")
        .values_list("created_at", flat=True)
        .first()
    )
    if newest:
        passed = (timezone.now() - newest).total_seconds()
        if passed < seconds:
            raise limits.TooFast(int(seconds - passed) + 1)


def _check(
    viewer: Viewer,
    draft: Composed,
    board: Board,
    topic: Topic | None = None,
    post: Post | None = None,
) -> tuple[Composed, Rendered]:
    """Name whom it mentions, render it, and look for what may not be posted at all; before any
    lock, since it takes time."""
    rendering.require_fit(draft.source)
    typed = draft.fields
    draft = replace(draft, source=mentioning.resolve(board, draft.source))
    rendered = rendering.render(draft.source)
    if not rendered.text:
        raise rendering.Unfit("There is nothing to read in this yet.")
    # Marks are shown in what was typed, and links to colleagues have moved what comes after them.
    fields: dict[str, tuple[str, str | None]] = {name: (text, None) for name, text in typed.items()}
    fields["body"] = (typed["body"], rendered.text)
    stopped = Stopped(check_before_posting(fields, knowing(board.readers)))
    is_stopped = bool(stopped.marks) and not (stopped.keepable and draft.kept_reason)
    if draft.heeded is None:
        if is_stopped:
            raise stopped
        return draft, rendered
    known = knowing(board.readers)
    if tells_details(" ".join(typed.values())):
        known = known_of(
            viewer.member_id, topic, masked=draft.masked, readers=board.readers, before=post
        )
    advised = Stopped(advise(fields, known))
    if is_stopped:
        raise advised
    advised = advised.only_advice
    shown = draft.heeded | (_stood(post, known) if post and advised.marks else frozenset())
    if advised.tokens - shown:
        raise advised
    return replace(draft, overrode=", ".join(sorted(advised.kinds))[: Post.OVERRODE]), rendered


def _stood(post: Post, known: Known) -> frozenset[str]:
    """The marks of a post as it stands, whose author need not be told of them again."""
    fields = {"title": (post.topic.title, None), "body": (post.source, post.text)}
    return Stopped(advise(fields, known)).tokens


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
