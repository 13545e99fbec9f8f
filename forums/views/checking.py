from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from community.lib import limits, rendering
from community.members.request import Request
from forums import places
from forums.forms.drafts import DraftForm
from forums.limits import CHECKING
from forums.measuring import measured


@require_POST
def check(request: Request) -> HttpResponse:
    """A fragment: what in a composer could give a patient away, for who writes there alone."""
    place = places.place_or_404(request.viewer, request.POST.get("place", ""))
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _fragment(request, {"error": form.wrong}, 422)
    typed = form.typed()
    try:
        limits.spend(CHECKING, request.viewer.member_id)
        rendering.require_fit(typed.source)
    except rendering.Unfit as error:
        return _fragment(request, {"error": str(error)}, 422)
    except limits.TooFast:
        return _fragment(request, {"error": "Checked again in a moment."}, 429)
    return _fragment(request, {"meter": measured(request.viewer, place, typed.title, typed.source)})


def _fragment(request: Request, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "forums/_meter_marks.html", context, status=status)
