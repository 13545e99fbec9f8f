from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest

from community.audit.models import Entry

# What the law desk does is for the law desk: who is under a legal hold is known to no one else.
OF_THE_LAW_DESK = r"^(hold|notice|disclosure)\."


@admin.register(Entry)
class EntryAdmin(ModelAdmin):
    """To be read, by administrators. The database itself refuses a change."""

    actions = None
    list_display = ["place", "at", "verb", "actor_id", "about", "about_id"]
    readonly_fields = ["place", "chain"]
    search_fields = ["verb__istartswith", "about_id__exact", "actor_id__exact"]
    search_help_text = "A verb, or the id of a thing or a person"
    show_full_result_count = False
    ordering = ["-pk"]

    @admin.display(description="position", ordering="position")
    def place(self, entry: Entry) -> str:
        return f"{entry.position}, chained" if entry.position else "not chained"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        entries = super().get_queryset(request)
        viewer = getattr(request, "viewer", None)  # members stand above the record
        if viewer is not None and viewer.is_law:
            return entries
        entries = entries.exclude(verb__regex=OF_THE_LAW_DESK)
        entries = entries.exclude(verb="sealed.opened", detail__purpose="law")
        # Whoever decides is not told beforehand which of it is judged again.
        is_judged = viewer is not None and viewer.is_moderator
        return entries.exclude(verb="second_look.asked") if is_judged else entries

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
