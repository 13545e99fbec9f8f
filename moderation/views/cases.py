from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from community.members.request import Request
from moderation import access, deciding, reviewing
from moderation.forms import DecisionForm, RestoreForm
from moderation.models import Case, Decision
from moderation.views.entering import for_moderators

IN_PIXELS = (
    "Some of these words stand in the picture itself, where they cannot be taken out. Cover them, "
    "or hide or remove the picture; untick those that may stay."
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def moderation_case(request: Request, pk: int) -> HttpResponse:
    case = access.get_case_or_404(request.viewer, pk)
    finding_ids = list(case.findings.values_list("pk", flat=True))
    if request.method != "POST":
        return _page(request, case)
    form = DecisionForm(request.POST, finding_ids=finding_ids)
    if form.is_valid():
        try:
            if decision := _attempt(request, case, form):
                return _onwards(request, decision)
        except deciding.Conflict:
            return _changed_meanwhile(request, pk)
    return _page(request, case, form=form, status=422)


@require_POST
@for_moderators
def restore(request: Request, pk: int) -> HttpResponse:
    case = access.get_case_or_404(request.viewer, pk)
    form = RestoreForm(request.POST)
    if not form.is_valid():
        return _page(request, case, restore_form=form, status=422)
    sent = form.cleaned_data
    try:
        deciding.restore(
            request.viewer, pk, sent["version"], reason=sent["reason"], key=sent["key"]
        )
    except deciding.Conflict:
        return _changed_meanwhile(request, pk)
    messages.success(request, "Shown again. Its author is told.")
    return redirect(case)


def _attempt(request: Request, case: Case, form: DecisionForm) -> Decision | None:
    """The decision, or None when the words to remove were not clear; the form then says why."""
    try:
        return deciding.decide(request.viewer, case.pk, form.cleaned_data["version"], form.choice())
    except deciding.NothingMarked:
        form.add_error("words", "Tick a mark, or write the words to remove here.")
    except deciding.NotThere as error:
        form.add_error("words", f"Not in the text: {', '.join(error.words)}")
    except deciding.InPixels:
        form.add_error(None, IN_PIXELS)
    except deciding.Repeated:
        form.add_error("reason", "This repeats words that you remove; the author would keep them.")
    return None


def _onwards(request: Request, decision: Decision) -> HttpResponse:
    """Say what was done and go to the next open case by itself."""
    following = reviewing.next_case(request.viewer)
    messages.success(
        request,
        format_html(
            '{}: <a href="{}">case {}</a>. {}',
            decision.get_action_display(),
            decision.case.get_absolute_url(),
            decision.case_id,
            "This is the next one." if following else "That was the last one.",
        ),
    )
    return redirect(following or "moderation_queue")


def _changed_meanwhile(request: Request, pk: int) -> HttpResponse:
    """The case as it stands now, with all that was typed: in the form if it is still open."""
    case = access.get_case_or_404(request.viewer, pk)
    typed = {k: request.POST.get(k, "") for k in ("rule", "reason", "words")}
    return _page(request, case, typed=typed, status=409)


def _page(
    request: Request,
    case: Case,
    *,
    form: DecisionForm | None = None,
    restore_form: RestoreForm | None = None,
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    review = reviewing.review(request.viewer, case)
    versions = {
        "version": case.version,
        "subject_version": review.written.version if review.written else 0,
    }
    marked = [mark.finding.pk for mark in review.marks]
    context: dict[str, Any] = {
        "review": review,
        "case": case,
        "rows": reviewing.rows(reviewing.open_cases(request.viewer)),
        "form": form or DecisionForm(initial=versions | (typed or {}), finding_ids=marked),
        "restore_form": restore_form or RestoreForm(initial=versions),
        "typed": typed,
    }
    return render(request, "moderation/case.html", context, status=status)
