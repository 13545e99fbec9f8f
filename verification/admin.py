"""The desk where verifiers check numbers, keyboard only if they like."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from community.lib.verdicts import Refused
from community.members.request import viewer_of
from verification import deciding, desk
from verification.forms import DecisionForm
from verification.models import Claim, Decision, RegisterEntry, RegisterImport


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
    list_display = ["claimed_name", "account", "register", "match", "waits_since", "state"]
    list_display_links = ["claimed_name"]
    list_filter = [StateFilter, "register"]
    list_select_related = ["user"]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["created_at", "pk"]
    search_fields = ["surname__istartswith", "user__email__istartswith"]
    search_help_text = "Number, surname or e-mail address, from the beginning"
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

    @admin.display(description="Sent", ordering="created_at")
    def waits_since(self, claim: Claim) -> SafeString:
        return format_html("<time>{}</time>", claim.created_at.strftime("%-d %b %Y, %H:%M"))

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
            return self._decide(request, claim)
        return self._page(request, claim, DecisionForm(initial={"version": claim.version}))

    def _decide(self, request: HttpRequest, claim: Claim) -> HttpResponse:
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self._page(request, claim, form, status=422)
        data = form.cleaned_data
        outcome = Decision.Outcome(data["outcome"])
        try:
            decision = deciding.decide(
                viewer_of(request), claim.pk, data["version"], outcome, data["reason"]
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
        messages.success(request, f"{decision.get_outcome_display()}: {claim}.")
        following = desk.next_waiting(viewer_of(request))
        if following is None or outcome == Decision.Outcome.WITHDRAW:
            return redirect("admin:verification_claim_changelist")
        return redirect("admin:verification_claim_change", following.pk)

    def _page(
        self, request: HttpRequest, claim: Claim, form: DecisionForm, status: int = 200
    ) -> HttpResponse:
        desk.look(viewer_of(request), claim)
        context = {
            **self.admin_site.each_context(request),
            **desk.claim_page(viewer_of(request), claim),
            "form": form,
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


def _kwargs(request: HttpRequest) -> dict[str, Any]:
    return request.resolver_match.kwargs if request.resolver_match else {}
