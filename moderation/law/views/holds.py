"""Legal holds: of no concern to anyone but the law desk, and known to none."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from community.members.request import Request
from community.members.viewer import Viewer
from moderation import access
from moderation.law import holding
from moderation.law import reading as law_reading
from moderation.law.forms import HoldForm, LiftForm, ReviewForm
from moderation.law.views.pages import Place, form_page
from moderation.models import Hold
from moderation.views.entering import for_law_desk


@require_safe
@for_law_desk
def holds(request: Request) -> HttpResponse:
    state = "lifted" if request.GET.get("state") == "lifted" else "standing"
    context = law_reading.holds(state, request.GET.get("before"))
    return render(request, "moderation/law/holds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_law_desk
def new(request: Request) -> HttpResponse:
    def place(form: HoldForm) -> HttpResponse:
        sent = form.cleaned_data
        what, why = (sent["kind"], sent["number"]), sent["reason"]
        hold = holding.place(request.viewer, *what, why, form.review_at, sent["key"])
        messages.success(request, "From now on nothing of it is erased. Nobody is told.")
        return redirect("law_hold", hold.pk)

    form = HoldForm(request.POST or None)
    return form_page(request, "moderation/law/new_hold.html", form, place)


@require_http_methods(["GET", "HEAD", "POST"])
@for_law_desk
def hold(request: Request, pk: int) -> HttpResponse:
    """One hold; it is kept, or lifted."""

    def keep(form: ReviewForm) -> str:
        sent = form.cleaned_data
        holding.review(request.viewer, pk, form.review_at, sent["why"], sent["key"])
        return "Kept until then."

    def lift(form: LiftForm) -> str:
        holding.lift(request.viewer, pk, form.cleaned_data["why"], form.cleaned_data["key"])
        return "Lifted."

    if request.method != "POST":
        return HOLD.show(request, pk)
    if request.POST.get("deed") == "lift":
        return HOLD.carry_out(request, pk, "lift_form", LiftForm(request.POST), lift)
    return HOLD.carry_out(request, pk, "review_form", ReviewForm(request.POST), keep)


def _contents(viewer: Viewer, found: Hold) -> dict[str, Any]:
    return law_reading.hold(found) | {"review_form": ReviewForm(), "lift_form": LiftForm()}


HOLD = Place("law_hold", "moderation/law/hold.html", access.get_hold_or_404, _contents)
