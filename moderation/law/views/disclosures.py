"""Disclosures: prepared by one, decided by another, handed over with what was listed alone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.lib.verdicts import Refused
from community.members.request import Request
from moderation import access
from moderation.law import disclosing
from moderation.law import reading as law_reading
from moderation.law.desk import Stale
from moderation.law.forms import DemandForm, GivenForm, VerdictForm, Versioned
from moderation.law.views.entering import download, for_those_who_decide
from moderation.models import Disclosure
from moderation.views.entering import for_law_desk

CHANGED = "This changed while you had it open; nothing of yours was done. Look again."


@require_safe
@for_those_who_decide
def disclosures(request: Request) -> HttpResponse:
    context = law_reading.disclosures(request.viewer, request.GET.get("before"))
    return render(request, "moderation/law/disclosures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_law_desk
def new(request: Request) -> HttpResponse:
    form = DemandForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = disclosing.prepare(request.viewer, form.demand(), form.cleaned_data["key"])
            return redirect("law_disclosure", made.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    status = 422 if form.is_bound else 200
    return render(request, "moderation/law/new_disclosure.html", {"form": form}, status=status)


@require_safe
@for_those_who_decide
def disclosure(request: Request, pk: int) -> HttpResponse:
    return _page(request, access.get_disclosure_or_404(request.viewer, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@for_law_desk
def amend(request: Request, pk: int) -> HttpResponse:
    found = access.get_disclosure_or_404(request.viewer, pk)
    disclosing.may_amend(request.viewer, found).require()
    form = DemandForm(request.POST or None, initial=law_reading.as_typed(found))
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            disclosing.amend(request.viewer, pk, sent["version"] or 0, form.demand(), sent["key"])
            return redirect("law_disclosure", pk)
        except Refused as refused:
            form.add_error(None, str(refused))
        except Stale:
            form.add_error(None, CHANGED)
    context = {"form": form, "disclosure": found}
    status = 422 if form.is_bound else 200
    return render(request, "moderation/law/new_disclosure.html", context, status=status)


@require_POST
@for_law_desk
def ask(request: Request, pk: int) -> HttpResponse:
    """Have a second person decide."""
    found = access.get_disclosure_or_404(request.viewer, pk)
    form = Versioned(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422)
    try:
        disclosing.ask(request.viewer, pk, form.cleaned_data["version"], form.cleaned_data["key"])
    except (Refused, Stale) as trouble:
        return _troubled(request, pk, trouble)
    messages.success(request, "A second person is asked to decide.")
    return redirect("law_disclosure", pk)


@require_POST
@for_those_who_decide
def decide(request: Request, pk: int) -> HttpResponse:
    found = access.get_disclosure_or_404(request.viewer, pk)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _page(request, found, verdict_form=form, status=422)
    sent = form.cleaned_data
    approve = sent["choice"] == "approve"
    try:
        disclosing.decide(
            request.viewer, pk, sent["version"], sent["why"], sent["key"], approve=approve
        )
    except (Refused, Stale) as trouble:
        return _troubled(request, pk, trouble)
    messages.success(request, "Approved." if approve else "Refused.")
    return redirect("law_disclosure", pk)


@require_POST
@for_law_desk
def export(request: Request, pk: int) -> HttpResponse:
    access.get_disclosure_or_404(request.viewer, pk)
    try:
        data = disclosing.export(request.viewer, pk)
    except Refused as refused:
        return _troubled(request, pk, refused)
    return download(data, f"disclosure-{pk}.json", "application/json")


@require_POST
@for_law_desk
def hand_over(request: Request, pk: int) -> HttpResponse:
    found = access.get_disclosure_or_404(request.viewer, pk)
    form = GivenForm(request.POST)
    if not form.is_valid():
        return _page(request, found, given_form=form, status=422)
    sent = form.cleaned_data
    why = sent["why"] if sent["told"] == "not" else ""
    try:
        disclosing.hand_over(request.viewer, pk, sent["version"], sent["key"], not_told_why=why)
    except (Refused, Stale) as trouble:
        return _troubled(request, pk, trouble)
    messages.success(request, "Noted as handed over.")
    return redirect("law_disclosure", pk)


def _troubled(request: Request, pk: int, trouble: Exception) -> HttpResponse:
    found = access.get_disclosure_or_404(request.viewer, pk)
    words = str(trouble) if isinstance(trouble, Refused) else CHANGED
    return _page(request, found, trouble=words, status=409)


def _page(request: Request, found: Disclosure, *, status: int = 200, **more: Any) -> HttpResponse:
    now = {"version": found.version}
    context = law_reading.disclosure(request.viewer, found) | more
    context.setdefault("ask_form", Versioned(initial=now))
    context.setdefault("verdict_form", VerdictForm(initial=now))
    context.setdefault("given_form", GivenForm(initial=now))
    return render(request, "moderation/law/disclosure.html", context, status=status)
