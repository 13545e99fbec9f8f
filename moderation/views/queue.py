from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.members.request import Request
from moderation import lagging, queueing, words
from moderation.filtering import Filters
from moderation.models import Case
from moderation.views.entering import for_moderators


@require_safe
@for_moderators
def moderation_queue(request: Request) -> HttpResponse:
    filters = Filters.of(request.GET)
    listed = queueing.page(request.viewer, filters)
    context = {
        "filters": filters,
        "rows": listed.rows,
        "more": listed.more,
        "figures": queueing.figures(request.viewer),
        "families": words.FAMILIES.items(),
        "sources": Case.Source.choices,
        "places": queueing.places(request.viewer, filters),
        "behind": lagging.screening_behind(),
    }
    return render(request, "moderation/queue.html", context)
