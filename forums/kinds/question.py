from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from community.events import emit
from forums.kinds.kind import LATEST, USEFUL, Kind, Look
from forums.models import Post, Question, State, Topic

# Half of the questions asked of colleagues elsewhere had an answer after an hour and a half; one
# that has none after two is shown to those who look after the specialty.
UNANSWERED_AFTER = timedelta(hours=2)


def _of(topic: Topic) -> Question:
    """What is kept of a question; made where there is none yet, as on a board of another kind
    until now."""
    try:
        return topic.question
    except Question.DoesNotExist:
        defaults = {"board_id": topic.board_id}
        return Question.objects.get_or_create(topic=topic, defaults=defaults)[0]


def _opened(topic: Topic, post: Post) -> None:
    Question.objects.create(topic=topic, board_id=topic.board_id)
    emit("question.asked", due_at=timezone.now() + UNANSWERED_AFTER, topic_id=topic.pk)


def _replied(topic: Topic, post: Post) -> None:
    question = _of(topic)
    if question.first_answer_at is None and post.author_id != topic.author_id:
        question.first_answer_at = post.created_at
        question.save(update_fields=["first_answer_at"])


def _changed(topic: Topic) -> None:
    """An answer came or went: when was the first one, and does the accepted one still stand?"""
    question, published = _of(topic), topic.posts.filter(state=State.PUBLISHED)
    question.first_answer_at = (
        published.filter(number__gt=1)
        .exclude(author=topic.author_id)
        .order_by("number")
        .values_list("created_at", flat=True)
        .first()
    )
    if question.accepted_id and not published.filter(pk=question.accepted_id).exists():
        question.accepted_id = None
    question.save(update_fields=["first_answer_at", "accepted"])


UNANSWERED = Look(
    "unanswered",
    "Unanswered",
    Q(question__first_answer_at=None, question__isnull=False),
    ("pk",),
    "Every question here has had an answer.",
)

KIND = Kind(
    key="question",
    label="Questions",
    icon="circle-question-mark",
    new_topic="Ask a question",
    title_hint="Your question, in one line",
    empty="No questions yet. Ask the first one.",
    looks=(LATEST, UNANSWERED, USEFUL),
    opened=_opened,
    replied=_replied,
    changed=_changed,
    topic_part="forums/kinds/_question.html",
    post_part="forums/kinds/_answer.html",
)
