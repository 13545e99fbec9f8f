"""The door of Django admin: staff who have shown a second factor, and no one else.

No model may be imported up here: Django reads this file before it knows them.
"""

from functools import update_wrapper
from inspect import isclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from community.members.request import viewer_of

NOT_FOR_HANDS = {
    "account.emailaddress",
    "account.emailconfirmation",
    "auth.group",  # roles, which have grants on boards and never members
    "mfa.authenticator",
    "socialaccount.socialaccount",
    "socialaccount.socialapp",
    "socialaccount.socialtoken",
    "usersessions.usersession",
}


class StaffSite(AdminSite):
    site_header = site_title = "Grand Round desk"
    index_title = "What waits"
    enable_nav_sidebar = False  # a queue needs the width

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Leave out what libraries bring along and no one should handle: with an authenticator or
        an address of their choosing, an administrator could sign in as someone else."""
        models: Any = [model_or_iterable] if isclass(model_or_iterable) else model_or_iterable
        kept = [model for model in models if model._meta.label_lower not in NOT_FOR_HANDS]
        super().register(kept, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(viewer_of(request).is_staff)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """What a person may not open is not there for them, and no redirect tells otherwise."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                return turn_away(request, request.get_full_path())
            try:
                return inner(request, *args, **kwargs)
            except PermissionDenied:
                raise Http404 from None

        return update_wrapper(guarded, view)

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        home = reverse("admin:index", current_app=self.name)
        goal = request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(
            goal, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            goal = home
        return redirect(goal) if self.has_permission(request) else turn_away(request, goal)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        # One way to change a password: the one that also tells its owner.
        return redirect("account_change_password")


def turn_away(request: HttpRequest, goal: str) -> HttpResponse:
    """Ask for what is missing (a sign-in, a second factor); for everyone else there is nothing."""
    from allauth.mfa.utils import is_mfa_enabled
    from django.contrib.auth.views import redirect_to_login

    if not request.user.is_authenticated:
        return redirect_to_login(goal, reverse("account_login"))
    if not viewer_of(request).needs_second_factor:
        raise Http404
    if is_mfa_enabled(request.user):
        return redirect_to_login(goal, reverse("mfa_reauthenticate"))
    messages.warning(
        request, "The desk needs a second factor. Set up an authenticator app or a passkey first."
    )
    return redirect("mfa_index")


class StaffAdmin(AdminConfig):
    default_site = "community.members.staff_site.StaffSite"
