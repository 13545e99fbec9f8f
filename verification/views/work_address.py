"""The member's work address: typed, then confirmed by the link that was mailed to it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from community.lib.limits import TooFast
from community.lib.verdicts import Refused
from community.members.request import Request
from community.members.viewer import Viewer
from verification import mailboxes, rules
from verification.address_form import AddressForm
from verification.addresses import Unfit
from verification.claiming import open_claim

SENT = "If this address can prove it, a mail with a link is on its way. It holds for two days."


def ask(request: Request) -> HttpResponse:
    claim = open_claim(request.viewer.member_id)
    verdict = rules.may_bear_out(request.viewer, claim)
    if not verdict:
        messages.info(request, verdict.reason)
        return redirect("verification")
    form = AddressForm(request.POST or None)
    if form.is_bound and form.is_valid() and asked(request.viewer, form, mailboxes.ask):
        messages.success(request, SENT)
        return redirect("work_address")
    context = {"form": form, "claim": claim}
    status = 422 if form.errors else 200
    return render(request, "verification/work_address.html", context, status=status)


def confirm(request: Request, token: str) -> HttpResponse:
    try:
        link = mailboxes.may_confirm(request.viewer, token)
        if request.method == "POST":
            mailboxes.confirm(request.viewer, token)
            messages.success(request, "Thank you. Your work address is confirmed.")
            return redirect("verification")
    except mailboxes.Spent:
        return spent(request, "work_address")
    return render(request, "verification/confirm_address.html", {"domain": link.domain})


def asked(viewer: Viewer, form: AddressForm, use_case: Callable[[Viewer, str, UUID], None]) -> bool:
    """False when it was not; the form says why."""
    try:
        use_case(viewer, form.cleaned_data["address"], form.cleaned_data["key"])
    except Unfit as unfit:
        form.add_error("address", str(unfit))
    except TooFast:
        form.add_error(None, "That is enough for one day. Please try again tomorrow.")
    except Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors


def spent(request: Request, again: str) -> HttpResponse:
    """One page for all links that open nothing; `again` is where to ask for another."""
    return render(request, "verification/link_spent.html", {"again": again}, status=404)
