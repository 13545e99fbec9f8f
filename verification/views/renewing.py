"""One step to renew."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from community.lib.limits import TooFast
from community.lib.verdicts import Refused
from community.members.request import Request
from verification import renewing
from verification.models import Claim
from verification.renew_form import RenewForm


def renew(request: Request) -> HttpResponse:
    held, verdict = renewing.renewable(request.viewer)
    if request.method != "POST" and (held is None or not verdict):
        messages.info(request, verdict.reason)
        return redirect("verification")
    names = {"surname": held.surname, "given_name": held.given_name} if held else {}
    may_rename = held is None or held.doubt == Claim.Doubt.NAME
    form = RenewForm(request.POST or None, initial=names, may_rename=may_rename)
    if form.is_bound and form.is_valid() and _renewed(request, form):
        messages.success(request, "Thank you. Your verification holds on while a verifier looks.")
        return redirect("verification")
    context = {"form": form, "held": held, "is_proven": bool(held and renewing.is_proven(held))}
    return render(request, "verification/renew.html", context, status=422 if form.errors else 200)


def _renewed(request: Request, form: RenewForm) -> bool:
    """False when it was refused; the form says why."""
    data = form.cleaned_data
    try:
        renewing.renew(request.viewer, data["surname"], data["given_name"], data["key"])
    except TooFast:
        form.add_error(None, "That is enough for one day. Please try again tomorrow.")
    except Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors
