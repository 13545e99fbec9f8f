from typing import Any

from django.http import Http404, HttpResponse

from community.members.request import Request


def follow_board(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def follow_topic(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def following(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def ignored(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def ignore(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404
