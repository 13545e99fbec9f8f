from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from community.members.request import Request
from forums import access, reading, resuming
from forums.listing import TopicRow, place


@require_safe
def first_new(request: Request, pk: int) -> HttpResponse:
    """To the first post that the reader has not read, or the last that they have."""
    try:
        topic = reading.get_topic_or_404(request.viewer, pk)
    except Http404:  # unless it was merged into another
        topic = access.get_topic_now_or_404(request.viewer, pk)
        return redirect("first_new", topic.pk)
    return redirect(TopicRow(topic).url)


@require_safe
def news(request: Request, pk: int) -> HttpResponse:
    """A fragment that says how much came after the post with the number `after`, for a page that is
    open; 204 when nothing did."""
    topic = access.get_topic_or_404(request.viewer, pk)
    after = _number(request.GET.get("after"))
    posts = resuming.news(request.viewer, topic, after) if after is not None else []
    if not posts:
        return HttpResponse(status=204)
    return render(request, "forums/_news.html", {"count": len(posts), "first": posts[0]})


@require_POST
def mark_read(request: Request, pk: int) -> HttpResponse:
    """Up to the post with this number. A script gets no page for it; without one the reader stays
    where they are."""
    topic = reading.get_topic_or_404(request.viewer, pk)
    number = _number(request.POST.get("number"))
    if number is None:
        raise BadRequest("Not the number of a post.")
    resuming.mark_read(request.viewer, topic, number)
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    messages.success(request, "Noted. Next time you go on from here.")
    return redirect(place(topic, number))


@require_POST
def mark_board_read(request: Request, slug: str) -> HttpResponse:
    board = access.get_board_or_404(request.viewer, slug)
    resuming.mark_all_read(request.viewer, board, upto=_number(request.POST.get("upto")))
    messages.success(request, f"All of {board.name} is marked as read.")
    return redirect(board)


@require_POST
def mark_all_read(request: Request) -> HttpResponse:
    resuming.mark_all_read(request.viewer, upto=_number(request.POST.get("upto")))
    messages.success(request, "Everything is marked as read.")
    return redirect("boards")


def _number(raw: str | None) -> int | None:
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 19 else None
