import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from community.members.request import Request
from forums import access, answering, following, indexing, listing, rules
from forums.kinds import kind_of, kinds_at
from forums.limits import FOLLOWED_AT_HOME, RECENT_TOPICS, UNANSWERED_AT_HOME
from forums.models import Board
from forums.tending import PACES


@login_not_required
def home(request: Request) -> HttpResponse:
    viewer = request.viewer
    if not request.user.is_authenticated:
        boards = access.visible_boards(viewer).select_related("specialty")
        return render(request, "home/welcome.html", {"open_boards": boards})
    news = following.followed_topics(viewer, only_new=True, size=FOLLOWED_AT_HOME)
    shown = {row.topic.pk for row in news.rows}
    recent = listing.recent_topics(viewer, RECENT_TOPICS)
    context = {
        "boards": following.own_boards(viewer),
        "news": news,
        "recent": [row for row in recent if row.topic.pk not in shown],
    }
    if specialty := request.user.specialty:
        questions = answering.unanswered(viewer, specialty, None)
        context |= {"specialty": specialty, "questions": questions.rows[:UNANSWERED_AT_HOME]}
    return render(request, "home/home.html", context)


@login_not_required
def board_index(request: Request) -> HttpResponse:
    find = request.GET.get("find", "")[:100]
    rooms = indexing.board_index(request.viewer, find)
    rows = [row for room in rooms for row in room.rows]
    context = {
        "rooms": rooms,
        "find": find,
        # What comes while the page is looked at stays new, though it is then all marked as read.
        "upto": max((row.newest.bump_id for row in rows if row.newest), default=0),
        "any_new": any(row.new for row in rows),
    }
    return render(request, "forums/boards.html", context)


@login_not_required
def board(request: Request, slug: str) -> HttpResponse:
    board, twin = listing.get_board(request.viewer, slug)
    if board is None:
        raise Http404
    kind = kind_of(board)
    look = kind.look(request.GET.get("show"))
    before = request.GET.get("before")
    topics = listing.topic_list(request.viewer, board, look, before)
    is_top = look == kind.looks[0] and not before
    context = {
        "board": board,
        "kind": kind,
        "kinds": kinds_at(board),
        "look": look,
        "topics": topics,
        "upto": max((row.topic.bump_id for row in topics.rows), default=0) if is_top else None,
        "slow": _spoken(board.slow_seconds),
        "is_shut": board.is_locked or board.state != Board.State.OPEN,
        "may_start": rules.may_start_topic(request.viewer, board),
        "may_moderate": rules.may_moderate(request.viewer, board.pk),
        "twin": twin,
    }
    if context["may_moderate"]:
        context |= {"form_key": uuid.uuid4(), "paces": PACES}
    return render(request, "forums/board.html", context)


def _spoken(seconds: int) -> str:
    """As one says it: "30 seconds", "1 minute", "90 minutes"."""
    count, unit = (seconds // 60, "minute") if seconds >= 60 else (seconds, "second")
    return f"{count} {unit}{'' if count == 1 else 's'}"
