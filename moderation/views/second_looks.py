from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.members.request import Request
from moderation import access, showing_again
from moderation import second_looks as looks
from moderation.models import SecondLook
from moderation.small_forms import Keyed, SecondLookForm
from moderation.transparency.rules_of_the_house import HOUSE_RULES
from moderation.views.entering import for_moderators


@require_safe
@for_moderators
def second_looks(request: Request) -> HttpResponse:
    rows, older = looks.waiting(request.viewer, request.GET.get("before"))
    context = {
        "rows": rows,
        "older": older,
        "done": looks.done(request.viewer),
        "agreement": looks.agreement(request.viewer),
    }
    return render(request, "moderation/second_looks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def second_look(request: Request, pk: int) -> HttpResponse:
    """Before it is done the subject alone, afterwards both decisions side by side."""
    look = access.get_second_look_or_404(request.viewer, pk)
    if request.method != "POST":
        return _page(request, look)
    form = SecondLookForm(request.POST)
    if not form.is_valid():
        return _page(request, look, form, status=422)
    try:
        looks.judge(request.viewer, pk, form.judged())
    except looks.Conflict:
        return _meanwhile(request, pk, form)
    return redirect("second_look", pk)


@require_POST
@for_moderators
def set_aside(request: Request, pk: int) -> HttpResponse:
    access.get_second_look_or_404(request.viewer, pk)
    form = Keyed(request.POST)
    if form.is_valid():
        try:
            looks.set_aside(request.viewer, pk, form.cleaned_data["key"])
            messages.success(request, "Set aside. It counts neither way.")
        except looks.Conflict:
            return _meanwhile(request, pk)
    return redirect("second_looks")


def _meanwhile(request: Request, pk: int, form: SecondLookForm | None = None) -> HttpResponse:
    """It was done by another: what they said, and what the viewer would have."""
    look = access.get_second_look_or_404(request.viewer, pk)
    return _page(request, look, form, status=409)


def _page(
    request: Request, look: SecondLook, form: SecondLookForm | None = None, status: int = 200
) -> HttpResponse:
    if look.done_at:
        done = {"look": look, "typed": form, "rules": looks.rules_of(look)}
        return render(request, "moderation/second_look_done.html", done, status=status)
    with transaction.atomic():
        shown = showing_again.as_decided(request.viewer, look.decision)
    context: dict[str, Any] = {
        "look": look,
        "shown": shown,
        "house_rules": HOUSE_RULES.values(),
        "form": form or SecondLookForm(),
        "aside_form": Keyed(auto_id="id_aside_%s"),
    }
    return render(request, "moderation/second_look.html", context, status=status)
