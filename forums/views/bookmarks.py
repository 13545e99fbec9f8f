from typing import Any

from django.http import Http404, HttpResponse

from community.members.request import Request


def bookmark(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404


def bookmarks(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404
