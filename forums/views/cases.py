from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from community.members.request import Request


@require_http_methods(["GET", "POST"])
def outcome(request: Request, pk: int) -> HttpResponse:
    raise Http404
