from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from community.members.request import Request
from community.members.views import errors
from moderation import access


def signed_in_to_write(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for a sign-in first, as everywhere; but one whose session was over when they sent it gets
    back what they wrote."""

    @login_not_required
    @wraps(view)
    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            return errors.signed_out(request)
        return redirect_to_login(request.get_full_path())

    return wrapped


def for_moderators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Staff without a second factor are shown where to set one up; all others see a 404."""

    @wraps(view)
    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer.needs_second_factor:
            messages.info(request, "Set up a second factor first; then this opens.")
            return redirect("mfa_index")
        access.enter(request.viewer)
        return view(request, *args, **kwargs)

    return wrapped


def for_law_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same for the law desk: to moderators, too, it does not exist."""

    @wraps(view)
    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer.needs_second_factor:
            messages.info(request, "Set up a second factor first; then this opens.")
            return redirect("mfa_index")
        if not request.viewer.is_law:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped
