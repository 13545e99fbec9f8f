from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.events import emit
from forums.kinds.kind import LATEST, USEFUL, Kind, Look
from forums.models import Post, Question, State, Topic
from forums.models.naming import SIGNATURE

# Half of the questions asked of colleagues elsewhere had an answer after an hour and a half; one
# that has none after two is shown to those who look after the specialty.
UNANSWERED_AFTER = timedelta(hours=2)

# No colleague has answered, nor has who asked found it out alone.
OPEN = Q(question__isnull=False, question__first_answer_at=None, question__accepted=None)


def question_of(topic: Topic) -> Question:
    """What is kept of a question, read anew: another may have written it while the topic's lock was
    waited for. It is made where there is none yet, as on a board of another kind until now."""
    topic.question, is_new = Question.objects.get_or_create(
        topic=topic, defaults={"board_id": topic.board_id}
    )
    if is_new:
        topic.question.first_answer_at = _answered_at(topic)
        topic.question.save(update_fields=["first_answer_at"])
    return topic.question


def first_answer(topic: Any) -> QuerySet[Post]:
    """The first published reply under another name than the question's. It goes by names and not by
    members, or "no answer yet" would say that two names are one member's. Takes an id, or a
    reference to one."""
    asked = Coalesce("topic__pseudonym_id", -F("topic__author_id"))
    replies = Post.objects.filter(topic=topic, state=State.PUBLISHED, number__gt=1)
    return replies.alias(name=SIGNATURE).exclude(name=asked).order_by("number")[:1]


def _answered_at(topic: Topic) -> datetime | None:
    return first_answer(topic.pk).values_list("created_at", flat=True).first()


def _ask(topic: Topic) -> None:
    emit("question.asked", due_at=timezone.now() + UNANSWERED_AFTER, topic_id=topic.pk)


def _opened(topic: Topic, post: Post, details: Mapping[str, Any]) -> None:
    Question.objects.create(topic=topic, board_id=topic.board_id)
    _ask(topic)


def _replied(topic: Topic, post: Post) -> None:
    if post.signature != topic.signature:
        waiting = Question.objects.filter(topic=topic, first_answer_at=None)
        waiting.update(first_answer_at=post.created_at)


def _changed(topic: Topic) -> None:
    """A post came or went: when was the first answer, and does the accepted one still stand? A
    question that is open again, or shown again, is asked anew."""
    question = question_of(topic)
    standing = Post.objects.filter(topic=topic, number__gt=1, state=State.PUBLISHED)
    question.first_answer_at = _answered_at(topic)
    if question.accepted_id and not standing.filter(pk=question.accepted_id).exists():
        question.accepted = None
    question.save(update_fields=["first_answer_at", "accepted"])
    if topic.state == State.PUBLISHED and question.first_answer_at is None:
        _ask(topic)


UNANSWERED = Look(
    "unanswered",
    "Unanswered",
    # Of its board twice: by the question's own column, its index holds the few that wait.
    OPEN & Q(question__board=F("board")),
    ("pk",),
    "Every question here has had an answer.",
    everywhere="unanswered",
)

KIND = Kind(
    key="question",
    label="Questions",
    icon="circle-question-mark",
    new_topic="Ask a question",
    title_hint="Your question, in one line",
    empty="No questions yet. Ask the first one.",
    accepts=True,
    looks=(LATEST, UNANSWERED, USEFUL),
    opened=_opened,
    replied=_replied,
    changed=_changed,
    topic_part="forums/kinds/_question.html",
    post_part="forums/kinds/_answer.html",
)
