from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from community import subjects
from community.lib.verdicts import Refused
from community.members.request import Request
from community.members.viewer import Viewer
from moderation import access, deciding, queueing, reviewing, rules, undoing
from moderation.filtering import Filters
from moderation.forms import DecisionForm, RestoreForm
from moderation.models import Case, Decision, Sanction
from moderation.sentences import SENTENCES
from moderation.transparency.rules_of_the_house import HOUSE_RULES
from moderation.views.entering import for_moderators

IN_PIXELS = (
    "Some of these words stand in the picture itself, where they cannot be taken out. Cover them, "
    "or hide or remove the picture; untick those that may stay."
)

# What is kept of a form whose case was decided or grew meanwhile.
TYPED = ("rule", "reason", "words", "measure", "sanction", "days", "rooms")


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def moderation_case(request: Request, pk: int) -> HttpResponse:
    case = access.get_case_or_404(request.viewer, pk)
    if request.method != "POST":
        return _page(request, case)
    finding_ids = list(case.findings.values_list("pk", flat=True))
    form = DecisionForm(request.POST, finding_ids=finding_ids, **_offered(request.viewer, case))
    status = 422
    if form.is_valid():
        try:
            if decision := _attempt(request, case, form):
                return onwards(request, decision)
        except deciding.Conflict:
            return _changed_meanwhile(request, pk)
        except Refused as refused:  # such as when another is looking at it: nothing typed is lost
            form.add_error(None, str(refused))
            status = 403
    elif form.cleaned_data.get("version", case.version) != case.version:
        return _changed_meanwhile(request, pk)  # as when the marks that were ticked are others now
    return _page(request, case, form=form, status=status)


@require_POST
@for_moderators
def restore(request: Request, pk: int) -> HttpResponse:
    case = access.get_case_or_404(request.viewer, pk)
    form = RestoreForm(request.POST)
    if not form.is_valid():
        return _page(request, case, restore_form=form, status=422)
    sent = form.cleaned_data
    try:
        decision = deciding.restore(
            request.viewer, pk, sent["version"], reason=sent["reason"], key=sent["key"]
        )
    except deciding.Conflict:
        return _changed_meanwhile(request, pk)
    messages.success(
        request, "Shown again. Its author is told.", extra_tags=_undo(request.viewer, decision)
    )
    return redirect(case)


@require_POST
@for_moderators
def undo(request: Request, pk: int) -> HttpResponse:
    """Take back what one decided a moment ago."""
    case = access.get_decision_or_404(request.viewer, pk).case
    try:
        undoing.undo(request.viewer, pk)
    except Refused as refused:  # most often the minute is over
        messages.warning(request, str(refused))
    else:
        messages.success(request, "Taken back, and nobody was told. Here is the case again.")
    return redirect(case)


def onwards(request: Request, decision: Decision) -> HttpResponse:
    """Say what was done, with a minute to undo it, and go to the next open case by itself."""
    filters = Filters.of(request.GET)
    following = queueing.next_case(request.viewer, filters)
    messages.success(
        request,
        format_html(
            '{}: <a href="{}">case {}</a>. {}',
            decision.get_action_display(),
            decision.case.get_absolute_url(),
            decision.case_id,
            "This is the next one." if following else "That was the last one.",
        ),
        extra_tags=_undo(request.viewer, decision),
    )
    if following is None:
        return redirect(reverse("moderation_queue") + filters.top.query)
    return redirect(following.get_absolute_url() + filters.onwards.query)


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


def _undo(viewer: Viewer, decision: Decision) -> str:
    """The address that takes it back, for the message; "" where nothing does."""
    return reverse("decision_undo", args=[decision.pk]) * bool(undoing.may_undo(viewer, decision))


def _changed_meanwhile(request: Request, pk: int) -> HttpResponse:
    """The case as it stands now, with all that was typed: in the form if it is still open."""
    case = access.get_case_or_404(request.viewer, pk)
    return _page(request, case, typed={k: request.POST.get(k, "") for k in TYPED}, status=409)


def _offered(viewer: Viewer, case: Case) -> dict[str, Any]:
    """What may follow here besides."""
    kinds = [kind for kind in Sanction.Kind.values if rules.may_sanction(viewer, case, kind)]
    return {"sanctions": kinds, "measures": subjects.of(case.subject_kind).measures}


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
    offered = _offered(request.viewer, case)
    fresh = DecisionForm(initial=versions | (typed or {}), finding_ids=marked, **offered)
    context: dict[str, Any] = {
        **queueing.beside(request.viewer, case, request.GET),
        "review": review,
        "case": case,
        "form": form or fresh,
        "offered": offered,
        "sentences": [(rule, SENTENCES.get(rule.key, ())) for rule in HOUSE_RULES.values()],
        "restore_form": restore_form or RestoreForm(initial=versions),
        "typed": typed,
    }
    return render(request, "moderation/case.html", context, status=status)
