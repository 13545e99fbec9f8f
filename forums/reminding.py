"""Tell at the time that was set: of a question without an answer, of a bookmark; and of an answer
that was accepted."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from community.inbox.telling import tell, tell_many
from community.members.models import User
from community.members.viewer import viewer_for
from forums.access import visible_bookmarks, visible_posts
from forums.granting import readers_of
from forums.kinds import kind_of
from forums.kinds.question import OPEN
from forums.models import Bookmark, Champion, Ignore, Post, Question, State, Topic


def tell_champions(topic_id: int) -> None:
    """Those who look after a specialty, of a question that no one has answered."""
    topic = (
        Topic.objects.filter(OPEN, pk=topic_id, state=State.PUBLISHED)
        .select_related("board__specialty")
        .first()
    )
    if topic is None or topic.board.specialty is None or not kind_of(topic).accepts:
        return
    specialty = topic.board.specialty
    post = Post.objects.get(topic=topic, number=1)
    tell_many(
        _champions(topic).values_list("pk", flat=True),
        f"A question in {specialty.name} is still without an answer. Perhaps you have one.",
        post.get_absolute_url(),
        subject=("post", post.pk),
        key=f"question.asked:{topic.pk}",
    )


def tell_accepted(topic_id: int) -> None:
    """Whose post was accepted as the answer."""
    question = Question.objects.filter(topic=topic_id).select_related("topic").first()
    post = question.accepted if question else None
    if question is None or post is None or post.author_id == question.topic.author_id:
        return
    if visible_posts(viewer_for(post.author)).filter(pk=post.pk).exists():
        tell(
            post.author_id,
            "Your answer to a colleague's question was accepted.",
            post.get_absolute_url(),
            subject=("post", post.pk),
            once=f"answer.accepted:{post.pk}",
        )


def remind(bookmark_id: int, at: str) -> None:
    """Who asked to be reminded of a post, if the time they wanted is still `at`."""
    wanted = Bookmark.objects.filter(pk=bookmark_id, remind_at=datetime.fromisoformat(at))
    bookmark = wanted.select_related("user", "post").first()
    if bookmark is None:
        return
    if visible_bookmarks(viewer_for(bookmark.user)).filter(pk=bookmark_id).exists():
        tell(
            bookmark.user_id,
            "You wanted to be reminded of a post.",
            bookmark.post.get_absolute_url(),
            subject=("post", bookmark.post_id),
            once=f"bookmark.due:{bookmark_id}:{at}",
        )


def _champions(topic: Topic) -> QuerySet[User]:
    """Of the topic's specialty and the one above it, who may read its board now and would want to:
    neither who asked nor whoever ignores them."""
    specialty = topic.board.specialty
    assert specialty is not None
    chosen = Champion.objects.filter(specialty__in=[specialty.pk, specialty.parent_id])
    ignoring = Ignore.objects.filter(user=OuterRef("pk"), ignored=topic.author_id)
    return (
        readers_of(topic.board)
        .filter(~Exists(ignoring), pk__in=chosen.values("user"))
        .exclude(pk=topic.author_id)
    )


def ask_for_outcome(topic_id: int) -> None:
    """Ask who presented a case how it ended, if it is not known yet."""
