from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from community.members.request import Request


@require_POST
def check(request: Request) -> HttpResponse:
    raise Http404
