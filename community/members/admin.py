"""Members, specialties, and who is on the team."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from community.audit.recording import record
from community.events import emit
from community.members.models import Specialty, Standing, User
from community.members.request import viewer_of
from community.members.roles import STAFF
from community.members.standing import close, give

TEAM = [kind for kind in Standing.Kind if kind.value in {role.value for role in STAFF}]


@admin.register(User)
class UserAdmin(ModelAdmin):
    actions = None
    list_display = ["name", "email", "specialty", "grade", "is_active", "date_joined"]
    list_select_related = ["specialty"]
    list_filter = ["is_active"]
    search_fields = ["email__istartswith", "name__istartswith"]
    show_full_result_count = False
    ordering = ["-pk"]
    fields = ["email", "name", "specialty", "grade", "is_active", "suspended_until", "date_joined",
              "last_login"]  # fmt: skip
    readonly_fields = ["email", "date_joined", "last_login"]  # an address is its owner's to change

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """By what is on this page alone. Django would take any relation in the address of the list:
        with `?posts__id=7` it would say whose a post is that is signed with a pseudonym."""
        return lookup.split("__")[0] in self.fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            record(
                "user.changed", obj, actor_id=viewer_of(request).user_id, fields=form.changed_data
            )
            if "name" in form.changed_data:
                emit("member.renamed", user_id=obj.pk)


@admin.register(Specialty)
class SpecialtyAdmin(ModelAdmin):
    list_display = ["name", "parent", "position", "tint"]
    list_select_related = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name"]


class AppointmentForm(forms.ModelForm):
    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in TEAM],
        help_text="Doctors and other standings come from verification.",
    )

    class Meta:
        model = Standing
        fields = ["user", "kind", "ends_at"]

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        user, kind = data.get("user"), data.get("kind")
        if user and user.standings.filter(kind=kind, closed_at=None).exists():
            self.add_error("user", "They hold this already. End it first to give it anew.")
        return data


@admin.register(Standing)
class StandingAdmin(ModelAdmin):
    """An administrator appoints staff here. A standing is given and ended, never rewritten."""

    form = AppointmentForm
    list_display = ["user", "kind", "starts_at", "ends_at", "closed_at", "closed_why"]
    list_select_related = ["user"]
    list_filter = ["kind", ("closed_at", admin.EmptyFieldListFilter)]
    search_fields = ["user__email__istartswith", "user__name__istartswith"]
    raw_id_fields = ["user"]  # the lookup finds members by name or address
    show_full_result_count = False
    ordering = ["-pk"]
    actions = ["end_appointments"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Standing, form: Any, change: bool) -> None:
        with transaction.atomic():
            given = give(
                obj.user_id,
                Standing.Kind(obj.kind),
                actor_id=viewer_of(request).user_id,
                ends_at=obj.ends_at,
            )
        obj.pk = given.pk
        obj._state.adding = False

    @admin.action(description="End these appointments now", permissions=["change"])
    def end_appointments(self, request: HttpRequest, chosen: QuerySet[Standing]) -> None:
        with transaction.atomic():
            ended = sum(
                close(row.user_id, Standing.Kind(row.kind), actor_id=actor, why="ended in admin")
                for actor in [viewer_of(request).user_id]
                for row in chosen.filter(kind__in=TEAM, closed_at=None)
                # no administrator shuts the door behind themselves, so one is always left
                if not (row.user_id == actor and row.kind == Standing.Kind.ADMINISTRATOR)
            )
        self.message_user(
            request,
            f"{ended} ended. What verification gave is withdrawn at the claim; your own "
            "administration stays with you.",
            messages.SUCCESS if ended else messages.WARNING,
        )
