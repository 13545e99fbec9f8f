"""List: the boards, a board's topics, what was said last. Everything comes through the gate."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Greatest

from community.lib.paging import page_after, page_of
from community.members.models import User
from community.members.viewer import Viewer
from forums.access import (
    SET_ASIDE,
    heard,
    name_shown,
    visible_boards,
    visible_topics,
)
from forums.kinds import Kind, Look, kind_of
from forums.limits import NEW_AT_MOST, POSTS_PER_PAGE, TOPICS_PER_PAGE
from forums.models import Board, BoardReading, Level, Reading, State, Topic
from forums.newest import newest_before

# For how long it is remembered where a member joined. It never changes, so this is housekeeping.
FLOOR_KEPT = 24 * 60 * 60  # seconds


def place(topic: Topic, number: int) -> str:
    """Address of the page of a topic that a post is on, at the post."""
    page = page_of(number, POSTS_PER_PAGE)
    query = f"?page={page}" if page > 1 else ""
    return f"{topic.get_absolute_url()}{query}#p{number}"


@dataclass
class TopicRow:
    """A topic of `listed`, with where its reader goes on. `new` counts what came since they read
    in it, and is 0 where they never did; `is_new` is true of those too, if they are new to them."""

    topic: Any

    @property
    def own_kind(self) -> Kind | None:
        """Where it is not its board's."""
        return kind_of(self.topic) if self.topic.kind else None

    @property
    def is_new(self) -> bool:
        topic = self.topic
        is_unread = topic.bump_id > topic.floor and topic.bump_number > topic.read_to
        return bool(is_unread and topic.level != Level.MUTE)

    @property
    def new(self) -> int:
        return self.topic.bump_number - self.topic.read_to if self.topic.read_to else 0

    @property
    def url(self) -> str:
        """Where the reader left off: the first post they have not read, or the last they have."""
        topic = self.topic
        if not topic.read_to:
            return topic.get_absolute_url()
        return place(topic, min(topic.read_to + 1, topic.bump_number or 1))


@dataclass
class BoardRow:
    """A board of `with_new`, and on the index its newest topic."""

    board: Any
    newest: Any = None

    @property
    def is_muted(self) -> bool:
        return self.board.level == Level.MUTE

    @property
    def new(self) -> str:
        """How many topics have something new, as a list has room for. Of a muted board, none."""
        count = 0 if self.is_muted else sum(self.board.news or ())
        return f"{count}+" if count >= NEW_AT_MOST else str(count or "")

    @property
    def label(self) -> str:
        """The board's name under its specialty's: "Cardiology, clinical" is Clinical there."""
        name = self.board.name.rpartition(", ")[2] if self.board.specialty_id else self.board.name
        return f"{name[:1].upper()}{name[1:]}"

    @property
    def readers(self) -> str:
        """Who can read it, as briefly as a row has room for: "verified doctors"."""
        words = self.board.audience_words.removesuffix(" can read this").lower()
        return "its members" if self.board.is_group else words


@dataclass
class TopicList:
    rows: list[TopicRow]
    next: str | None = None
    set_aside: list[Topic] = field(default_factory=list)


def board_rows(viewer: Viewer, which: Q | None = None) -> list[BoardRow]:
    """The boards the viewer may see, or those of them that are wanted, in the order of the index,
    each with what is new to them. One query."""
    boards = (
        with_new(viewer, visible_boards(viewer))
        .filter(which or Q())
        .select_related("specialty__parent")
        .order_by("specialty__position", "specialty__name", "section", "position", "pk")
    )
    return [BoardRow(board) for board in boards]


def add_newest(viewer: Viewer, rows: list[BoardRow]) -> None:
    """Give each row its board's newest topic, with its title, `latest_at` and `latest_mask`. One
    query."""
    topics = (
        visible_topics(viewer)
        .annotate(latest_at=F("bump__created_at"), latest_mask=F("bump__pseudonym"))
        .only("title", "bump")
        .in_bulk([row.board.newest for row in rows if row.board.newest])
    )
    for row in rows:
        row.newest = topics.get(row.board.newest)


def topic_list(viewer: Viewer, board: Board, look: Look, after: str | None) -> TopicList:
    """The topics of a board (from `get_board`), from the key `after` on. One or two queries.

    In the first look the pinned ones, and the viewer's own that are set aside, stand above the
    first page and nowhere else.
    """
    topics = _published(viewer).filter(look.which, board=board)
    pinned: list[Topic] = []
    set_aside: list[Topic] = []
    if look == kind_of(board).looks[0]:
        topics = topics.filter(is_pinned=False)
        if not after:
            pinned, set_aside = _above(viewer, board)
    found, following = page_after(topics, look.order, after, TOPICS_PER_PAGE)
    return TopicList([TopicRow(topic) for topic in pinned + found], following, set_aside)


def get_board(viewer: Viewer, slug: str) -> tuple[Board | None, Board | None]:
    """The board with its reader's level, and the other room of its specialty; None for what the
    viewer may not see. One query."""
    visible = visible_boards(viewer)
    beside = Q(slug=slug) | Q(specialty__in=visible.filter(slug=slug).values("specialty"))
    boards = list(
        with_floor(viewer, visible.filter(beside))
        .select_related("specialty")
        .order_by("position", "pk")
    )
    board = next((board for board in boards if board.slug == slug), None)
    return board, next((other for other in boards if other.slug != slug), None)


def recent_topics(viewer: Viewer, how_many: int) -> list[TopicRow]:
    """The topics spoken in last, wherever the viewer may read and has muted neither the topic nor
    its board. One query."""
    mine = {"user": viewer.user_id, "level": Level.MUTE}
    topics = _published(viewer).exclude(
        Exists(Reading.objects.filter(**mine, topic=OuterRef("pk")))
        | Exists(BoardReading.objects.filter(**mine, board=OuterRef("board")))
    )
    topics = topics.select_related("board")
    return [TopicRow(topic) for topic in topics.order_by("-bump_id")[:how_many]]


