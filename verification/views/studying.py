"""Where a student shows that they study: an address typed, then confirmed by its link."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from community.members.models import Standing
from community.members.request import Request
from verification import rules, studying
from verification.address_form import AddressForm
from verification.mailboxes import Spent
from verification.views.work_address import SENT, asked, spent


def ask(request: Request) -> HttpResponse:
    verdict = rules.may_study(request.viewer)
    if not verdict:
        messages.info(request, verdict.reason)
        return redirect("verification")
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and asked(request.viewer, form, studying.ask):
        messages.success(request, SENT)
        return redirect("student")
    standing = Standing.objects.filter(
        user_id=request.viewer.member_id, kind=Standing.Kind.STUDENT, closed_at=None
    ).first()
    context = {"form": form, "standing": standing}
    return render(request, "verification/student.html", context, status=422 if form.errors else 200)


def confirm(request: Request, token: str) -> HttpResponse:
    try:
        link = studying.may_confirm(request.viewer, token)
        if request.method == "POST":
            studying.confirm(request.viewer, token)
            messages.success(request, "Thank you. Your badge says that you are a student.")
            return redirect("student")
    except Spent:
        return spent(request, "student")
    return render(request, "verification/confirm_address.html", {"domain": link.domain})
