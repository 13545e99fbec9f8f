from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from community.lib.verdicts import Refused
from community.members.request import Request
from community.members.viewer import Viewer
from moderation import claiming
from moderation.filtering import Filters
from moderation.models import Case
from moderation.views.entering import for_moderators


@require_POST
@for_moderators
def claim(request: Request, pk: int) -> HttpResponse:
    return _back(request, pk, claiming.claim)


@require_POST
@for_moderators
def take_over(request: Request, pk: int) -> HttpResponse:
    return _back(request, pk, claiming.take_over)


@require_POST
@for_moderators
def let_go(request: Request, pk: int) -> HttpResponse:
    return _back(request, pk, claiming.let_go)


def _back(request: Request, pk: int, act: Callable[[Viewer, int], Case]) -> HttpResponse:
    """Do it and show the case as it is now: that another was first is no error."""
    try:
        act(request.viewer, pk)
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect(f"{Case(pk=pk).get_absolute_url()}{Filters.of(request.GET).query}")
