"""Somebody without an account reports something; so does a member who only has an address."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.lib.limits import TooFast
from community.lib.sealing import fingerprint
from community.lib.verdicts import Refused
from community.members.request import Request
from moderation.models import Report
from moderation.reports import public_reporting, reporting
from moderation.reports.forms import PublicReportForm
from moderation.reports.grounds import GROUNDS, for_the_public
from moderation.reports.public_reporting import Told

TOO_MANY = (
    "We took many reports in the last hour and cannot take this one now. Try again in a while, or "
    "write to {}."
)
ALREADY = "You reported this already. It is being looked at."


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def report_something(request: Request) -> HttpResponse:
    return _answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def report_public(request: Request, kind: str, pk: int) -> HttpResponse:
    """About one thing, which is not looked at before it is reported: the page is the same for
    what is open, closed and not there."""
    if request.viewer.is_signed_in:
        return redirect("report", kind, pk)
    return _answer(request, kind, pk)


def of_a_stranger(request: Request, kind: str, pk: int) -> HttpResponse:
    """For the member's address. Whose sign-in ran out while they wrote finds their words again."""
    if request.method != "POST":
        return redirect("report_public", kind, pk)
    typed = {name: request.POST.get(name, "") for name in ("kind", "words")}
    return _page(request, _form(request, kind, initial=typed), kind, pk)


def address_of_safety() -> str:
    return settings.SAFETY_EMAIL


def in_words(within: timedelta) -> str:
    hours = round(within.total_seconds() / 3600)
    return "an hour" if hours == 1 else f"{hours} hours"


def _answer(request: Request, kind: str = "", pk: int = 0) -> HttpResponse:
    form = _form(request, kind, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("report_state", _file(request, form, kind, pk).token)
        except reporting.Already as already:
            messages.info(request, ALREADY)
            return redirect("report_state", already.report.token)
        except Refused as refused:
            form.add_error(None, str(refused))
        except TooFast:
            form.add_error(None, TOO_MANY.format(address_of_safety()))
            return _page(request, form, kind, pk, status=429)
    return _page(request, form, kind, pk, status=422 if form.errors else 200)


def _file(request: Request, form: PublicReportForm, kind: str, pk: int) -> Report:
    """Raises TooFast and, for a member, Already or Refused."""
    sent = form.cleaned_data
    told = Told(
        ground=GROUNDS[sent["kind"]],
        browser=_browser(request),
        key=sent["key"],
        relation=sent.get("relation", ""),
        words=sent["words"],
        email=sent.get("email", ""),
        address=sent.get("address", ""),
        kind=kind,
        subject_id=pk,
    )
    viewer = request.viewer
    if not viewer.is_signed_in:
        return public_reporting.report(told)
    if seen := public_reporting.seen(viewer, told):
        return reporting.report(viewer, seen.kind, seen.id, told.ground, told.words, key=told.key)
    return public_reporting.report_unseen(viewer, told)


def _form(request: Request, kind: str, data: Any = None, **kwargs: Any) -> PublicReportForm:
    is_member = request.viewer.is_signed_in
    return PublicReportForm(data, place=bool(kind), member=is_member, **kwargs)


def _page(
    request: Request, form: PublicReportForm, kind: str, pk: int, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "kind": kind,
        "pk": pk,
        "grounds": [(ground, ground.key == form["kind"].value()) for ground in for_the_public()],
        "relations": Report.Relation.choices,
    }
    return render(request, "moderation/report_public.html", context, status=status)


def _browser(request: Request) -> str:
    """What tells one browser from another: made of the secret that its forms are checked with, so
    that nothing is kept of who only opens the page. A member is known by their account."""
    if request.viewer.is_signed_in:
        return f"member {request.viewer.user_id}"
    get_token(request)
    return fingerprint(settings.SECRET_KEY, "browser", request.META["CSRF_COOKIE"])
