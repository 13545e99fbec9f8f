from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.members.request import Request
from moderation import figuring, lagging, queueing, second_looks
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
        "speeds": figuring.speeds(viewer),
        "charts": figuring.charts(viewer),
        "flags": figuring.flags(viewer),
        "taken_back": figuring.taken_back(viewer),
        "reports": figuring.reports(viewer),
        "agreement": second_looks.agreement(viewer, FIGURES_OF_LAST.days),
        "behind": lagging.screening_behind(),
    }
    return render(request, "moderation/figures.html", context)
