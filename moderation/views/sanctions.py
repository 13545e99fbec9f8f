from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from community.members.request import Request
from moderation import access, recalling, sanctioning
from moderation.models import Case
from moderation.small_forms import LiftForm
from moderation.views.entering import for_moderators


@require_safe
def own_decisions(request: Request) -> HttpResponse:
    """For whoever is signed in, suspended or not: what was decided about what they wrote."""
    rows, older = recalling.told(request.viewer, request.GET.get("before"))
    return render(request, "moderation/own_decisions.html", {"rows": rows, "older": older})


@require_safe
@for_moderators
def record(request: Request, pk: int) -> HttpResponse:
    """The record of a case's author, under the name that the case is about."""
    return _page(request, access.get_case_or_404(request.viewer, pk))


@require_POST
@for_moderators
def lift(request: Request, pk: int, sanction_id: int) -> HttpResponse:
    case = access.get_case_or_404(request.viewer, pk)
    form = LiftForm(request.POST, auto_id=f"id_{sanction_id}_%s")
    if not form.is_valid():
        sanctioning.may_lift(request.viewer).require()
        return _page(request, case, {sanction_id: form}, status=422)
    try:
        sanctioning.lift_one(
            request.viewer,
            case.pk,
            sanction_id,
            why=form.cleaned_data["why"],
            key=form.cleaned_data["key"],
        )
        messages.success(request, "It has ended. Whom it was about is told, with your reason.")
    except sanctioning.Over:
        messages.info(request, "It had ended meanwhile, so there was nothing left to lift.")
    return redirect("moderation_record", case.pk)


def _page(
    request: Request, case: Case, forms: dict[int, LiftForm] | None = None, status: int = 200
) -> HttpResponse:
    rows, older = recalling.page_of_record(request.viewer, case, request.GET.get("before"))
    ids = [row.sanction.pk for row in rows if row.counts]
    fresh = {pk: LiftForm(auto_id=f"id_{pk}_%s") for pk in ids}
    forms = fresh | (forms or {})
    context = {
        "case": case,
        "record": recalling.record_of(case.author_id, case.mask),
        "rows": [(row, forms.get(row.sanction.pk)) for row in rows],
        "older": older,
        "may_lift": sanctioning.may_lift(request.viewer),
    }
    return render(request, "moderation/record.html", context, status=status)
