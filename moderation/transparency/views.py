"""Pages about moderation that everyone can read, without an account."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.members.request import Request
from moderation.transparency import publishing
from moderation.transparency.rules_of_the_house import CHANGES, VERSION


@require_safe
@login_not_required
def rules(request: Request) -> HttpResponse:
    """The rules that hold or, with ?version=1, as they were."""
    wanted = request.GET.get("version", str(VERSION))
    edition = next((one for one in CHANGES if str(one.version) == wanted), None)
    if edition is None:
        raise Http404
    context = {
        "edition": edition,
        "editions": CHANGES,
        "is_present": edition.version == VERSION,
    }
    return render(request, "moderation/rules.html", context)


@require_safe
@login_not_required
def transparency(request: Request) -> HttpResponse:
    """What was moderated, month by month, in numbers that show nobody."""
    months, onwards = publishing.months(request.GET.get("after"))
    context = {"months": months, "onwards": onwards, "is_first": "after" not in request.GET}
    return render(request, "moderation/transparency.html", context)
