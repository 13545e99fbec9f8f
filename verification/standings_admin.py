"""The words about each standing, for administrators to edit. What it opens are grants on boards."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db import transaction
from django.http import HttpRequest

from community.audit.recording import record
from community.members.request import viewer_of
from verification.models import Terms


@admin.register(Terms)
class TermsAdmin(ModelAdmin):
    actions = None
    list_display = ["kind", "opens", "lasts"]
    readonly_fields = ["kind"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Terms, form: Any, change: bool) -> None:
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            record(
                "terms.changed", obj, actor_id=viewer_of(request).user_id, fields=form.changed_data
            )
