"""Legal holds: of no concern to anyone but the law desk, and known to none."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from community.lib.verdicts import Refused
from community.members.request import Request
from moderation import access
from moderation.law import holding
from moderation.law import reading as law_reading
from moderation.law.forms import HoldForm, LiftForm, ReviewForm
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
    form = HoldForm(request.POST or None)
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            hold = holding.place(
                request.viewer,
                sent["kind"],
                sent["number"],
                sent["reason"],
                form.review_at,
                sent["key"],
            )
            messages.success(request, "From now on nothing of it is erased. Nobody is told.")
            return redirect("law_hold", hold.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    status = 422 if form.is_bound else 200
    return render(request, "moderation/law/new_hold.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_law_desk
def hold(request: Request, pk: int) -> HttpResponse:
    """One hold; it is kept, or lifted."""
    found = access.get_hold_or_404(request.viewer, pk)
    if request.method != "POST":
        return _page(request, found)
    lifts = request.POST.get("deed") == "lift"
    form = LiftForm(request.POST) if lifts else ReviewForm(request.POST)
    typed = "lift_form" if lifts else "review_form"
    if form.is_valid():
        sent = form.cleaned_data
        try:
            if isinstance(form, ReviewForm):
                holding.review(request.viewer, pk, form.review_at, sent["why"], sent["key"])
            else:
                holding.lift(request.viewer, pk, sent["why"], sent["key"])
            messages.success(request, "Lifted." if lifts else "Kept until then.")
            return redirect("law_hold", pk)
        except Refused as refused:
            found = access.get_hold_or_404(request.viewer, pk)
            return _page(request, found, status=409, trouble=str(refused), **{typed: form})
    return _page(request, found, status=422, **{typed: form})


def _page(request: Request, found: Hold, *, status: int = 200, **more: Any) -> HttpResponse:
    context = law_reading.hold(found) | more
    context.setdefault("review_form", ReviewForm())
    context.setdefault("lift_form", LiftForm())
    return render(request, "moderation/law/hold.html", context, status=status)
