"""Follow a topic or a board closely, not at all, or as most do; ignore a member.

Both are a member's own affair: nothing is recorded, and no one else can tell.
"""

from django.db import connection
from django.db.models import F, Q

from community.lib.paging import page_after
from community.lib.verdicts import Refused
from community.members.models import Specialty
from community.members.viewer import Viewer
from forums.access import heard, visible_topics
from forums.limits import IGNORED_PER_PAGE, TOPICS_PER_PAGE
from forums.listing import BoardRow, TopicList, TopicRow, board_rows, listed
from forums.models import Board, BoardReading, Ignore, Level, Post, Reading, State, Topic

FOLLOWED = [Level.WATCH, Level.TRACK]


# By hand: what is written over depends on what is there, which `bulk_create` cannot say.
_AFTER_POSTING = f"""
    INSERT INTO {Reading._meta.db_table} AS mine (user_id, topic_id, last_number, level)
    VALUES (%s, %s, %s, %s)
    ON CONFLICT (user_id, topic_id) DO UPDATE SET
        last_number = excluded.last_number,
        level = CASE WHEN mine.level = '' THEN excluded.level ELSE mine.level END
"""  # noqa: S608  the name of our own table


def after_posting(viewer: Viewer, topic: Topic, post: Post) -> None:
    """Who writes has read what they wrote, and follows: their own topic they watch. Where they had
    chosen another level, also to hear nothing of it, that stays. One query."""
    level = Level.WATCH if post.number == 1 else Level.TRACK
    with connection.cursor() as cursor:
        cursor.execute(_AFTER_POSTING, [viewer.member_id, topic.pk, post.number, level.value])


def follow_topic(viewer: Viewer, topic: Topic, level: Level) -> None:
    Reading.objects.bulk_create(
        [Reading(user_id=viewer.member_id, topic=topic, level=level)],
        update_conflicts=True,
        unique_fields=["user", "topic"],
        update_fields=["level"],
    )


def follow_board(viewer: Viewer, board: Board, level: Level) -> None:
    BoardReading.objects.bulk_create(
        [BoardReading(user_id=viewer.member_id, board=board, level=level)],
        update_conflicts=True,
        unique_fields=["user", "board"],
        update_fields=["level"],
    )


def followed_boards(viewer: Viewer) -> list[BoardRow]:
    """The boards that the viewer follows. One query."""
    return board_rows(viewer, Q(mine__level__in=FOLLOWED))


def own_boards(viewer: Viewer) -> list[BoardRow]:
    """The boards that the viewer follows or, if there are none, those of their specialty and of the
    one above it that they have not muted. One query."""
    specialties = Specialty.objects.filter(
        Q(user=viewer.user_id) | Q(subspecialties__user=viewer.user_id)
    )
    rows = board_rows(
        viewer, Q(mine__level__in=FOLLOWED) | Q(specialty__in=specialties.values("pk"))
    )
    followed = [row for row in rows if row.board.level in FOLLOWED]
    return followed or [row for row in rows if not row.is_muted]


def followed_topics(
    viewer: Viewer, after: str | None = None, *, only_new: bool = False, size: int = TOPICS_PER_PAGE
) -> TopicList:
    """The topics that the viewer follows, the newest word first, from the key `after` on; or of
    these only those with something they have not read. One query."""
    followed = Reading.objects.filter(user=viewer.member_id, level__in=FOLLOWED)
    topics = heard(viewer, visible_topics(viewer)).filter(
        state=State.PUBLISHED, pk__in=followed.values("topic")
    )
    # + 0, or the planner would walk all that was said last to find the few that are followed.
    topics = listed(viewer, topics).select_related("board").annotate(newest=F("bump_id") + 0)
    if only_new:
        topics = topics.filter(bump_id__gt=F("floor"), bump_number__gt=F("read_to"))
    found, following = page_after(topics, ("newest",), after, size)
    return TopicList([TopicRow(topic) for topic in found], following)


def ignore(viewer: Viewer, member_id: int) -> None:
    """Leave out what a member writes. Raises Refused for oneself."""
    if member_id == viewer.member_id:
        raise Refused("You cannot ignore yourself.")
    Ignore.objects.bulk_create(
        [Ignore(user_id=viewer.member_id, ignored_id=member_id)], ignore_conflicts=True
    )


def hear(viewer: Viewer, member_id: int) -> None:
    """Read a member again."""
    Ignore.objects.filter(user=viewer.member_id, ignored=member_id).delete()


def ignores(viewer: Viewer, member_id: int) -> bool:
    return Ignore.objects.filter(user=viewer.member_id, ignored=member_id).exists()


def ignored(viewer: Viewer, after: str | None) -> tuple[list[Ignore], str | None]:
    """Whom the viewer ignores, the last first, from the key `after` on. One query."""
    rows = Ignore.objects.filter(user=viewer.member_id).select_related("ignored__specialty")
    return page_after(rows, ("pk",), after, IGNORED_PER_PAGE)
