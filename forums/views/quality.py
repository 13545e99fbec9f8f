from typing import Any

from django.http import Http404, HttpResponse

from community.members.request import Request


def mark(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def accept(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def unanswered(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404
