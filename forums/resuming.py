"""Go on where one left off: what has been read, and what is new.

How far a member has read is theirs alone and no deed: nothing of it is recorded or told. None of
these puts anything back to unread, and doing them twice changes nothing.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from community.inbox.reading import mark_keys_read, unread_keys
from community.members.models import User
from community.members.viewer import Viewer
from forums.access import heard, visible_posts, visible_topics
from forums.limits import NEWS_AT_MOST
from forums.models import Board, BoardReading, Reading, State, Topic

# By what keys the inbox tells of a post, and of what is new in a topic.
OF_POST, OF_REPLIES = "post:", "replies:"


def mark_read(viewer: Viewer, topic: Topic, number: int) -> None:
    """Note that the viewer has read the topic up to the post with this number, or to its end; and
    so what the inbox told them of it."""
    number = min(number, topic.last_number)
    _raise(viewer, topic, number)
    told = {int(key.partition(":")[2]): key for key in unread_keys(viewer, OF_POST)}
    seen = visible_posts(viewer).filter(pk__in=told, topic=topic, number__lte=number)
    keys = [told[pk] for pk in seen.values_list("pk", flat=True)]
    if number >= topic.bump_number:
        keys.append(f"{OF_REPLIES}{topic.pk}")
    mark_keys_read(viewer, keys)


def _raise(viewer: Viewer, topic: Topic, number: int) -> None:
    mine = Reading.objects.filter(user=viewer.member_id, topic=topic)
    if mine.filter(last_number__lt=number).update(last_number=number):
        return
    # There was no row, or it was as far already. Whoever makes it at the same moment may have
    # read less, so the number is raised after all.
    first = Reading(user_id=viewer.member_id, topic=topic, last_number=number)
    Reading.objects.bulk_create([first], ignore_conflicts=True)
    mine.filter(last_number__lt=number).update(last_number=number)


def mark_all_read(viewer: Viewer, board: Board | None = None, upto: int | None = None) -> None:
    """Put behind the viewer what has been said on a board, or without one wherever they may read:
    all of it, or up to the post with the id `upto`, which was the newest when they looked."""
    topics = visible_topics(viewer)
    if board is not None:
        topics = topics.filter(board=board)
    newest = topics.filter(state=State.PUBLISHED).order_by("-bump_id")
    floor = newest.values_list("bump_id", flat=True).first() or 0
    if upto is not None:
        floor = min(floor, upto)
    row = {"user_id": viewer.member_id, "board": board}
    with transaction.atomic():
        # Their account's row is the lock, or two at once could wait for each other's rows.
        User.objects.select_for_update(no_key=True).get(pk=viewer.member_id)
        BoardReading.objects.bulk_create([BoardReading(**row)], ignore_conflicts=True)
        BoardReading.objects.filter(**row).update(floor_id=Greatest("floor_id", floor))
        _go_to_end(viewer, topics.filter(bump_id__lte=floor))


def news(viewer: Viewer, topic: Topic, after: int) -> list[int]:
    """Ids of the posts by others that came after the one with this number, the first of them first,
    up to NEWS_AT_MOST."""
    posts = heard(viewer, visible_posts(viewer)).filter(
        topic=topic, state=State.PUBLISHED, number__gt=after
    )
    others = posts.exclude(author=viewer.member_id).order_by("number")
    return list(others.values_list("pk", flat=True)[:NEWS_AT_MOST])


def _go_to_end(viewer: Viewer, topics: QuerySet[Topic]) -> None:
    """Where the viewer was in the middle of one of these topics they are now at its end, and go on
    from there when a reply comes. What they never opened still begins at its beginning."""
    here = topics.order_by().filter(pk=OuterRef("topic"))
    begun = Reading.objects.filter(
        Exists(here.filter(bump_number__gt=OuterRef("last_number"))),
        user=viewer.member_id,
        last_number__gt=0,
    )
    begun.update(last_number=Subquery(here.values("bump_number")))
