"""What an author does about a decision or a hold: appeal, and read what became of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community import subjects
from community.lib import rendering
from community.lib.verdicts import Refused
from community.members.request import Request
from moderation import access
from moderation.appeals import appealing
from moderation.appeals.forms import AppealForm
from moderation.appeals.rules import may_appeal, may_appeal_hold
from moderation.limits import APPEAL_ANSWERED_WITHIN, APPEAL_WITHIN
from moderation.models import Case, Decision
from moderation.transparency.rules_of_the_house import HOUSE_RULES
from moderation.views.entering import signed_in_to_write


@signed_in_to_write
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: Request, pk: int) -> HttpResponse:
    """Against a decision."""
    decision = access.get_own_decision_or_404(request.viewer, pk)
    return _appeal(request, decision.case, decision)


@signed_in_to_write
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_hold(request: Request, pk: int) -> HttpResponse:
    """Against being held until a moderator has looked."""
    return _appeal(request, access.get_own_held_case_or_404(request.viewer, pk), None)


@require_safe
def held(request: Request, pk: int) -> HttpResponse:
    """What it means that something is held. Once that is over, the decision says all."""
    case = access.get_own_held_case_or_404(request.viewer, pk)
    if case.state == Case.State.DECIDED:
        own = access.visible_decisions(request.viewer).filter(case=case, undone_at=None)
        if decision := own.first():
            return redirect(decision)
    handler = subjects.of(case.subject_kind)
    in_sight = handler.visible_ids(request.viewer, [case.subject_id])
    context = {
        "case": case,
        "label": handler.label,
        "written": handler.read(case.subject_id) if in_sight else None,
        "is_held": case.state in Case.UNSETTLED,
    }
    return render(request, "moderation/held.html", context)


def _appeal(request: Request, case: Case, decision: Decision | None) -> HttpResponse:
    form, viewer = AppealForm(request.POST or None), request.viewer
    if request.method != "POST":
        return _page(request, case, decision, form)
    if not form.is_valid():
        return _page(request, case, decision, form, status=422)
    sent = form.cleaned_data
    try:
        if decision:
            appealing.appeal(viewer, decision.pk, sent["words"], sent["key"])
        else:
            appealing.appeal_hold(viewer, case.pk, sent["words"], sent["key"])
    except Refused as refused:
        return _page(request, case, decision, form, refused=str(refused), status=409)
    messages.success(request, "Your appeal is with the moderators. This page shows its answer.")
    return redirect(request.path)


def _page(
    request: Request,
    case: Case,
    decision: Decision | None,
    form: AppealForm,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    viewer = request.viewer
    if decision:
        made, may = appealing.appeal_against(decision), may_appeal(viewer, decision)
    else:
        made, may = appealing.appeal_against_hold(case), may_appeal_hold(viewer, case)
    context: dict[str, Any] = {
        "appeal": made,
        "is_struck": made is not None and rendering.REDACTED in made.words,
        "is_sealed": decision is not None and hasattr(decision, "original"),
        "may_appeal": may,
        "case": case,
        "decision": decision,
        "rule": HOUSE_RULES.get(decision.rule) if decision else None,
        "until": decision.at + APPEAL_WITHIN if decision else None,
        "label": subjects.of(case.subject_kind).label,
        "form": form,
        "refused": refused,
        "typed": form["words"].value() if refused else "",
        "answered_by": timezone.now() + APPEAL_ANSWERED_WITHIN,
    }
    return render(request, "moderation/appeal.html", context, status=status)
