from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.members.request import Request
from moderation import figuring, lagging, queueing
from moderation.limits import FEW, FIGURES_OF_LAST
from moderation.views.entering import for_moderators


@require_safe
@for_moderators
def moderation_figures(request: Request) -> HttpResponse:
    viewer = request.viewer
    context = {
        "days": FIGURES_OF_LAST.days,
        "few": FEW,
        "figures": queueing.figures(viewer),
        "counted": figuring.counted(viewer),
        "behind": lagging.screening_behind(),
    }
    return render(request, "moderation/figures.html", context)
