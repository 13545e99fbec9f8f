from typing import Any

from django.http import Http404, HttpResponse

from community.members.request import Request


def members(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def remove(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def leave(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def own_groups(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def new_group(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def renew(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def invitation(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404
