from django.http import Http404, HttpResponse

from community.members.request import Request


def ask(request: Request) -> HttpResponse:
    raise Http404


def vouch(request: Request, token: str) -> HttpResponse:
    raise Http404
