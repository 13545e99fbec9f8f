"""Read: the boards, a board's topics, a page of a topic. Everything comes through the gate."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from community.lib.paging import Page, page
from community.lib.verdicts import Verdict
from community.members.models import Specialty
from community.members.standing import Badge, badges_for
from community.members.viewer import Viewer
from forums import rules
from forums.access import SET_ASIDE, post_stubs, visible_boards, visible_posts, visible_topics
from forums.limits import POSTS_PER_PAGE, TOPICS_PER_PAGE
from forums.models import Board, Post, State, Topic


@dataclass(frozen=True)
class Latest:
    """The newest published post of a topic: when, and by whom."""

    at: datetime
    author: str


@dataclass
class BoardRow:
    board: Board
    topic: Topic | None = None
    latest: Latest | None = None


@dataclass
class Room:
    """A specialty, or None for what belongs to none, with its boards: the closed one first."""

    specialty: Specialty | None
    rows: list[BoardRow] = field(default_factory=list)


@dataclass
class TopicRow:
    topic: Topic
    latest: Latest | None


@dataclass
class TopicList:
    rows: list[TopicRow]
    next: int | None
    set_aside: list[Topic] = field(default_factory=list)


@dataclass
class Slot:
    """A place in a topic: a post, or only the state of one that the viewer may not read."""

    number: int
    post: Post | None = None
    badge: Badge | None = None
    state: str = ""
    may_edit: Verdict | None = None
    may_withdraw: Verdict | None = None


def board_index(viewer: Viewer) -> list[Room]:
    """All boards the viewer may see, by specialty. Three queries, whatever the number of posts."""
    newest = (
        visible_topics(viewer)
        .filter(board=OuterRef("pk"), state=State.PUBLISHED)
        .order_by("-bump_id")
        .values("pk")[:1]
    )
    boards = list(
        visible_boards(viewer)
        .select_related("specialty__parent")
        .annotate(newest_topic=Subquery(newest))
        .order_by("specialty__position", "specialty__name", "position", "pk")
    )
    topics = visible_topics(viewer).in_bulk([b.newest_topic for b in boards if b.newest_topic])
    latest = latest_of(viewer, topics.values())
    rooms: dict[int | None, Room] = {}
    for board in boards:
        topic = topics.get(board.newest_topic)
        row = BoardRow(board, topic, latest.get(topic.bump_id) if topic else None)
        rooms.setdefault(board.specialty_id, Room(board.specialty)).rows.append(row)
    for room in rooms.values():
        room.rows.sort(key=lambda row: not row.board.is_closed)
    return sorted(rooms.values(), key=lambda room: room.specialty is None)


def topic_list(viewer: Viewer, board: Board, before: int | None) -> TopicList:
    """The topics of a board, the last spoken in first, older than the key `before`.

    Pinned ones, and the viewer's own that are set aside, stand above the first page only.
    """
    published = (
        visible_topics(viewer)
        .filter(board=board, state=State.PUBLISHED)
        .select_related("author__specialty")
    )
    older = published.filter(bump_id__lt=before) if before else published
    topics = list(older.order_by("-bump_id")[: TOPICS_PER_PAGE + 1])
    more = len(topics) > TOPICS_PER_PAGE
    topics = topics[:TOPICS_PER_PAGE]
    following = topics[-1].bump_id if more else None
    set_aside: list[Topic] = []
    if before is None:
        pinned, set_aside = _above(viewer, board)
        topics = pinned + [topic for topic in topics if not topic.is_pinned]
    latest = latest_of(viewer, topics)
    rows = [TopicRow(topic, latest.get(topic.bump_id)) for topic in topics]
    return TopicList(rows, following, set_aside)


def _above(viewer: Viewer, board: Board) -> tuple[list[Topic], list[Topic]]:
    """(pinned, set aside) topics of a board that the viewer may see. One query for both."""
    pinned = Q(is_pinned=True, state=State.PUBLISHED)
    topics = list(
        visible_topics(viewer)
        .filter(pinned | Q(state__in=SET_ASIDE), board=board)
        .select_related("author__specialty")
        .order_by("-is_pinned", "-pk")[: 2 * TOPICS_PER_PAGE]
    )
    return (
        sorted(
            (topic for topic in topics if topic.state == State.PUBLISHED),
            key=lambda topic: topic.bump_id,
            reverse=True,
        ),
        [topic for topic in topics if topic.state in SET_ASIDE],
    )


def latest_of(viewer: Viewer, topics: Iterable[Topic]) -> dict[int, Latest]:
    """{bump_id: its post's time and author}. One query."""
    rows = (
        visible_posts(viewer)
        .filter(pk__in=[topic.bump_id for topic in topics])
        .values_list("pk", "created_at", "author__name")
    )
    return {pk: Latest(at, name) for pk, at, name in rows}


def topic_page(viewer: Viewer, topic: Topic, wanted: str | None) -> tuple[Page, list[Slot]]:
    """A page of a topic: twenty numbers, with a post or a stub for each. Two or three queries and
    one for the badges, whatever the length of the topic."""
    window = page(wanted, topic.last_number, POSTS_PER_PAGE)
    numbers = range(window.first, window.last + 1)
    posts = {post.number: post for post in _in(visible_posts(viewer), topic, window)}
    for read in posts.values():
        read.topic = topic
    stubs: dict[int, str] = {}
    if len(posts) < len(numbers):
        within = {"number__gte": window.first, "number__lte": window.last}
        stubs = dict(post_stubs(viewer, topic).filter(**within))
    badges = badges_for(post.author_id for post in posts.values())
    slots = [
        Slot(
            number,
            post,
            badges.get(post.author_id),
            post.state,
            rules.may_edit(viewer, post),
            rules.may_withdraw(viewer, post),
        )
        if (post := posts.get(number))
        else Slot(number, state=stubs.get(number, State.REMOVED))
        for number in numbers
    ]
    return window, slots


def recent_topics(viewer: Viewer, how_many: int) -> list[TopicRow]:
    """The topics spoken in last, wherever the viewer may read."""
    topics = list(
        visible_topics(viewer)
        .filter(state=State.PUBLISHED)
        .select_related("board__specialty", "author__specialty")
        .order_by("-bump_id")[:how_many]
    )
    latest = latest_of(viewer, topics)
    return [TopicRow(topic, latest.get(topic.bump_id)) for topic in topics]


def _in(posts: QuerySet[Post], topic: Topic, window: Page) -> QuerySet[Post]:
    # The topic came through the gate; joining it again is what keeps the post inside it.
    return (
        posts.filter(topic=topic, number__gte=window.first, number__lte=window.last)
        .select_related("author__specialty")
        # Never more than that; said so because the planner takes page 1 of a long topic for many.
        .order_by("number")[:POSTS_PER_PAGE]
    )
