from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.members.request import Request


@require_POST
def many(request: Request, slug: str) -> HttpResponse:
    raise Http404


@require_safe
def steps(request: Request, slug: str) -> HttpResponse:
    raise Http404


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    raise Http404


@require_http_methods(["GET", "POST"])
def tend(request: Request, pk: int) -> HttpResponse:
    raise Http404


@require_http_methods(["GET", "POST"])
def move(request: Request, pk: int) -> HttpResponse:
    raise Http404


@require_http_methods(["GET", "POST"])
def split(request: Request, pk: int) -> HttpResponse:
    raise Http404


@require_http_methods(["GET", "POST"])
def merge(request: Request, pk: int) -> HttpResponse:
    raise Http404
