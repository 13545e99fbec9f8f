from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from community.members.request import Request


@require_safe
def directory(request: Request) -> HttpResponse:
    raise Http404
