from typing import Any

from django.http import Http404, HttpResponse

from community.members.request import Request


def drafts(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def save(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def go_on(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def discard(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404
