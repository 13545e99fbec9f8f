from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.members.request import Request


@require_http_methods(["GET", "POST"])
def ask(request: Request, pk: int) -> HttpResponse:
    raise Http404


@require_POST
def ignore(request: Request, pk: int) -> HttpResponse:
    raise Http404


@require_safe
def unmaskings(request: Request) -> HttpResponse:
    raise Http404


@require_http_methods(["GET", "POST"])
def unmasking(request: Request, pk: int) -> HttpResponse:
    raise Http404


@require_safe
def own(request: Request) -> HttpResponse:
    raise Http404


@require_POST
def hear(request: Request, pk: int) -> HttpResponse:
    raise Http404