# --- What lists are made of ----------------------------------------------------------------------


def listed(viewer: Viewer, topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """The same topics, each with `latest_at`, `latest_by` and `latest_mask` of its newest post: its
    time, the name it is signed with and, if that is a pseudonym, its id; and `read_to`, `level` and
    `floor` of the viewer. No query more."""
    # By subqueries, here and below: with every table joined the planner would take longer to find
    # a plan than it takes to run one, and for a list that it sorts it asks them of one page only.
    topics = topics.select_related("author", "pseudonym", "question").annotate(
        latest_at=F("bump__created_at"),
        latest_mask=F("bump__pseudonym"),
        latest_by=name_shown("bump"),
    )
    return with_reading(viewer, topics)


def with_reading(viewer: Viewer, topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """The same topics, each with `read_to`, the number of the last post the viewer has read there,
    `level`, how closely they follow it, and `floor`, the id of the last post that is not new to
    them whatever they read."""
    if viewer.user_id is None:
        return topics.annotate(read_to=Value(0), level=Value(""), floor=ABOVE_ALL)
    mine = Reading.objects.filter(user=viewer.user_id, topic=OuterRef("pk"))
    of_board = BoardReading.objects.filter(user=viewer.user_id, board=OuterRef("board"))
    return topics.annotate(
        read_to=Coalesce(Subquery(mine.values("last_number")), 0),
        level=Coalesce(Subquery(mine.values("level")), Value("")),
        floor=_floor(viewer, Subquery(of_board.values("floor_id"))),
    )


def with_floor(viewer: Viewer, boards: QuerySet[Board]) -> QuerySet[Board]:
    """The same boards, each with the viewer's `floor` and `level` there."""
    if viewer.user_id is None:
        return boards.annotate(floor=ABOVE_ALL, level=Value(""))
    return boards.annotate(
        mine=FilteredRelation("readings", condition=Q(readings__user=viewer.user_id)),
        floor=_floor(viewer, F("mine__floor_id")),
        level=Coalesce(F("mine__level"), Value("")),
    )


def with_new(viewer: Viewer, boards: QuerySet[Board]) -> QuerySet[Board]:
    """The same boards, each with `newest`, the id of the topic spoken in last, and `news`: of its
    newest NEW_AT_MOST topics above the floor, whether each holds something that the viewer has not
    read. It looks at no more, however large the board is."""
    newest = _newest(viewer, OuterRef("pk"))
    boards = with_floor(viewer, boards).annotate(newest=Subquery(newest.values("pk")[:1]))
    if viewer.user_id is None:
        return boards.annotate(news=NO_NEWS)
    read = Reading.objects.filter(
        Q(level=Level.MUTE) | Q(last_number__gte=OuterRef("bump_number")),
        topic=OuterRef("pk"),
        user=viewer.user_id,
    )
    unread = newest.filter(bump_id__gt=OuterRef("floor")).annotate(unread=~Exists(read))
    return boards.annotate(news=ArraySubquery(unread.values("unread")[:NEW_AT_MOST]))


def floor_at_joining(viewer: Viewer) -> int:
    """Id of the newest post when the member joined: nothing said before is new to them. It follows
    from when they joined, so it is kept nowhere but in the cache, and no one is without it."""
    if "floor" not in viewer.memo:
        key = f"floor-at-joining:{viewer.user_id}"
        floor = cache.get(key)
        if floor is None:
            floor = newest_before(
                User.objects.values_list("date_joined", flat=True).get(pk=viewer.member_id)
            )
            cache.set(key, floor, FLOOR_KEPT)
        viewer.memo["floor"] = floor
    return viewer.memo["floor"]


# To a stranger nothing is new.
ABOVE_ALL = Value(2**63 - 1, output_field=BigIntegerField())
NO_NEWS = Value(None, output_field=BooleanField(null=True))


def _floor(viewer: Viewer, of_board: Any) -> Greatest:
    """The highest of three: the board's, the whole site's, and where the member joined."""
    site = BoardReading.objects.filter(user=viewer.user_id, board=None).values("floor_id")
    joined = Value(floor_at_joining(viewer), output_field=BigIntegerField())
    # PostgreSQL's greatest() passes over what is not there.
    return Greatest(of_board, Subquery(site), joined, output_field=BigIntegerField())


def _newest(viewer: Viewer, board: OuterRef) -> QuerySet[Topic]:
    published = visible_topics(viewer).filter(board=board, state=State.PUBLISHED)
    return heard(viewer, published).order_by("-bump_id")


def _published(viewer: Viewer) -> QuerySet[Topic]:
    topics = heard(viewer, visible_topics(viewer).filter(state=State.PUBLISHED))
    return listed(viewer, topics)


def _above(viewer: Viewer, board: Board) -> tuple[list[Topic], list[Topic]]:
    """(pinned, set aside) topics of a board that the viewer may see. One query for both. What is
    pinned stands there for all, also for those who ignore its author: the board's managers put
    it there."""
    pinned = Q(is_pinned=True, state=State.PUBLISHED)
    topics = list(
        listed(viewer, visible_topics(viewer))
        .filter(pinned | Q(state__in=SET_ASIDE), board=board)
        .order_by("-is_pinned", "-pk")[: 2 * TOPICS_PER_PAGE]
    )
    return (
        sorted(
            (topic for topic in topics if topic.state == State.PUBLISHED),
            key=lambda topic: topic.bump_id or 0,
            reverse=True,
        ),
        [topic for topic in topics if topic.state in SET_ASIDE],
    )
