from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from community.members.request import Request
from forums import access, listing, rules
from forums.kinds import kind_of
from forums.limits import RECENT_TOPICS


@login_not_required
def home(request: Request) -> HttpResponse:
    if not request.user.is_authenticated:
        boards = access.visible_boards(request.viewer).select_related("specialty")
        return render(request, "home/welcome.html", {"open_boards": boards})
    context = {"recent": listing.recent_topics(request.viewer, RECENT_TOPICS)}
    return render(request, "home/home.html", context)


@login_not_required
def board_index(request: Request) -> HttpResponse:
    return render(request, "forums/boards.html", {"rooms": listing.board_index(request.viewer)})


@login_not_required
def board(request: Request, slug: str) -> HttpResponse:
    board, twin = listing.get_board(request.viewer, slug)
    if board is None:
        raise Http404
    kind = kind_of(board)
    look = kind.look(request.GET.get("show"))
    context = {
        "board": board,
        "kind": kind,
        "look": look,
        "topics": listing.topic_list(request.viewer, board, look, request.GET.get("before")),
        "may_start": rules.may_start_topic(request.viewer, board),
        "may_moderate": rules.may_moderate(request.viewer, board.pk),
        "twin": twin,
    }
    return render(request, "forums/board.html", context)
