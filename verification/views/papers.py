"""The member's papers: what was sent, and a form for one more."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from community.lib.limits import TooFast
from community.lib.uploads import Unusable
from community.lib.verdicts import Refused
from community.members.request import Request
from verification import papers as sending
from verification import rules
from verification.claiming import open_claim
from verification.models import Paper
from verification.paper_form import PaperForm


def papers(request: Request) -> HttpResponse:
    claim = open_claim(request.viewer.member_id)
    may_send = rules.may_send_papers(request.viewer, claim)
    if claim is None or not may_send:
        messages.info(request, may_send.reason)
        return redirect("verification")
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else PaperForm()
    if form.is_bound and form.is_valid() and _sent(request, form):
        messages.success(request, "Thank you. Only our verifiers can see it.")
        return redirect("papers")
    sent = list(sending.waiting_papers(claim))
    context = {
        "claim": claim,
        "form": form,
        "papers": sent,
        "may_add": rules.may_add_a_paper(sent),
    }
    return render(request, "verification/papers.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: Request, paper_id: int) -> HttpResponse:
    try:
        sending.remove(request.viewer, paper_id)
    except Paper.DoesNotExist:
        raise Http404 from None
    messages.success(request, "Taken back, and deleted.")
    return redirect("papers")


def _sent(request: Request, form: PaperForm) -> bool:
    """False when it was not; the form says why."""
    data = form.cleaned_data
    try:
        sending.send(request.viewer, Paper.Kind(data["kind"]), data["file"].read(), data["key"])
    except Unusable as unusable:
        form.add_error("file", str(unusable))
    except TooFast:
        form.add_error(None, "That is enough for one day. Please try again tomorrow.")
    except Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors
