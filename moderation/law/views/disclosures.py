"""Disclosures: prepared by one, decided by another, handed over with what was listed alone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.lib.verdicts import Refused
from community.members.request import Request
from community.members.viewer import Viewer
from moderation import access
from moderation.law import disclosing
from moderation.law import reading as law_reading
from moderation.law.forms import DemandForm, GivenForm, VerdictForm, Versioned
from moderation.law.views.entering import download, for_those_who_decide
from moderation.law.views.pages import Place, form_page
from moderation.models import Disclosure
from moderation.views.entering import for_law_desk

FORM = "moderation/law/new_disclosure.html"


@require_safe
@for_those_who_decide
def disclosures(request: Request) -> HttpResponse:
    context = law_reading.disclosures(request.viewer, request.GET.get("before"))
    return render(request, "moderation/law/disclosures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_law_desk
def new(request: Request) -> HttpResponse:
    def prepare(form: DemandForm) -> HttpResponse:
        made = disclosing.prepare(request.viewer, form.demand(), form.cleaned_data["key"])
        return redirect("law_disclosure", made.pk)

    return form_page(request, FORM, DemandForm(request.POST or None), prepare)


@require_safe
@for_those_who_decide
def disclosure(request: Request, pk: int) -> HttpResponse:
    return DISCLOSURE.show(request, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_law_desk
def amend(request: Request, pk: int) -> HttpResponse:
    found = access.get_disclosure_or_404(request.viewer, pk)
    disclosing.may_amend(request.viewer, found).require()

    def change(form: DemandForm) -> HttpResponse:
        sent = form.cleaned_data
        disclosing.amend(request.viewer, pk, sent["version"] or 0, form.demand(), sent["key"])
        return redirect("law_disclosure", pk)

    form = DemandForm(request.POST or None, initial=law_reading.as_typed(found))
    return form_page(request, FORM, form, change, disclosure=found)


@require_POST
@for_law_desk
def ask(request: Request, pk: int) -> HttpResponse:
    """Have a second person decide."""

    def put(form: Versioned) -> str:
        disclosing.ask(request.viewer, pk, form.cleaned_data["version"], form.cleaned_data["key"])
        return "A second person is asked to decide."

    return DISCLOSURE.carry_out(request, pk, "ask_form", Versioned(request.POST), put)


@require_POST
@for_those_who_decide
def decide(request: Request, pk: int) -> HttpResponse:
    def settle(form: VerdictForm) -> str:
        sent = form.cleaned_data
        approve = sent["choice"] == "approve"
        paper = (pk, sent["version"], sent["why"], sent["key"])
        disclosing.decide(request.viewer, *paper, approve=approve)
        return "Approved." if approve else "Refused."

    return DISCLOSURE.carry_out(request, pk, "verdict_form", VerdictForm(request.POST), settle)


@require_POST
@for_law_desk
def export(request: Request, pk: int) -> HttpResponse:
    access.get_disclosure_or_404(request.viewer, pk)
    try:
        data = disclosing.export(request.viewer, pk)
    except Refused as refused:
        return DISCLOSURE.show(request, pk, 409, trouble=str(refused))
    return download(data, f"disclosure-{pk}.json", "application/json")


@require_POST
@for_law_desk
def hand_over(request: Request, pk: int) -> HttpResponse:
    def give(form: GivenForm) -> str:
        sent = form.cleaned_data
        why = sent["why"] if sent["told"] == "not" else ""
        disclosing.hand_over(request.viewer, pk, sent["version"], sent["key"], not_told_why=why)
        return "Noted as handed over."

    return DISCLOSURE.carry_out(request, pk, "given_form", GivenForm(request.POST), give)


def _contents(viewer: Viewer, found: Disclosure) -> dict[str, Any]:
    now = {"version": found.version}
    return law_reading.disclosure(viewer, found) | {
        "ask_form": Versioned(initial=now),
        "verdict_form": VerdictForm(initial=now),
        "given_form": GivenForm(initial=now),
    }


DISCLOSURE = Place(
    "law_disclosure", "moderation/law/disclosure.html", access.get_disclosure_or_404, _contents
)
