"""Kind answers when something cannot be done, with nothing lost that a person typed."""

from collections.abc import Iterable
from contextlib import suppress

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.template.loader import render_to_string

from community.lib.verdicts import Refused

# What a person typed that is theirs to have back; never a password, a code or a key.
GIVEN_BACK = {
    "title": "Title",
    "source": "Your text",
    "question": "What you want to know",
    "history": "History",
    "findings": "Findings",
    "done": "What was done",
    "asked": "What you considered",
    "answer": "The answer",
    "kept_reason": "Why it is no patient’s",
    "about": "About you",
    "workplace": "Workplace",
    "interests": "Declared interests",
    "reason": "Reason",
    "words": "What you wrote",
    "remark": "Remark",
    "why": "Why",
    "name": "Name",
}

NOT_COMPOSED = ("reason", "words", "remark", "why", "name", "about", "workplace", "interests")
COMPOSED = tuple(name for name in GIVEN_BACK if name not in NOT_COMPOSED)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One page, the same bytes for what is missing and for what is not open to the viewer. Of the
    request it repeats only what was written into a composer: there an hour's work may be in it."""
    context = {"fields": typed(request, COMPOSED)}
    return HttpResponse(render_to_string("404.html", context), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Made without a session, a viewer or a database: any of them may be what broke."""
    context = {"fields": typed(request), "kept_at": kept_at(request)}
    return HttpResponse(render_to_string("500.html", context), status=500)


def forbidden(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    reason = str(exception) if isinstance(exception, Refused) else ""
    context = {"reason": reason, "fields": typed(request), "kept_at": kept_at(request)}
    return render(request, "403.html", context, status=403)


def signed_out(request: HttpRequest, *, is_rescued: bool = False) -> HttpResponse:
    """Their session was over when they sent it. What was typed is shown, to send it again."""
    context = {"fields": typed(request), "next": request.path, "is_rescued": is_rescued}
    return render(request, "errors/signed_out.html", context, status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or cookies are off. What was typed is shown, to copy or send again."""
    context = {"fields": typed(request), "kept_at": kept_at(request)}
    return render(request, "errors/stale_form.html", context, status=403)


def typed(request: HttpRequest, names: Iterable[str] = tuple(GIVEN_BACK)) -> list[tuple[str, str]]:
    """(label, text) of what a person wrote in the form they sent to one of our addresses."""
    if request.method != "POST" or request.resolver_match is None:
        return []
    with suppress(SuspiciousOperation, UnreadablePostError):  # too large, or broken off
        return [(GIVEN_BACK[k], request.POST[k]) for k in names if request.POST.get(k)]
    return []


def note_kept(request: HttpRequest, address: str) -> None:
    """Let the answer say where what was typed is kept."""
    request.kept_at = address  # type: ignore[attr-defined]


def kept_at(request: HttpRequest) -> str:
    return getattr(request, "kept_at", "")
