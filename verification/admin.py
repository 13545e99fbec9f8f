"""The desk where verifiers check numbers, keyboard only if they like."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import date
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.timezone import localtime

from community.lib.verdicts import Refused
from community.members.request import viewer_of
from verification import deciding, desk, doubting
from verification import domains_admin as domains_admin
from verification import standings_admin as standings_admin
from verification.forms import DecisionForm, DoubtForm
from verification.matching import account_fits
from verification.models import Claim, Decision, RegisterEntry, RegisterImport
from verification.views.desk_papers import paper_page


class StateFilter(SimpleListFilter):
    """What is open, unless asked for something else."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((state.value, state.label) for state in Claim.State), ("all", "All")]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        yield {**first, "display": "Open"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        if self.value() is None:
            return queryset.filter(state__in=Claim.OPEN)
        return queryset if self.value() == "all" else queryset.filter(state=self.value())


class ReadOnly(ModelAdmin):
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Claim)
class ClaimAdmin(ModelAdmin):
    actions = None  # nothing in bulk: each claim is looked at
    list_display = ["claimed_name", "account", "register", "match", "proof", "marks",
                    "waits_since", "state"]  # fmt: skip
    list_display_links = ["claimed_name"]
    list_filter = [StateFilter, "register"]
    list_select_related = ["user"]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["created_at", "pk"]
    search_fields = ["surname__istartswith", "user__email__istartswith"]
    search_help_text = "The whole number, or the beginning of a surname or e-mail address"
    change_list_template = "admin/verification/claim/queue.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="Claimed name", ordering="surname")
    def claimed_name(self, claim: Claim) -> str:
        return f"{claim.surname}, {claim.given_name}"

    @admin.display(description="Account")
    def account(self, claim: Claim) -> str:
        return claim.user.name

    @admin.display(description="Match when sent")
    def match(self, claim: Claim) -> str:
        return claim.outcome.replace("_", " ")

    @admin.display(description="Proof")
    def proof(self, claim: Claim) -> str:
        levels = sorted({piece.level for piece in claim.evidence.all()})
        return " ".join(f"E{level}" for level in levels) or "none"

    @admin.display(description="Mind")
    def marks(self, claim: Claim) -> str:
        marks = {
            "dispute": claim.is_disputed,
            "renewal": claim.is_renewal,
            "doubt": claim.doubt,
            "another name": not account_fits(claim),
        }
        return ", ".join(word for word, there in marks.items() if there) or "–"

    @admin.display(description="Waits", ordering="created_at")
    def waits_since(self, claim: Claim) -> SafeString:
        sent = date(localtime(claim.created_at), "j M Y, H:i")
        return format_html('<time title="{}">{}</time>', sent, timesince(claim.created_at, depth=1))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        return super().get_queryset(request).prefetch_related("evidence")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Claim], search_term: str
    ) -> tuple[QuerySet[Claim], bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if prints := desk.prints_of(search_term):
            found |= queryset.filter(number_print__in=prints)
        return found, may_repeat

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(paper_page)
        address = "<int:claim_id>/paper/<int:paper_id>/<int:page>/"
        return [path(address, page, name="verification_claim_paper"), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"figures": desk.figures(), "title": "Claims", **(extra_context or {})}
        return super().changelist_view(request, context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        claim = self.get_object(request, object_id)
        if claim is None or not self.has_change_permission(request, claim):
            raise Http404
        if request.method == "POST":
            return (self._doubt if "doubt" in request.POST else self._decide)(request, claim)
        return self._page(request, claim)

    def _doubt(self, request: HttpRequest, claim: Claim) -> HttpResponse:
        form = DoubtForm(request.POST)
        try:
            if form.is_valid():
                doubting.doubt(viewer_of(request), claim.pk, form.cleaned_data["key"])
                messages.success(
                    request, "The managers look at this account. The claim is as it was."
                )
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("admin:verification_claim_change", claim.pk)

    def _decide(self, request: HttpRequest, claim: Claim) -> HttpResponse:
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self._page(request, claim, form, status=422)
        data = form.cleaned_data
        outcome = Decision.Outcome(data["outcome"])
        try:
            decision = deciding.decide(
                viewer_of(request),
                claim.pk,
                data["version"],
                outcome,
                data["reason"],
                papers_seen=data["papers_seen"],
                other_name=data["other_name"],
            )
        except deciding.Changed:
            messages.warning(
                request,
                "This claim changed while you looked. Nothing was done; see it as it is now.",
            )
            return redirect("admin:verification_claim_change", claim.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
            return self._page(request, claim, form, status=409)
        messages.success(request, f"{_done(decision)}: {claim}.")
        following = desk.next_waiting(viewer_of(request))
        if following is None or outcome == Decision.Outcome.WITHDRAW:
            return redirect("admin:verification_claim_changelist")
        return redirect("admin:verification_claim_change", following.pk)

    def _page(
        self,
        request: HttpRequest,
        claim: Claim,
        form: DecisionForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        claim = desk.look(viewer_of(request), claim.pk)
        context = {
            **self.admin_site.each_context(request),
            **desk.claim_page(viewer_of(request), claim),
            "form": form or DecisionForm(initial={"version": claim.version}),
            "doubt_form": DoubtForm(),
            "was_doubted": doubting.was_doubted(claim),
            "title": f"Claim of {claim}",
            "opts": self.opts,
        }
        return TemplateResponse(
            request, "admin/verification/claim/page.html", context, status=status
        )


@admin.register(RegisterEntry)
class RegisterEntryAdmin(ReadOnly):
    list_display = ["number", "surname", "given_name", "status"]
    list_filter = ["register", "status"]
    search_fields = ["number__exact", "surname__istartswith"]
    search_help_text = "The whole number, or the beginning of a surname"
    show_full_result_count = False
    ordering = ["pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[RegisterEntry]:
        # Four hundred thousand people are no list to leaf through: search, or see none.
        entries = super().get_queryset(request)
        searched = bool(request.GET.get("q", "").strip()) or "object_id" in _kwargs(request)
        return entries if searched else entries.none()


@admin.register(RegisterImport)
class RegisterImportAdmin(ReadOnly):
    list_display = ["finished_at", "register", "file_name", "is_delta", "rows", "added", "changed",
                    "removed", "bad"]  # fmt: skip
    ordering = ["-pk"]


def _done(decision: Decision) -> str:
    done = decision.get_outcome_display()
    return f"Proposed to a second verifier ({done.lower()})" if decision.is_proposal else done


def _kwargs(request: HttpRequest) -> dict[str, Any]:
    return request.resolver_match.kwargs if request.resolver_match else {}
