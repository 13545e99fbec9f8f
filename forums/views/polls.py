from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from community.members.request import Request


@require_safe
def poll(request: Request, pk: int) -> HttpResponse:
    raise Http404


@require_POST
def vote(request: Request, pk: int) -> HttpResponse:
    raise Http404


@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    raise Http404
