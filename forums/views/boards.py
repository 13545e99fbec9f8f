from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render

from community.members.request import Request
from forums import access, reading, rules
from forums.kinds import KINDS
from forums.limits import RECENT_TOPICS
from forums.models import Board


@login_not_required
def home(request: Request) -> HttpResponse:
    if not request.user.is_authenticated:
        boards = access.visible_boards(request.viewer).select_related("specialty")
        return render(request, "home/welcome.html", {"open_boards": boards})
    context = {"recent": reading.recent_topics(request.viewer, RECENT_TOPICS)}
    return render(request, "home/home.html", context)


@login_not_required
def board_index(request: Request) -> HttpResponse:
    return render(request, "forums/boards.html", {"rooms": reading.board_index(request.viewer)})


@login_not_required
def board(request: Request, slug: str) -> HttpResponse:
    board = access.get_board_or_404(request.viewer, slug)
    context = {
        "board": board,
        "kind": KINDS[board.kind],
        "topics": reading.topic_list(request.viewer, board, _key(request.GET.get("before"))),
        "may_start": rules.may_start_topic(request.viewer, board),
        "twin": _twin(request, board),
    }
    return render(request, "forums/board.html", context)


def _key(raw: str | None) -> int | None:
    """The key to go on from; nonsense begins at the top."""
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 19 else None


def _twin(request: Request, board: Board) -> Board | None:
    """The other room of the same specialty, if the viewer may see it."""
    if board.specialty_id is None:
        return None
    rooms = access.visible_boards(request.viewer).filter(specialty=board.specialty_id)
    return rooms.exclude(pk=board.pk).first()
