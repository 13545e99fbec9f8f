"""Kind answers when something cannot be done, with nothing lost that a person typed."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from community.lib.verdicts import Refused

# What a person typed that is theirs to have back; never a password, a code or a key.
GIVEN_BACK = {"title": "Title", "source": "Your text", "reason": "Reason", "name": "Name"}


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One page, the same bytes for what is missing and for what is not open to the viewer."""
    return HttpResponse(render_to_string("404.html"), status=404)


def forbidden(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    reason = str(exception) if isinstance(exception, Refused) else ""
    context = {"reason": reason, "fields": typed(request)}
    return render(request, "403.html", context, status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or cookies are off. What was typed is shown, to copy or send again."""
    return render(request, "errors/stale_form.html", {"fields": typed(request)}, status=403)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """(label, text) of what a person wrote in the form they sent."""
    if request.method != "POST":
        return []
    return [(label, request.POST[k]) for k, label in GIVEN_BACK.items() if request.POST.get(k)]
