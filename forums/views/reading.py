from typing import Any

from django.http import Http404, HttpResponse

from community.members.request import Request


def mark_all_read(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def mark_board_read(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def first_new(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def mark_read(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def news(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404
