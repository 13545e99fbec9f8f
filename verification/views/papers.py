from django.http import Http404, HttpResponse

from community.members.request import Request


def papers(request: Request) -> HttpResponse:
    raise Http404


def remove(request: Request, paper_id: int) -> HttpResponse:
    raise Http404
