"""Where a member says what they are without proof."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from community.lib.limits import TooFast
from community.lib.verdicts import Refused
from community.members.clean import Marked, said_of
from community.members.models import Standing
from community.members.request import Request
from verification import declaring, rules
from verification.declare_form import DeclareForm


def declare(request: Request) -> HttpResponse:
    if request.method == "POST" and "take_back" in request.POST:
        declaring.take_back(request.viewer)
        messages.success(request, "Your badge is gone.")
        return redirect("verification")
    form = DeclareForm(request.POST or None)
    if form.is_bound and form.is_valid() and _declared(request, form):
        messages.success(request, "Members see it beside your name now.")
        return redirect("declare")
    said = Standing.objects.filter(
        user_id=request.viewer.member_id, kind=Standing.Kind.DECLARED, closed_at=None
    ).first()
    may_declare = rules.may_declare(request.viewer, "", is_doctors=False)
    context = {"form": form, "said": said, "may_declare": may_declare}
    return render(request, "verification/declare.html", context, status=422 if form.errors else 200)


def _declared(request: Request, form: DeclareForm) -> bool:
    """False when it was refused; the form says why."""
    try:
        declaring.declare(request.viewer, form.cleaned_data["profession"])
    except TooFast:
        form.add_error(None, "That is enough for one day. Please try again tomorrow.")
    except Marked as marked:
        for field, words, why in marked.marks:
            form.add_error(field, said_of(words, why))
    except Refused as refused:
        form.add_error("profession", str(refused))
    return not form.errors
