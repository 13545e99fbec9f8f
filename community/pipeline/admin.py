from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest

from community.pipeline.models import OutboxEntry


@admin.register(OutboxEntry)
class OutboxEntryAdmin(ModelAdmin):
    """To see what is stuck. The sweeper sends it again; no hand is needed."""

    actions = None
    list_display = ["event", "handler", "created_at", "due_at", "attempts", "done_at", "error"]
    list_filter = [("done_at", admin.EmptyFieldListFilter), "event"]
    show_full_result_count = False
    ordering = ["-pk"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
