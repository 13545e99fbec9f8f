from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from community.lib.limits import TooFast
from community.members import ties
from community.members.models import User
from community.members.request import Request
from community.members.rules import may_see_members
from community.members.viewer import Viewer

FOLLOWED = "You follow {}: you are told of the topics they open. They are not told."
UNFOLLOWED = "You no longer follow {}."
BLOCKED = "You block {}. They are not told, and see no difference."
UNBLOCKED = "You no longer block {}."

Act = tuple[Callable[[Viewer, User], None], str]


@require_POST
def follow(request: Request, pk: int) -> HttpResponse:
    return _tie(request, pk, (ties.follow, FOLLOWED), (ties.unfollow, UNFOLLOWED))


@require_POST
def block(request: Request, pk: int) -> HttpResponse:
    return _tie(request, pk, (ties.block, BLOCKED), (ties.unblock, UNBLOCKED))


@require_safe
def followed(request: Request) -> HttpResponse:
    may_see_members(request.viewer).require()
    rows, older = ties.followed(request.viewer, request.GET.get("before"))
    people = [(row.followed, row.created_at) for row in rows]
    return render(request, "members/followed.html", {"people": people, "older": older})


@require_safe
def blocked(request: Request) -> HttpResponse:
    may_see_members(request.viewer).require()
    rows, older = ties.blocked(request.viewer, request.GET.get("before"))
    people = [(row.blocked, row.created_at) for row in rows]
    return render(request, "members/blocked.html", {"people": people, "older": older})


def _tie(request: Request, pk: int, add: Act, remove: Act) -> HttpResponse:
    """`action` is add or remove."""
    # Before the look-up, so that the answer tells no one which members there are.
    may_see_members(request.viewer).require()
    member = get_object_or_404(User, pk=pk, is_active=True)
    acts = {"add": add, "remove": remove}
    if (action := request.POST.get("action", "")) not in acts:
        raise BadRequest("Neither add nor remove.")
    act, words = acts[action]
    try:
        act(request.viewer, member)
    except TooFast as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words.format(member.name))
    return _back(request, member.get_absolute_url())


def _back(request: Request, otherwise: str) -> HttpResponse:
    """To where the member was when they pressed the button, if that is one of our pages."""
    back = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts=None, require_https=request.is_secure()
    )
    return redirect(back if ours else otherwise)
