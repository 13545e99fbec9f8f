"""For administrators to look at, never to change: cases are decided in the queue. What is sealed
is not here at all."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from moderation.models import Case, Decision, Finding


class ReadOnly:
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class FindingsInline(ReadOnly, admin.TabularInline):
    model = Finding
    fields = ["field", "kind", "action", "score", "why", "detector", "detector_version"]


class DecisionsInline(ReadOnly, admin.TabularInline):
    model = Decision
    fields = ["at", "moderator", "action", "rule", "reason"]
    readonly_fields = ["at"]


@admin.register(Case)
class CaseAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["id", "place", "by", "family", "severity", "state", "opened_at", "due_at"]
    list_filter = ["state", "severity", "family"]
    list_select_related = ["author"]
    exclude = ["author"]
    readonly_fields = ["by"]
    inlines = [FindingsInline, DecisionsInline]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Not by author: a case about a pseudonym's post would be found under whose it is."""
        allowed = super().lookup_allowed(lookup, value, request)
        return allowed and lookup.split("__")[0] != "author"

    @admin.display(description="author")
    def by(self, case: Case) -> str:
        """Whose a pseudonym is, no administrator reads here."""
        return case.byline.name

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """Never cases about what one wrote oneself."""
        return super().get_queryset(request).exclude(author_id=request.user.pk)
