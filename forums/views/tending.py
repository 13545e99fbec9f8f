from typing import Any

from django.http import Http404, HttpResponse

from community.members.request import Request


def tend_board(request: Request, **kwargs: Any) -> HttpResponse:
    raise Http404
