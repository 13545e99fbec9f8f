"""Boards, and who may do what on each."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from guardian.admin import GuardedModelAdmin

from community.audit.recording import record
from community.members.request import viewer_of
from forums.granting import grant_audience
from forums.models import Board


@admin.register(Board)
class BoardAdmin(GuardedModelAdmin):
    """A new board gets the grants of its audience; "Object permissions" shows and changes them."""

    actions = None
    list_display = ["name", "specialty", "audience", "kind", "state", "position"]
    list_select_related = ["specialty"]
    list_filter = ["audience", "state", "kind"]
    search_fields = ["name__istartswith"]
    prepopulated_fields = {"slug": ["name"]}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # what was written there would go with it: make the board read only

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        # Whom a board is for is decided once: those who wrote there relied on it.
        return ["audience"] if obj else []

    def save_model(self, request: HttpRequest, obj: Board, form: Any, change: bool) -> None:
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            if not change:
                grant_audience(obj)
            verb = "board.changed" if change else "board.added"
            record(verb, obj, actor_id=viewer_of(request).user_id, fields=form.changed_data)

    def obj_perms_manage_user_view(
        self, request: HttpRequest, object_pk: str, user_id: str
    ) -> HttpResponse:
        with transaction.atomic():
            response = super().obj_perms_manage_user_view(request, object_pk, user_id)
            self._record_grants(request, object_pk, response, user=user_id)
        return response

    def obj_perms_manage_group_view(
        self, request: HttpRequest, object_pk: str, group_id: str
    ) -> HttpResponse:
        with transaction.atomic():
            response = super().obj_perms_manage_group_view(request, object_pk, group_id)
            self._record_grants(request, object_pk, response, group=group_id)
        return response

    def _record_grants(
        self, request: HttpRequest, object_pk: str, response: HttpResponse, **whose: str
    ) -> None:
        """Guardian's pages answer a change that was made with a redirect."""
        if request.method == "POST" and response.status_code == 302:
            board = Board.objects.get(pk=object_pk)
            given = request.POST.getlist("permissions")
            actor = viewer_of(request).user_id
            record("board.granted", board, actor_id=actor, permissions=given, **whose)
