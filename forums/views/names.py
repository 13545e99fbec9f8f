from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.lib.limits import TooFast
from community.members.request import Request
from forums import access, naming, rules
from forums import unmasking as deeds
from forums.forms.names import AskForm, DecideForm, ReasonForm


@require_http_methods(["GET", "POST"])
def ask(request: Request, pk: int) -> HttpResponse:
    """Ask whose the pseudonym of a post is."""
    post = access.get_masked_post_or_404(request.viewer, pk)
    rules.may_ask_whose(request.viewer, post).require()
    form = AskForm(request.POST or None)
    if request.method == "GET":
        prove(request)
    elif form.is_valid() and _is_proven(request, form):
        sent = form.cleaned_data
        try:
            asked = deeds.ask(request.viewer, post, sent["ground"], sent["reason"], sent["key"])
            return redirect("unmasking", asked.pk)
        except TooFast as error:
            hours = -(-error.wait // 3600)
            form.add_error(None, f"That is more than a day's questions. Ask again in {hours} h.")
    context = {"form": form, "post": post, "topic": post.topic, "board": post.topic.board}
    return render(request, "forums/unmask.html", context, status=422 if form.is_bound else 200)


@require_safe
def unmaskings(request: Request) -> HttpResponse:
    rows, older = deeds.page_of(request.viewer, request.GET.get("before"))
    return render(request, "forums/unmaskings.html", {"rows": rows, "older": older})


@require_http_methods(["GET", "POST"])
def unmasking(request: Request, pk: int) -> HttpResponse:
    """What is asked and why; for the second, the decision; for the two, after it, the name."""
    asked = access.one_or_404(deeds.of_viewer(request.viewer).filter(pk=pk))
    may_decide = rules.may_decide_whose(request.viewer, asked)
    form = DecideForm(request.POST or None)
    if request.method == "GET":
        prove(request)
    else:
        may_decide.require()
        if form.is_valid() and _is_proven(request, form):
            sent = form.cleaned_data
            approve = sent["choice"] == "approve"
            deeds.decide(request.viewer, asked, sent["reason"], sent["key"], approve=approve)
            return redirect("unmasking", pk)
    context = {
        "unmasking": asked,
        "may_decide": may_decide,
        "form": form,
        "member": None if form.is_bound else deeds.look(request.viewer, asked),
        "until": deeds.until(asked),
    }
    return render(request, "forums/unmasking.html", context, status=422 if form.is_bound else 200)


@require_safe
def own(request: Request) -> HttpResponse:
    """One's pseudonyms, who has learnt whose they are, and those that one does not read."""
    context = {
        "names": naming.own_names(request.viewer),
        "told": deeds.told_to(request.viewer),
        "ignored": naming.ignored_names(request.viewer),
    }
    return render(request, "forums/names.html", context)


@require_POST
def ignore(request: Request, pk: int) -> HttpResponse:
    """Leave out what is signed with the pseudonym of this post."""
    post = access.get_post_or_404(request.viewer, pk)
    naming.ignore(request.viewer, post)
    messages.success(request, f"You no longer read {post.byline.name}. They are not told.")
    return redirect(post.topic)


@require_POST
def hear(request: Request, pk: int) -> HttpResponse:
    naming.hear(request.viewer, pk)
    messages.success(request, "You read them again.")
    return redirect("names_own")


@reauthentication_required
def prove(request: HttpRequest) -> None:
    """Send to show anew that it is they, unless they did so lately: a session that was left open
    gives no name away."""


def _is_proven(request: HttpRequest, form: ReasonForm) -> bool:
    """The same of what was sent, with nothing lost that they wrote."""
    try:
        prove(request)
    except ReauthenticationRequired:
        form.add_error(None, "It is a while since you showed that it is you.")
        form.is_unproven = True
        return False
    return True
