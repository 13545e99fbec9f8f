"""What every use case that changes a post needs: take the locks, set its text, set its state."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Max, Q, Sum, Value

from community.lib import rendering
from community.lib.rendering import Rendered
from community.lib.verdicts import Refused
from forums.kinds import kind_of
from forums.models import Board, Mark, Poll, Post, State, Topic

CONTENT = ["source", "html", "text", "renderer"]


class MovedAway(Refused):
    """The post was taken to another topic while its lock was waited for."""

    def __init__(self) -> None:
        super().__init__("This was moved to another topic this very moment. Please try again.")


def lock_topic(topic_id: int) -> Topic:
    """The topic, locked, with its board. What else is kept of it is read only after this: it may
    have been written while the lock was waited for."""
    return _locked(pk=topic_id)


def lock(post_id: int) -> tuple[Topic, Post]:
    """The topic and the post, locked in that order, as every writer must. Raises MovedAway when the
    post was taken to another topic meanwhile: to wait for that one too would be out of turn."""
    topic = _locked(posts=post_id)
    # With its topic locked no one takes the post out of it any more.
    post = Post.objects.select_for_update(no_key=True, of=("self",)).filter(topic=topic, pk=post_id)
    if (found := post.first()) is None:
        raise MovedAway
    found.topic = topic
    return topic, found


def lock_many(board_ids: Iterable[int], topic_ids: Iterable[int]) -> dict[int, Topic]:
    """Boards, then topics, each in the order of their ids, so that no two who take several wait
    for each other. {id: topic}, with their boards."""
    boards = Board.objects.select_for_update(no_key=True, of=("self",))
    by_id = {board.pk: board for board in boards.filter(pk__in=set(board_ids)).order_by("pk")}
    topics = Topic.objects.select_for_update(no_key=True, of=("self",))
    found = {topic.pk: topic for topic in topics.filter(pk__in=set(topic_ids)).order_by("pk")}
    for topic in found.values():
        if topic.board_id in by_id:
            topic.board = by_id[topic.board_id]
    return found


def _locked(**which: Any) -> Topic:
    topics = Topic.objects.select_for_update(no_key=True, of=("self",)).select_related("board")
    # One that was moved while it was waited for no longer fits the board that was read with it, and
    # is found when it is asked for anew: it is locked by then.
    return topics.filter(**which).first() or topics.get(**which)


def show(post: Post, rendered: Rendered) -> None:
    post.html, post.text, post.renderer = rendered.html, rendered.text, rendering.VERSION


def empty(topic: Topic, post: Post, title: str) -> dict[str, str]:
    """Take the words of a post away, its history's too, and return the fields as they were. Why its
    author kept what was marked goes with them. A first post takes its topic's title with it;
    `title` stands there instead. And its poll."""
    original = {"body": post.source}
    if post.number == 1:
        original = {"title": topic.title} | original
        if poll := Poll.objects.filter(topic=topic).first():
            original |= poll.words
            poll.delete()  # and the votes: of a question that is gone they say nothing
        topic.title = title
        topic.save(update_fields=["title"])
    post.source = post.html = post.text = post.kept_reason = ""
    post.save(update_fields=[*CONTENT, "kept_reason"])
    post.revisions.all().delete()
    return original


def change_state(topic: Topic, post: Post, state: State) -> None:
    """Set a post's state, and what the topic tells of it: its own state, replies, marks, newest
    post. Both must be locked, so looking for the newest published post here cannot race."""
    change = int(state == State.PUBLISHED) - int(post.state == State.PUBLISHED)
    post.state = state
    post.save(update_fields=["state"])
    if post.number == 1:
        topic.state = state
    topic.reply_count = F("reply_count") + (change if post.number > 1 else 0)
    topic.mark_count = F("mark_count") + change * marks_on(post)
    # Two questions: where topics were merged, what was said last is not what stands last.
    published = Post.objects.filter(topic=topic, state=State.PUBLISHED)
    newest = published.aggregate(pk=Max("pk"), number=Max("number"))
    topic.bump_id, topic.bump_number = newest["pk"] or 0, newest["number"] or 0
    topic.save(update_fields=["state", "reply_count", "mark_count", "bump", "bump_number"])
    kind_of(topic).changed(topic)


def count_again(topic: Topic) -> None:
    """Set all that a topic tells of its posts by what they are now. It must be locked."""
    published = Q(state=State.PUBLISHED)
    marks = sum((F(f"{kind.value}_count") for kind in Mark.Kind), start=Value(0))
    counted = Post.objects.filter(topic=topic).aggregate(
        replies=Count("pk", filter=published & Q(number__gt=1)),
        newest=Max("pk", filter=published),
        last=Max("number", filter=published),
        marks=Sum(marks, filter=published),
    )
    topic.reply_count, topic.mark_count = counted["replies"], counted["marks"] or 0
    topic.bump_id, topic.bump_number = counted["newest"] or 0, counted["last"] or 0
    topic.save(update_fields=["reply_count", "mark_count", "bump", "bump_number"])


def marks_on(post: Post) -> int:
    return sum(getattr(post, f"{kind.value}_count") for kind in Mark.Kind)
