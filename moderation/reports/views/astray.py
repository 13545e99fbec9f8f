"""For community managers: reports whose place we did not find."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from community.members.request import Request
from moderation import words
from moderation.models import Report
from moderation.reports import astray
from moderation.reports.forms import CloseForm, PlaceForm
from moderation.reports.grounds import label_of
from moderation.reports.reported import who
from moderation.views.entering import for_moderators

SETTLED = "Someone else dealt with this report meanwhile."
NOTHING = "Nothing of ours stands there: look at the address, or close the report."
TWIN = "The same member reported this thing before, and it counts once. Close this one."
OWN = "You wrote this yourself, so another manager has to place it."


@require_safe
@for_moderators
def astray_reports(request: Request) -> HttpResponse:
    return _page(request)


@require_POST
@for_moderators
def place(request: Request, pk: int) -> HttpResponse:
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _page(request, wrong=(pk, form), status=422)
    sent = form.cleaned_data
    try:
        report = astray.place(request.viewer, pk, sent["address"], key=sent["key"])
    except astray.Settled:
        messages.warning(request, SETTLED)
        return redirect("astray_reports")
    except (astray.NothingThere, astray.Twin, astray.Own) as error:
        form.add_error("address", {astray.Twin: TWIN, astray.Own: OWN}.get(type(error), NOTHING))
        return _page(request, wrong=(pk, form), status=422)
    messages.success(request, f"It is with case {report.case_id} now.")
    return redirect("astray_reports")


@require_POST
@for_moderators
def close(request: Request, pk: int) -> HttpResponse:
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422)
    sent = form.cleaned_data
    try:
        astray.close(request.viewer, pk, sent["outcome"], key=sent["key"])
    except astray.Settled:
        messages.warning(request, SETTLED)
    else:
        messages.success(request, "Closed. Whoever reported it is told.")
    return redirect("astray_reports")


def _page(
    request: Request, *, wrong: tuple[int, PlaceForm] | None = None, status: int = 200
) -> HttpResponse:
    if not request.viewer.is_manager:
        raise Http404
    rows, following = astray.waiting(request.viewer, request.GET.get("after"))
    context = {"rows": [_row(report, wrong) for report in rows], "following": following}
    return render(request, "moderation/astray.html", context, status=status)


def _row(report: Report, wrong: tuple[int, PlaceForm] | None) -> dict[str, Any]:
    left = report.due_at - timezone.now()
    is_late = left.total_seconds() < 0
    auto_id = f"id_{report.pk}_%s"
    is_wrong = wrong and wrong[0] == report.pk
    return {
        "report": report,
        "label": label_of(report.kind),
        "who": who(report),
        "is_late": is_late,
        "due": f"{words.roughly(left)} overdue" if is_late else f"due in {words.roughly(left)}",
        "place": wrong[1] if wrong and is_wrong else PlaceForm(auto_id=auto_id),
        "close": CloseForm(auto_id=auto_id),
    }
