"""What it means that posts come to stand where others read them: who that is, what has to be looked
at again, and what must not be seen there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Least
from django.utils import timezone

from community.events import emit_many
from community.lib.verdicts import YES, Refused, Verdict, no
from community.members.viewer import Viewer
from forums.access import visible_topics
from forums.kinds.case import may_present
from forums.models import Board, ClinicalCase, Picture, Post, Topic
from forums.models.naming import SIGNATURE
from forums.rules import consent_needed
from moderation.limits import DUE_WITHIN
from moderation.models import Case, Screening

A = Board.Audience

# From the most readers to the fewest. A group's are others than any board's.
FEWER = [A.PUBLIC, A.MEMBERS, A.PROFESSIONALS, A.DOCTORS, A.GROUP]


class Unsure(Refused):
    """More people would read it: first say that this is meant."""

    def __init__(self) -> None:
        super().__init__("Say that you have looked at who can read it from then on.")


@dataclass(frozen=True)
class Ahead:
    """What a move opens to more readers."""

    written: int
    members: int
    pictures: int


def opens(source: Board, target: Board) -> bool:
    """Whether others than until now would read what is moved."""
    if source.pk == target.pk:
        return False
    return target.is_group or FEWER.index(A(target.audience)) < FEWER.index(A(source.audience))


def ahead(viewer: Viewer, topic_ids: Collection[int], target: Board) -> Ahead:
    """What is in these topics, of those that the viewer sees. Three queries."""
    topics = visible_topics(viewer).filter(pk__in=topic_ids)
    posts = Post.objects.filter(topic__in=topics).exclude(text="")
    return Ahead(
        written=posts.count(),
        # Names and not members: else a choice of two topics would say that they are one's.
        members=posts.values(name=SIGNATURE).distinct().count(),
        pictures=_without_consent(Q(post__topic__in=topics), target).count(),
    )


def may_stand_on(topic: Topic, target: Board) -> Verdict:
    """Whether its posts may be on that board as they are signed, and its case be told there."""
    masked = Post.objects.filter(topic=topic, pseudonym__isnull=False)
    if target.audience in (A.PUBLIC, A.GROUP) and masked.exists():
        where = "the public reads" if target.audience == A.PUBLIC else "everyone knows who is there"
        return no(f"Some of it is signed with a pseudonym, and there {where}.")
    case = ClinicalCase.objects.filter(topic=topic).first()
    return may_present(target, case.has_consent) if case else YES


def opened_up(posts: QuerySet[Post], source: Board, target: Board) -> list[int]:
    """After posts went to another board: have their open cases say where they stand. Where the
    public reads them from now on, look at them again with that in mind, and keep back the pictures
    that no patient agreed to; returns the ids of these."""
    ids = list(posts.order_by("pk").values_list("pk", flat=True))
    pictures = Picture.objects.filter(post__in=ids)
    about = Q(subject_kind="post", subject_id__in=ids)
    about |= Q(subject_kind="picture", subject_id__in=pictures.values("pk"))
    # Topics are locked here, and whoever decides waits for one of them with their case in hand.
    free = Case.objects.select_for_update(no_key=True, of=("self",), skip_locked=True)
    free = free.filter(about, state__in=Case.UNSETTLED)
    cases = Case.objects.filter(pk__in=list(free.values_list("pk", flat=True)))
    if target.is_closed or not source.is_closed:
        cases.update(place=target.name)
        return []
    cases.update(place=target.name, due_at=Least(F("due_at"), Value(_soonest())))
    Screening.objects.filter(subject_kind="post", subject_id__in=ids).delete()
    emit_many("post.moved", [{"kind": "post", "subject_id": pk} for pk in ids])
    held = list(_without_consent(Q(post__in=ids), target).values_list("pk", flat=True))
    Picture.objects.filter(pk__in=held).update(state=Picture.State.HELD)
    return held


def show_again(picture_ids: Collection[int]) -> None:
    """Pictures that were kept back, once they stand where that is not called for; each is looked
    at again first, and one that a moderator has a case of stays."""
    case = Case.objects.filter(subject_kind="picture", state__in=Case.UNSETTLED)
    held = Picture.objects.filter(pk__in=picture_ids, state=Picture.State.HELD)
    held = held.exclude(pk__in=case.values("subject_id"))
    ids = list(held.values_list("pk", flat=True))
    Picture.objects.filter(pk__in=ids).update(state=Picture.State.WAITING)
    emit_many("picture.changed", [{"picture_id": pk} for pk in ids])


def _soonest() -> datetime:
    return timezone.now() + min(DUE_WITHIN.values())


def _without_consent(which: Q, target: Board) -> QuerySet[Picture]:
    """Pictures to be seen, or soon, which on that board need what their author did not say."""
    seen = [Picture.State.SHOWN, Picture.State.WAITING]
    needing = [shows for shows in Picture.Shows if consent_needed(shows, target)]
    return Picture.objects.filter(which, consent="", state__in=seen, shows__in=needing)
