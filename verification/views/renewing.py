from django.http import Http404, HttpResponse

from community.members.request import Request


def renew(request: Request) -> HttpResponse:
    raise Http404
