from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from community.members.request import Request


def for_those_who_decide(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For the law desk, and for administrators, one of whom may be the second person. To all others
    it does not exist."""

    @wraps(view)
    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer.needs_second_factor:
            messages.info(request, "Set up a second factor first; then this opens.")
            return redirect("mfa_index")
        if not (request.viewer.is_law or request.viewer.is_administrator):
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


def download(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file that no browser and no proxy keeps."""
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
