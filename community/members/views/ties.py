from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from community.members.request import Request


@require_POST
def follow(request: Request, pk: int) -> HttpResponse:
    raise Http404


@require_POST
def block(request: Request, pk: int) -> HttpResponse:
    raise Http404


@require_safe
def followed(request: Request) -> HttpResponse:
    raise Http404


@require_safe
def blocked(request: Request) -> HttpResponse:
    raise Http404
