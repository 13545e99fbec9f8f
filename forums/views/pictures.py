from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.members.request import Request


@require_http_methods(["GET", "POST"])
def at_place(request: Request) -> HttpResponse:
    raise Http404


@require_safe
def picture(request: Request, token: UUID) -> HttpResponse:
    raise Http404


@require_safe
def file(request: Request, token: UUID, size: str) -> HttpResponse:
    raise Http404


@require_http_methods(["GET", "POST"])
def words(request: Request, token: UUID) -> HttpResponse:
    raise Http404


@require_http_methods(["GET", "POST"])
def cover(request: Request, token: UUID) -> HttpResponse:
    raise Http404


@require_POST
def remove(request: Request, token: UUID) -> HttpResponse:
    raise Http404
