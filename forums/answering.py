"""Say which post answered a question, and find the questions that no one has answered."""

from django.db import transaction

from community.audit.recording import record
from community.events import emit
from community.lib.paging import page_after
from community.members.models import Specialty, User
from community.members.roles import Role
from community.members.standing import members_with
from community.members.viewer import Viewer
from forums import rules
from forums.access import heard, visible_topics
from forums.kinds import KINDS
from forums.kinds.question import OPEN, question_of
from forums.limits import TOPICS_PER_PAGE
from forums.listing import TopicList, TopicRow, listed
from forums.models import Champion, Post, State
from forums.storing import lock


def accept(viewer: Viewer, post: Post, *, wanted: bool = True) -> None:
    """See that the post is the accepted answer of its question, in the place of any other, or that
    it is not. A second time changes nothing. Raises Refused."""
    rules.may_accept(viewer, post).require()
    with transaction.atomic():
        topic, post = lock(post.pk)
        rules.may_accept(viewer, post).require()
        question = question_of(topic)
        if (question.accepted_id == post.pk) == wanted:
            return
        question.accepted = post if wanted else None
        question.save(update_fields=["accepted"])
        verb = "answer.accepted" if wanted else "answer.unaccepted"
        record(verb, post, **topic.recorded, topic=topic.pk)
        if wanted:
            emit("answer.accepted", topic_id=topic.pk)


def unanswered(viewer: Viewer, specialty: Specialty, after: str | None) -> TopicList:
    """The open questions of a specialty and its sub-specialties, wherever the viewer may read, the
    newest first, from the key `after` on. One query."""
    specialties = Specialty.objects.filter(pk=specialty.pk) | specialty.subspecialties.all()
    topics = visible_topics(viewer).filter(
        OPEN,
        state=State.PUBLISHED,
        question__board__kind__in=[kind.key for kind in KINDS.values() if kind.accepts],
        question__board__specialty__in=specialties.values("pk"),
    )
    topics = listed(viewer, heard(viewer, topics)).select_related("board__specialty")
    found, following = page_after(topics, ("pk",), after, TOPICS_PER_PAGE)
    return TopicList([TopicRow(topic) for topic in found], following)


def champions_of(specialty: Specialty) -> list[User]:
    """Who looks after its questions, and those of the specialty above it. One query."""
    rows = Champion.objects.filter(specialty__in=[specialty.pk, specialty.parent_id])
    members = members_with({Role.MEMBER}).filter(pk__in=rows.values("user"))
    return list(members.select_related("specialty").order_by("name", "pk"))
