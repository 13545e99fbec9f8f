from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import subjects
from community.lib.verdicts import Refused
from community.members.request import Request
from moderation import access
from moderation.appeals.forms import OpeningForm
from moderation.models import Decision, Look
from moderation.sealed import reading as reading_sealed
from moderation.sealed import sealing
from moderation.views.entering import for_law_desk

AUTHORS_REASON = "Its author asked to see it"


@require_safe
@for_law_desk
def sealed_store(request: Request) -> HttpResponse:
    decisions, older = reading_sealed.page_of_sealed(request.viewer, request.GET.get("after"))
    context = {"decisions": decisions, "older": older}
    return render(request, "moderation/sealed_store.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_law_desk
def sealed(request: Request, pk: int) -> HttpResponse:
    """Who has looked at what was taken away; and the words themselves once a reason is given, in
    this one response."""
    decision = access.get_sealed_or_404(request.viewer, pk)
    if request.method != "POST":
        return _page(request, decision, OpeningForm())
    form = OpeningForm(request.POST)
    if not form.is_valid():
        return _page(request, decision, form, status=422)
    why = form.cleaned_data["why"]
    fields = sealing.open_for(decision, request.viewer, Look.Purpose.LAW, why)
    return _kept_nowhere(_page(request, decision, OpeningForm(), opened=fields))


@require_POST
def removed_words(request: Request, pk: int) -> HttpResponse:
    """For the author: what was taken away, while they may appeal, in this one response."""
    decision = access.get_own_decision_or_404(request.viewer, pk)
    try:
        fields = sealing.open_for(decision, request.viewer, Look.Purpose.AUTHOR, AUTHORS_REASON)
    except Refused as refused:
        messages.info(request, str(refused))
        return redirect(decision)
    context = {
        "decision": decision,
        "label": subjects.of(decision.case.subject_kind).label,
        "opened": reading_sealed.texts(decision, fields),
    }
    return _kept_nowhere(render(request, "moderation/removed_words.html", context))


@require_safe
def sealed_picture(request: Request, pk: int, purpose: str, name: str) -> HttpResponse:
    """One of those on a page that was opened a moment ago, for whoever opened it."""
    data = sealing.file_for(pk, request.viewer, purpose, name)
    response = HttpResponse(data, content_type="image/webp")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return _kept_nowhere(response)


def _page(
    request: Request,
    decision: Decision,
    form: OpeningForm,
    *,
    opened: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "decision": decision,
        "case": decision.case,
        "label": subjects.of(decision.case.subject_kind).label,
        "original": getattr(decision, "original", None),
        "looks": reading_sealed.looks(decision),
        "form": form,
        "opened": None if opened is None else reading_sealed.texts(decision, opened),
    }
    return render(request, "moderation/sealed.html", context, status=status)


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, no_store=True, private=True)
    return response
