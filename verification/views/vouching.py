"""The claimant's link for colleagues, and the page where a colleague gives their word."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from community.members.request import Request
from verification import vouching
from verification.claiming import open_claim
from verification.mailboxes import Spent
from verification.views.work_address import spent
from verification.vouch_form import VouchForm


def ask(request: Request) -> HttpResponse:
    claim = open_claim(request.viewer.member_id)
    verdict = vouching.may_ask(request.viewer, claim)
    if claim is None or not verdict:
        messages.info(request, verdict.reason)
        return redirect("verification")
    link = settings.SITE_URL + reverse("vouch", args=[vouching.token_of(claim)])
    context = {"claim": claim, "link": link, "count": vouching.counted(claim).count()}
    return render(request, "verification/vouches.html", context)


def vouch(request: Request, token: str) -> HttpResponse:
    try:
        claim = vouching.claim_of(token)
        given = claim.vouches.filter(voucher_id=request.viewer.member_id).exists()
        if request.method == "POST" and "take_back" in request.POST:
            vouching.take_back(request.viewer, token)
            messages.success(request, "Taken back.")
            return redirect("vouch", token)
        if not given:
            vouching.may_vouch(request.viewer, claim).require()
        form = VouchForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            vouching.vouch(request.viewer, token)
            messages.success(request, "Thank you. Your word is noted.")
            return redirect("vouch", token)
    except Spent:
        return spent(request, "")
    context = {"name": str(claim), "about": claim.user, "form": form, "given": given}
    return render(request, "verification/vouch.html", context, status=422 if form.errors else 200)
