from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.members.request import Request
from moderation import reviewing
from moderation.models import Case
from moderation.views.entering import for_moderators


@require_safe
@for_moderators
def moderation_queue(request: Request) -> HttpResponse:
    state = Case.State.DECIDED if request.GET.get("state") == "decided" else Case.State.OPEN
    cases = reviewing.open_cases if state == Case.State.OPEN else reviewing.decided_cases
    context = {
        "state": state,
        "rows": reviewing.rows(cases(request.viewer)),
        "figures": reviewing.figures(request.viewer),
    }
    return render(request, "moderation/queue.html", context)
