"""Tell at the time that was set: of a question without an answer, of a bookmark, of a case of which
the end is not known; and of an answer that was accepted."""

from datetime import datetime

from django.db.models import Exists, QuerySet
from django.urls import reverse

from community.inbox.telling import tell, tell_many
from community.members.models import User
from community.members.viewer import viewer_for
from forums.access import blocking, ignoring, visible_bookmarks, visible_posts, visible_topics
from forums.granting import readers_of
from forums.kinds import kind_of
from forums.kinds.question import OPEN
from forums.models import Bookmark, Champion, ClinicalCase, Post, Question, State, Topic
from forums.rules import may_conclude


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
    return (
        readers_of(topic.board)
        .filter(~Exists(ignoring(topic)), ~Exists(blocking(topic)), pk__in=chosen.values("user"))
        .exclude(pk=topic.author_id)
    )


def ask_for_outcome(topic_id: int) -> None:
    """Ask who presented a case how it ended, once, if it is not known yet and they can tell."""
    case = ClinicalCase.objects.filter(topic=topic_id, outcome=None).first()
    topic = Topic.objects.select_related("board", "author").filter(pk=topic_id).first()
    if case is None or topic is None:
        return
    viewer = viewer_for(topic.author)
    if may_conclude(viewer, topic) and visible_topics(viewer).filter(pk=topic_id).exists():
        tell(
            topic.author_id,
            "How did it end? Colleagues who answered your case would like to know.",
            reverse("outcome", args=[topic_id]),
            subject=("post", Post.objects.get(topic=topic, number=1).pk),
            once=f"outcome.due:{topic_id}",
        )
