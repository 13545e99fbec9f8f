from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from community.members.models import User
from community.members.request import Request
from community.members.rules import may_see_members
from forums import access
from forums import following as deeds
from forums.models import Level

SAID = {
    Level.WATCH: "You watch {}: you are told of each new word.",
    Level.TRACK: "You follow {}: what is new there stands on your home page.",
    Level.NORMAL: "You no longer follow {}.",
    Level.MUTE: "{} is muted: nothing there counts as new to you.",
}


@require_POST
def follow_board(request: Request, slug: str) -> HttpResponse:
    board = access.get_board_or_404(request.viewer, slug)
    level = _level(request)
    deeds.follow_board(request.viewer, board, level)
    messages.success(request, SAID[level].format(board.name))
    return _back(request, board.get_absolute_url())


@require_POST
def follow_topic(request: Request, pk: int) -> HttpResponse:
    topic = access.get_topic_now_or_404(request.viewer, pk)
    level = _level(request)
    deeds.follow_topic(request.viewer, topic, level)
    words = SAID[level].format("this topic")
    messages.success(request, f"{words[:1].upper()}{words[1:]}")
    return _back(request, topic.get_absolute_url())


@require_safe
def following(request: Request) -> HttpResponse:
    """What the reader follows: the boards, then the topics, all or only those with news."""
    only_new = request.GET.get("show") == "new"
    context = {
        "boards": deeds.followed_boards(request.viewer),
        "topics": deeds.followed_topics(
            request.viewer, request.GET.get("before"), only_new=only_new
        ),
        "only_new": only_new,
    }
    return render(request, "forums/following.html", context)


@require_safe
def ignored(request: Request) -> HttpResponse:
    rows, older = deeds.ignored(request.viewer, request.GET.get("before"))
    return render(request, "forums/ignored.html", {"rows": rows, "older": older})


@require_POST
def ignore(request: Request, pk: int) -> HttpResponse:
    """`action` is add or remove; without one it is the other of what is."""
    # Before the look-up, so that the answer tells no one which members there are.
    may_see_members(request.viewer).require()
    member = get_object_or_404(User, pk=pk, is_active=True)
    is_ignored = deeds.ignores(request.viewer, pk)
    action = request.POST.get("action") or ("remove" if is_ignored else "add")
    if action == "add":
        deeds.ignore(request.viewer, pk)
        messages.success(request, f"You no longer read {member.name}. They are not told.")
    elif action == "remove":
        deeds.hear(request.viewer, pk)
        messages.success(request, f"You read {member.name} again.")
    else:
        raise BadRequest("Neither add nor remove.")
    return _back(request, member.get_absolute_url())


def _level(request: Request) -> Level:
    try:
        return Level(request.POST.get("level", "?"))
    except ValueError:
        raise BadRequest("There is no such level.") from None


def _back(request: Request, otherwise: str) -> HttpResponse:
    """To where the member was when they pressed the button, if that is one of our pages."""
    back = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts=None, require_https=request.is_secure()
    )
    return redirect(back if ours else otherwise)
