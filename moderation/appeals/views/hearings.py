"""What moderators do about appeals: see which wait, read one, answer it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.lib.verdicts import Refused
from community.members.request import Request
from moderation import access
from moderation.appeals import hearing
from moderation.appeals import reading as reading_appeals
from moderation.appeals.forms import AnswerForm, OpeningForm
from moderation.appeals.reversing import CannotReverse
from moderation.deciding import Conflict
from moderation.models import Appeal, Look
from moderation.sealed import sealing, striking
from moderation.views.entering import for_moderators


@require_safe
@for_moderators
def appeals(request: Request) -> HttpResponse:
    is_answered = request.GET.get("state") == "answered"
    context: dict[str, Any] = {
        "is_answered": is_answered,
        "figures": reading_appeals.figures(request.viewer),
    }
    if is_answered:
        rows, older = reading_appeals.answered(request.viewer, request.GET.get("after"))
        context |= {"rows": rows, "older": older}
    else:
        context["rows"] = reading_appeals.waiting(request.viewer)
    return render(request, "moderation/appeals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def appeal(request: Request, pk: int) -> HttpResponse:
    appeal = access.get_appeal_or_404(request.viewer, pk)
    if request.method != "POST":
        return _page(request, appeal)
    form = AnswerForm(request.POST, against_hold=appeal.decision is None)
    if form.is_valid():
        try:
            hearing.answer(request.viewer, pk, form.cleaned_data["version"], form.answer())
        except Conflict:
            return _changed_meanwhile(request, pk)
        except Refused as refused:
            form.add_error(None, str(refused))
            return _page(request, appeal, form=form, status=403)
        except CannotReverse as error:
            form.add_error("outcome", error.reason)
        else:
            messages.success(request, "Answered. Its author is told.")
            return redirect("moderation_appeals")
    return _page(request, appeal, form=form, status=422)


@require_POST
@for_moderators
def open_sealed(request: Request, pk: int) -> HttpResponse:
    """The words that a decision took away, in this one response, which nothing keeps. What was
    typed of the answer meanwhile stays."""
    appeal = access.get_appeal_or_404(request.viewer, pk)
    opening = OpeningForm(request.POST)
    typed = {name: request.POST.get(name, "") for name in ("outcome", "reason")}
    if not opening.is_valid() or appeal.decision is None:
        return _page(request, appeal, opening=opening, typed=typed, status=422)
    original = sealing.open_all_for(
        appeal.decision, request.viewer, Look.Purpose.APPEAL, opening.cleaned_data["why"]
    )
    opened: dict[str, Any] = {
        "opened": reading_appeals.sealed_texts(appeal.decision, original["fields"]),
        "words": striking.as_typed(appeal, original).get("words"),
    }
    response = _page(request, appeal, opening=opening, typed=typed, **opened)
    patch_cache_control(response, no_store=True, private=True)
    return response


def _changed_meanwhile(request: Request, pk: int) -> HttpResponse:
    """As it stands now, with all that was typed."""
    appeal = access.get_appeal_or_404(request.viewer, pk)
    typed = {name: request.POST.get(name, "") for name in ("outcome", "reason")}
    return _page(request, appeal, typed=typed, is_changed=True, status=409)


def _page(
    request: Request, appeal: Appeal, *, status: int = 200, typed: Any = None, **more: Any
) -> HttpResponse:
    """`more` stands in for what the page shows of itself: another form, what was opened."""
    shown = reading_appeals.shown(request.viewer, appeal)
    initial = {
        "version": appeal.version,
        "subject_version": shown.written.version if shown.written else 0,
    }
    form = AnswerForm(initial=initial | (typed or {}), against_hold=appeal.decision is None)
    context: dict[str, Any] = {
        "appeal": appeal,
        "case": appeal.case,
        "decision": appeal.decision,
        "shown": shown,
        "form": form,
        "opening": OpeningForm(),
        "typed": typed,
    }
    return render(request, "moderation/appeal_case.html", context | more, status=status)
