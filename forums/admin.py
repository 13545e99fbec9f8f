"""Boards, and who may do what on each."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from guardian.admin import GuardedModelAdmin

from community.audit.recording import record
from community.inbox.telling import tell
from community.members.request import viewer_of
from forums.granting import admit, forget_cached, grant_audience
from forums.kinds import KINDS
from forums.models import Board, Champion
from forums.opening import remind_before_end


@admin.register(Board)
class BoardAdmin(GuardedModelAdmin):
    """A new board gets the grants of its audience; "Object permissions" shows and changes them."""

    actions = None
    list_display = ["name", "specialty", "section", "audience", "kind", "state", "position"]
    list_select_related = ["specialty"]
    list_filter = ["audience", "section", "state", "kind"]
    search_fields = ["name__istartswith"]
    prepopulated_fields = {"slug": ["name"]}
    raw_id_fields = ["owner"]  # the lookup finds members by name or address

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        place = ["name", "slug", "description", "audience", "kind", "also", "specialty", "section"]
        sets: list[Any] = [
            (None, {"fields": [*place, "position"]}),
            (
                "Tending",
                {
                    "fields": [
                        "has_pseudonyms",
                        "state",
                        "slow_seconds",
                        "locked_until",
                        "locked_why",
                    ]
                },
            ),
        ]
        if obj and obj.is_group:
            sets.append(("Group", {"fields": ["owner", "requires", "expires_at"]}))
        return sets

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "kind":  # what kinds there are is no matter of the table
            kinds = [(kind.key, kind.label) for kind in KINDS.values()]
            return forms.ChoiceField(choices=kinds)
        if db_field.name == "also":
            kinds = [(kind.key, kind.label) for kind in KINDS.values()]
            return forms.MultipleChoiceField(
                choices=kinds,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=db_field.help_text,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

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
            elif obj.is_group:
                self._group_changed(obj, set(form.changed_data))
            verb = "board.changed" if change else "board.added"
            record(verb, obj, actor_id=viewer_of(request).user_id, fields=form.changed_data)

    def _group_changed(self, group: Board, changed: set[str]) -> None:
        if "owner" in changed and group.owner_id:
            admit(group, group.owner_id)
        if "expires_at" in changed:
            remind_before_end(group)
        if {"expires_at", "requires"} & changed:
            forget_cached()

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


@admin.register(Champion)
class ChampionAdmin(ModelAdmin):
    """Who looks after the questions of a specialty. They are appointed and released, never turned
    into another."""

    actions = None
    list_display = ["user", "specialty", "since"]
    list_select_related = ["user", "specialty"]
    list_filter = ["specialty"]
    search_fields = ["user__email__istartswith", "user__name__istartswith"]
    raw_id_fields = ["user"]  # the lookup finds members by name or address
    ordering = ["specialty__name", "user__name"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def save_model(self, request: HttpRequest, obj: Champion, form: Any, change: bool) -> None:
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            self._record("champion.appointed", request, obj)
            words = f"You now look after the questions of {obj.specialty.name}. These wait."
            tell(obj.user_id, words, reverse("unanswered", args=[obj.specialty.slug]))

    def delete_model(self, request: HttpRequest, obj: Champion) -> None:
        with transaction.atomic():
            self._record("champion.released", request, obj)
            super().delete_model(request, obj)

    def _record(self, verb: str, request: HttpRequest, champion: Champion) -> None:
        actor = viewer_of(request).user_id
        detail = {"user": champion.user_id, "specialty": champion.specialty_id}
        record(verb, champion, actor_id=actor, **detail)
