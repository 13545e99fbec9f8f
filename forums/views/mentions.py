from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.lib import limits, rendering
from community.members.request import Request
from forums import access, mentioning, rules
from forums.limits import NAMING

# One letter begins half of all names.
SHORTEST, LONGEST = 2, 80


@require_safe
def names(request: Request, slug: str) -> HttpResponse:
    """A fragment: who may read this board and whose name begins with `q`, to be mentioned there."""
    board = access.get_board_or_404(request.viewer, slug)
    rules.may_start_topic(request.viewer, board).require()
    start = " ".join(rendering.tidy(request.GET.get("q", "")).split())
    people: list[mentioning.Colleague] = []
    if SHORTEST <= len(start) <= LONGEST:
        try:
            limits.spend(NAMING, request.viewer.member_id)
        except limits.TooFast as error:
            return HttpResponse(status=429, headers={"Retry-After": str(error.wait)})
        topic_id = _number(request.GET.get("topic", ""))
        people = mentioning.colleagues(request.viewer, board, start, topic_id)
    return render(request, "forums/_mentions.html", {"people": people})


def _number(raw: str) -> int | None:
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else None
