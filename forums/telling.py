"""Tell members what concerns them, once the author's minute is over and the post was screened.

Each is told of a post once at most, and for the strongest reason only: that it mentions them,
quotes them, is a reply in their topic or where they watch, or opens a topic: by a member they
follow, or on a board they watch.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from community.audit.recording import is_recorded, record
from community.events import UNDO, emit
from community.inbox.telling import tell_many, told
from community.members.models import Block, Follow, User
from forums.access import blocking, ignoring
from forums.granting import readers_of
from forums.limits import MENTIONS_AT_MOST, TOLD_AT_ONCE, TOLD_WITHIN
from forums.mentioning import mentioned
from forums.models import BoardReading, ClinicalCase, Level, Post, Reading, State
from forums.quoting import quoted_posts
from forums.resuming import OF_POST, OF_REPLIES
from moderation.models import Screening

WATCHERS_TOLD = "watchers.told"


def tell_of_post(kind: str, subject_id: int) -> None:
    """Tell whom a post concerns, if all may read it by now; what is not yet screened comes back in
    a minute. Idempotent: after an edit only those are told who were not before."""
    post = _published(subject_id)
    if post is None:
        return
    now = timezone.now()
    if now - post.created_at < UNDO or not _is_screened(kind, post):
        if now - _written_at(post) < TOLD_WITHIN:
            emit("post.unscreened", kind=kind, subject_id=post.pk)
        return
    name, key = post.byline.name, _key(post)
    mentions = mentioned(post.html)[:MENTIONS_AT_MOST]
    _tell(post, mentions, f"{name} mentioned you", key)
    quoted = Post.objects.filter(
        pk__in=quoted_posts(post.html)[:MENTIONS_AT_MOST], topic__board=post.topic.board_id
    )
    _tell(post, quoted.values_list("author_id", flat=True), f"{name} quoted you", key)
    if not is_recorded(WATCHERS_TOLD, post):
        if post.number > 1:
            _tell_of_reply(post, [post.topic.author_id], "New replies in your topic")
        tell_followers(post.pk, 0)


def tell_followers(post_id: int, after: int) -> None:
    """Tell the next TOLD_AT_ONCE of those who follow the member that opened a topic under their own
    name, then those who watch its board."""
    post = _published(post_id)
    if post is None:
        return
    some = list(_followers(post).filter(user__gt=after)[:TOLD_AT_ONCE])
    _tell(post, some, f"{post.byline.name} opened a topic", _key(post))
    if len(some) == TOLD_AT_ONCE:
        emit("followers.waiting", post_id=post.pk, after=some[-1])
    else:
        tell_watchers(post.pk, 0)


def tell_watchers(post_id: int, after: int) -> None:
    """Tell the next TOLD_AT_ONCE of those who watch, from the member after that id on; the rest is
    work of its own. One who ends between two of them begins again where it was."""
    post = _published(post_id)
    if post is None:
        return  # held meanwhile: when it is restored, those who were not told yet are
    watchers = _watchers(post).filter(user__gt=after).order_by("user")
    some = list(watchers.values_list("user", flat=True)[:TOLD_AT_ONCE])
    if post.number > 1:
        is_end = ClinicalCase.objects.filter(topic=post.topic_id, outcome=post).exists()
        text = "How a case ended that you watch" if is_end else "New replies in a topic you watch"
        _tell_of_reply(post, some, text)
    else:
        _tell(post, some, "A new topic on a board you watch", _key(post))
    if len(some) == TOLD_AT_ONCE:
        emit("watchers.waiting", post_id=post.pk, after=some[-1])
    else:
        record(WATCHERS_TOLD, post, actor_id=None)


# --- Whom and what -------------------------------------------------------------------------------


def _tell(post: Post, user_ids: Iterable[int], text: str, key: str) -> None:
    """Tell those of them whom it may reach, unless this post was told them before."""
    if wanted := set(user_ids):
        listeners = set(_listeners(post).filter(pk__in=wanted).values_list("pk", flat=True))
        tell_many(listeners, text, post.get_absolute_url(), subject=("post", post.pk), key=key)


def _tell_of_reply(post: Post, user_ids: Iterable[int], text: str) -> None:
    """The same of a reply. One notice stands for all that come before it is read; it is about the
    topic, which is its first post, and leads to what is new to each."""
    wanted = set(user_ids)
    wanted -= told(wanted, _key(post))
    if not wanted:
        return
    listeners = set(_listeners(post).filter(pk__in=wanted).values_list("pk", flat=True))
    first = Post.objects.only("pk").get(topic=post.topic_id, number=1)
    tell_many(
        listeners,
        text,
        reverse("first_new", args=[post.topic_id]),
        subject=("post", first.pk),
        key=f"{OF_REPLIES}{post.topic_id}",
        until_read=True,
    )


def _listeners(post: Post) -> QuerySet[User]:
    """Who may read the board now, is not the author, neither ignores nor blocks the name it is
    signed with, and has muted neither the topic nor the board."""
    muted = Reading.objects.filter(user=OuterRef("pk"), topic=post.topic_id, level=Level.MUTE)
    silenced = BoardReading.objects.filter(
        user=OuterRef("pk"), board=post.topic.board_id, level=Level.MUTE
    )
    return (
        readers_of(post.topic.board)
        .exclude(pk=post.author_id)
        .exclude(Exists(ignoring(post)))
        .exclude(Exists(blocking(post)))
        .exclude(Exists(muted))
        .exclude(Exists(silenced))
    )


def _followers(post: Post) -> QuerySet[Follow, int]:
    """Ids of those who follow its author, in their order. A pseudonym has no followers, a reply
    tells none, and whom the author blocks follows for nothing."""
    if post.number > 1 or post.pseudonym_id is not None:
        return Follow.objects.none().values_list("user", flat=True)
    blocked = Block.objects.filter(user=post.author_id, blocked=OuterRef("user"))
    rows = Follow.objects.filter(followed=post.author_id).exclude(Exists(blocked))
    return rows.order_by("user").values_list("user", flat=True)


def _watchers(post: Post) -> QuerySet[Reading] | QuerySet[BoardReading]:
    if post.number > 1:
        return Reading.objects.filter(topic=post.topic_id, level=Level.WATCH)
    return BoardReading.objects.filter(board=post.topic.board_id, level=Level.WATCH)


def _published(post_id: int) -> Post | None:
    """The post as it reads now, if it and its topic are there for all who may read the board."""
    published = Post.objects.filter(state=State.PUBLISHED, topic__state=State.PUBLISHED)
    return (
        published.select_related("topic__board", "author", "pseudonym").filter(pk=post_id).first()
    )


def _is_screened(kind: str, post: Post) -> bool:
    """Whether what its author last wrote was screened. A redaction makes a version, too, but only
    takes words away; each edit left a revision."""
    edits = post.revisions.values_list("version", flat=True)
    written = max(edits, default=0) + 1
    return Screening.objects.filter(
        subject_kind=kind, subject_id=post.pk, subject_version__gte=written
    ).exists()


def _written_at(post: Post) -> datetime:
    return post.edited_at or post.created_at


def _key(post: Post) -> str:
    return f"{OF_POST}{post.pk}"
