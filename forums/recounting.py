"""Count again what topics, posts and questions tell of themselves, and set right what is wrong.

What is true is told in one place (`_topics`, `_posts`, `_questions`, `_polls`), for many topics in
five queries without a lock, to find what is wrong; and for one topic under its lock, to mend it.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Count, F, Max, Model, OuterRef, Q, QuerySet, Subquery

from community.audit.recording import record
from forums.kinds import KINDS
from forums.kinds.question import first_answer, question_of
from forums.limits import RECOUNTED_AT_ONCE
from forums.models import Mark, Poll, Post, Question, State, Topic
from forums.storing import lock_topic

log = structlog.get_logger(__name__)

COUNTERS = {f"{kind.value}_count": kind for kind in Mark.Kind}


@dataclass(frozen=True)
class Wrong:
    """A number that is not what it should be: of which row, what stands there, what is true."""

    topic_id: int
    model: type[Model]
    pk: int
    name: str
    stored: Any
    true: Any

    def __str__(self) -> str:
        return f"{self.model._meta.model_name}.{self.name}"


def recount(*, fix: bool) -> Counter[str]:
    """How many of each number are wrong on the whole site, and with `fix` were. Locks one topic at
    a time, and only those that seem wrong."""
    found: Counter[str] = Counter()
    for wrong in look():
        for one in mend(wrong) if fix else wrong:
            found[str(one)] += 1
    return found


def nightly() -> None:
    """Repair, and say how much there was to repair: something wrote past the use cases."""
    if found := recount(fix=True):
        log.warning("numbers_recounted", **{name.replace(".", "_"): n for name, n in found.items()})


def look() -> Iterator[list[Wrong]]:
    """What is wrong, a list for each topic, in the order of their ids."""
    ids = [0]
    # By the topics there are, not by the ids there could be: those may have wide gaps.
    while ids := list(
        Topic.objects.filter(pk__gt=ids[-1])
        .order_by("pk")
        .values_list("pk", flat=True)[:RECOUNTED_AT_ONCE]
    ):
        wrong = wrong_in({"pk__range": (ids[0], ids[-1])})
        by_topic: dict[int, list[Wrong]] = {}
        for one in sorted(wrong, key=lambda one: one.topic_id):
            by_topic.setdefault(one.topic_id, []).append(one)
        yield from by_topic.values()


def mend(suspected: Collection[Wrong]) -> list[Wrong]:
    """Count a topic again under its lock, and return what was wrong: what seemed so may have been
    a moment's."""
    (topic_id,) = {one.topic_id for one in suspected}
    with transaction.atomic():
        topic = lock_topic(topic_id)
        wrong = wrong_in({"pk": topic_id})
        for one in wrong:
            if one.name == "topic_id":
                question_of(topic)
            else:
                one.model._default_manager.filter(pk=one.pk).update(**{one.name: one.true})
        if wrong:
            names = sorted({str(one) for one in wrong})
            record("topic.recounted", topic, actor_id=None, numbers=names)
    return wrong


def wrong_in(which: dict[str, Any]) -> list[Wrong]:
    """Every number that is wrong in these topics. Five queries."""
    topics = Topic.objects.filter(**which)
    return [*_posts(topics), *_topics(topics), *_questions(topics), *_polls(topics)]


def _posts(topics: QuerySet[Topic]) -> Iterator[Wrong]:
    counts = {
        f"true_{name}": Count("marks", filter=Q(marks__kind=kind))
        for name, kind in COUNTERS.items()
    }
    differs = Q()
    for name in COUNTERS:
        differs |= ~Q(**{name: F(f"true_{name}")})
    rows = Post.objects.filter(topic__in=topics).values("pk", "topic_id", *COUNTERS)
    for row in rows.annotate(**counts).filter(differs):
        yield from _compare(Post, row["pk"], row["topic_id"], row, COUNTERS)


def _topics(topics: QuerySet[Topic]) -> Iterator[Wrong]:
    """A number is never given twice, so `last_number` is wrong only where it is too low."""
    posts = Post.objects.filter(topic=OuterRef("pk")).order_by("-number")
    published = posts.filter(state=State.PUBLISHED)
    marks = Mark.objects.filter(post__topic=OuterRef("pk"), post__state=State.PUBLISHED)
    rows = topics.annotate(
        true_state=Subquery(posts.filter(number=1).values("state")),
        true_last_number=Subquery(posts.values("number")[:1]),
        true_reply_count=_how_many(published.filter(number__gt=1), "topic"),
        true_bump_id=Subquery(_newest(published)),
        true_bump_number=Subquery(published.values("number")[:1]),
        true_mark_count=_how_many(marks, "post__topic"),
    )
    numbers = ["last_number", "reply_count", "bump_id", "bump_number", "mark_count"]
    names = ["pk", "state", *numbers]
    for row in rows.values(*names, *(f"true_{name}" for name in names[1:])):
        for name in numbers:
            row[f"true_{name}"] = row[f"true_{name}"] or 0
            row[name] = row[name] or 0
        row["true_last_number"] = max(row["true_last_number"], row["last_number"])
        row["true_state"] = row["true_state"] or row["state"]
        yield from _compare(Topic, row["pk"], row["pk"], row, names[1:])


def _questions(topics: QuerySet[Topic]) -> Iterator[Wrong]:
    """What is kept of a question is kept right also where the board is of another kind now; it is
    missing only where the board's kind has answers."""
    answered = first_answer(OuterRef("topic"))
    standing = Post.objects.filter(
        pk=OuterRef("accepted"), topic=OuterRef("topic"), number__gt=1, state=State.PUBLISHED
    )
    rows = Question.objects.filter(topic__in=topics).annotate(
        true_board_id=F("topic__board_id"),
        true_first_answer_at=Subquery(answered.values("created_at")),
        true_accepted_id=Subquery(standing.values("pk")),
    )
    names = ["board_id", "first_answer_at", "accepted_id"]
    for row in rows.values("pk", *names, *(f"true_{name}" for name in names)):
        yield from _compare(Question, row["pk"], row["pk"], row, names)
    accepting = [kind.key for kind in KINDS.values() if kind.accepts]
    accepts = Q(kind__in=accepting) | Q(kind="", board__kind__in=accepting)
    without = topics.filter(accepts, question=None).exclude(state=State.MERGED)
    for pk in without.values_list("pk", flat=True):
        yield Wrong(pk, Question, pk, "topic_id", None, pk)


def _polls(topics: QuerySet[Topic]) -> Iterator[Wrong]:
    rows = Poll.objects.filter(topic__in=topics).annotate(true_vote_count=Count("votes"))
    for pk, stored, true in rows.values_list("pk", "vote_count", "true_vote_count"):
        if stored != true:
            yield Wrong(pk, Poll, pk, "vote_count", stored, true)


def _compare(
    model: type[Model], pk: int, topic_id: int, row: dict[str, Any], names: Collection[str]
) -> Iterator[Wrong]:
    for name in names:
        if row[name] != row[f"true_{name}"]:
            yield Wrong(topic_id, model, pk, name, row[name], row[f"true_{name}"])


def _newest(posts: QuerySet[Post]) -> QuerySet[Any]:
    """Where topics were merged, what was said last is not what stands last."""
    return posts.order_by().values("topic").annotate(newest=Max("pk")).values("newest")


def _how_many(rows: QuerySet[Any], by: str) -> Subquery:
    return Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n"))
