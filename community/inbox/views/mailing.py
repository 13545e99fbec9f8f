from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from community.inbox import mailing
from community.inbox.forms import MailForm
from community.members.request import Request


@require_POST
def inbox_mail(request: Request) -> HttpResponse:
    """Choose whether to be mailed."""
    form = MailForm(request.POST)
    wanted = form.is_valid() and form.cleaned_data["mail"]
    assert request.viewer.user_id is not None
    mailing.want_mail(request.viewer.user_id, wanted)
    messages.success(
        request,
        "We will mail you when something is new."
        if wanted
        else "No more mail about news; you still find it here.",
    )
    return redirect("inbox")


@login_not_required
@csrf_exempt  # a mail program posts here for the reader (RFC 8058); the signed token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def inbox_stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    user = mailing.user_of(token)
    if user is None:
        raise Http404
    done = request.method == "POST"
    if done:
        mailing.want_mail(user.pk, False)
    return render(request, "inbox/stop_mail.html", {"done": done})
