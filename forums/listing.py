"""List: the boards, a board's topics, what was said last. Everything comes through the gate."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
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
from community.members.models import Specialty
from community.members.viewer import Viewer
from forums.access import SET_ASIDE, heard, visible_boards, visible_topics
from forums.kinds import Look, kind_of
from forums.limits import NEW_AT_MOST, POSTS_PER_PAGE, TOPICS_PER_PAGE
from forums.models import Board, BoardReading, Level, Reading, State, Topic


@dataclass
class TopicRow:
    """A topic in a list, with where its reader goes on. `new` counts what came since they read in
    it, and is 0 where they never did; `is_new` is true of those too, if they are new to them."""

    topic: Any
    floor: int = 0

    @property
    def is_new(self) -> bool:
        topic = self.topic
        return (
            topic.level != Level.MUTE
            and topic.bump_id > self.floor
            and topic.bump_number > topic.read_to
        )

    @property
    def new(self) -> int:
        return self.topic.bump_number - self.topic.read_to if self.topic.read_to else 0

    @property
    def url(self) -> str:
        """Where the reader left off: the first post they have not read, or the last they have."""
        topic = self.topic
        if not topic.read_to:
            return topic.get_absolute_url()
        number = min(topic.read_to + 1, topic.bump_number or 1)
        page = page_of(number, POSTS_PER_PAGE)
        return f"{topic.get_absolute_url()}{f'?page={page}' if page > 1 else ''}#p{number}"


@dataclass
class BoardRow:
    board: Any
    newest: TopicRow | None = None

    @property
    def new(self) -> str:
        """How many topics have something new, as a list has room for."""
        count = self.board.new_topics
        return f"{count}+" if count >= NEW_AT_MOST else str(count or "")


@dataclass
class Room:
    """A specialty, or a section for what belongs to none, with its boards: the closed one first."""

    specialty: Specialty | None
    section: str = ""
    rows: list[BoardRow] = field(default_factory=list)

    @property
    def title(self) -> str:
        if self.specialty:
            return self.specialty.name
        return str(Board.Section(self.section).label) if self.section else "For everyone here"


@dataclass
class TopicList:
    rows: list[TopicRow]
    next: str | None = None
    set_aside: list[Topic] = field(default_factory=list)


def board_index(viewer: Viewer) -> list[Room]:
    """All boards the viewer may see, by specialty, with what is new to them. Two queries."""
    boards: list[Any] = list(
        with_new(viewer, visible_boards(viewer))
        .select_related("specialty__parent")
        .annotate(newest_topic=Subquery(_newest(viewer, OuterRef("pk")).values("pk")[:1]))
        .order_by("specialty__position", "specialty__name", "section", "position", "pk")
    )
    topics = listed(viewer, visible_topics(viewer)).in_bulk(
        [b.newest_topic for b in boards if b.newest_topic]
    )
    rooms: dict[Any, Room] = {}
    for board in boards:
        topic = topics.get(board.newest_topic)
        row = BoardRow(board, TopicRow(topic, board.floor) if topic else None)
        section = "" if board.specialty_id else board.section
        room = rooms.setdefault((board.specialty_id, section), Room(board.specialty, section))
        room.rows.append(row)
    for room in rooms.values():
        room.rows.sort(key=lambda row: not row.board.is_closed)
    return sorted(rooms.values(), key=lambda room: room.specialty is None)


def topic_list(viewer: Viewer, board: Board, look: Look, after: str | None) -> TopicList:
    """The topics of a board (from `get_board`), from the key `after` on. One or two queries.

    Pinned ones, and the viewer's own that are set aside, stand above the first page only.
    """
    topics, following = page_after(
        _published(viewer).filter(look.which, board=board), look.order, after, TOPICS_PER_PAGE
    )
    set_aside: list[Topic] = []
    if not after and look == kind_of(board).looks[0]:
        pinned, set_aside = _above(viewer, board)
        topics = pinned + [topic for topic in topics if not topic.is_pinned]
    floor = getattr(board, "floor", 0)
    return TopicList([TopicRow(topic, floor) for topic in topics], following, set_aside)


def get_board(viewer: Viewer, slug: str) -> tuple[Board | None, Board | None]:
    """The board with its reader's floor and level, and the other room of its specialty; None for
    what the viewer may not see. One query."""
    beside = Q(slug=slug) | Q(specialty__boards__slug=slug)
    boards = list(
        with_floor(viewer, visible_boards(viewer).filter(beside))
        .select_related("specialty")
        .order_by("position", "pk")
        .distinct()
    )
    board = next((board for board in boards if board.slug == slug), None)
    return board, next((other for other in boards if other.slug != slug), None)


def recent_topics(viewer: Viewer, how_many: int) -> list[TopicRow]:
    """The topics spoken in last, wherever the viewer may read. One query."""
    topics = _published(viewer).select_related("board__specialty")
    return [TopicRow(topic) for topic in topics.order_by("-bump_id")[:how_many]]


# --- What lists are made of ----------------------------------------------------------------------


def listed(viewer: Viewer, topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """The same topics, each with `latest_at` and `latest_by` of its newest post, and `read_to` and
    `level` of the viewer. No query more."""
    topics = topics.select_related("author__specialty", "question").annotate(
        latest_at=F("bump__created_at"), latest_by=F("bump__author__name")
    )
    return with_reading(viewer, topics)


def with_reading(viewer: Viewer, topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """The same topics, each with `read_to`, the number of the last post the viewer has read there,
    and `level`, how closely they follow it."""
    if viewer.user_id is None:
        return topics.annotate(read_to=Value(0), level=Value(""))
    return topics.annotate(
        mine=FilteredRelation("readings", condition=Q(readings__user=viewer.user_id)),
        read_to=Coalesce(F("mine__last_number"), 0),
        level=Coalesce(F("mine__level"), Value("")),
    )


def with_floor(viewer: Viewer, boards: QuerySet[Board]) -> QuerySet[Board]:
    """The same boards, each with `floor`, the id of the last post that is not new to the viewer
    whatever they read, and `level`."""
    if viewer.user_id is None:
        return boards.annotate(
            floor=Value(0, output_field=BigIntegerField()), level=Value(""), new_topics=Value(0)
        )
    site = BoardReading.objects.filter(user=viewer.user_id, board=None).values("floor_id")
    return boards.annotate(
        mine=FilteredRelation("readings", condition=Q(readings__user=viewer.user_id)),
        floor=Greatest(
            Coalesce(F("mine__floor_id"), 0, output_field=BigIntegerField()),
            Coalesce(Subquery(site), 0, output_field=BigIntegerField()),
        ),
        level=Coalesce(F("mine__level"), Value("")),
    )


def with_new(viewer: Viewer, boards: QuerySet[Board]) -> QuerySet[Board]:
    """The same boards, each with `new_topics`: how many of its newest NEW_AT_MOST topics hold
    something that the viewer has not read. It looks at no more, however large the board is."""
    boards = with_floor(viewer, boards)
    if viewer.user_id is None:
        return boards
    newest = _newest(viewer, OuterRef(OuterRef("pk"))).values("pk")[:NEW_AT_MOST]
    read = Reading.objects.filter(
        Q(level=Level.MUTE) | Q(last_number__gte=OuterRef("bump_number")),
        topic=OuterRef("pk"),
        user=viewer.user_id,
    )
    unread = (
        visible_topics(viewer)
        .filter(~Exists(read), pk__in=newest, bump_id__gt=OuterRef("floor"))
        .order_by()
        .values("board")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return boards.annotate(new_topics=Coalesce(Subquery(unread), 0))


def _newest(viewer: Viewer, board: OuterRef) -> QuerySet[Topic]:
    published = visible_topics(viewer).filter(board=board, state=State.PUBLISHED)
    return heard(viewer, published).order_by("-bump_id")


def _published(viewer: Viewer) -> QuerySet[Topic]:
    topics = heard(viewer, visible_topics(viewer).filter(state=State.PUBLISHED))
    return listed(viewer, topics)


def _above(viewer: Viewer, board: Board) -> tuple[list[Topic], list[Topic]]:
    """(pinned, set aside) topics of a board that the viewer may see. One query for both."""
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
