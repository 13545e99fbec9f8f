from django.http import Http404, HttpResponse

from community.members.request import Request


def declare(request: Request) -> HttpResponse:
    raise Http404
