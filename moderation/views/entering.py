from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from community.members.request import Request
from moderation import access


def for_managers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Staff without a second factor are shown where to set one up; all others see a 404."""

    @wraps(view)
    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer.needs_second_factor:
            messages.info(request, "Set up a second factor first; then this opens.")
            return redirect("mfa_index")
        access.enter(request.viewer)
        return view(request, *args, **kwargs)

    return wrapped
