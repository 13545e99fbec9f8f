from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.lib import limits, rendering
from community.lib.differences import compare, folded
from community.lib.verdicts import Refused
from community.members.request import Request
from forums import access, listing, posting, rules, withdrawing
from forums.comparing import steps_of
from forums.forms.case import typed_source
from forums.forms.composer import ReplyForm, form_for
from forums.limits import PREVIEWING
from forums.models import Post
from forums.places import Place
from forums.views.composing import (
    about,
    answer,
    attempt,
    composer,
    draft_page,
    is_sent,
    kept,
    nothing_lost,
    signed_in_to_write,
)


@login_not_required
@require_safe
def post(request: Request, pk: int) -> HttpResponse:
    """A permalink: it goes to wherever the post stands now, or the line that stands for it."""
    return redirect(listing.place(*access.get_place_or_404(request.viewer, pk)))


@require_safe
def history(request: Request, pk: int) -> HttpResponse:
    post = access.get_post_or_404(request.viewer, pk)
    steps, first, older = steps_of(request.viewer, post, request.GET.get("before"))
    context = {
        "post": post,
        "topic": post.topic,
        "board": post.topic.board,
        "steps": steps,
        "first": first,
        "older": older,
    }
    return render(request, "forums/history.html", context)


@signed_in_to_write
@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    post = access.get_post_or_404(request.viewer, pk)
    place = Place(post.topic.board, post.topic, post)
    form = form_for(place, request.POST or None)
    with nothing_lost(request, place):
        rules.may_edit(request.viewer, post).require()
        if is_sent(request, form):
            version = form.cleaned_data["version"]
            try:
                edited = attempt(
                    form, place, lambda draft: posting.edit(request.viewer, post, draft, version)
                )
            except posting.Conflict as conflict:
                return _conflict(request, replace(place, post=conflict.post), form)
            if edited:
                return redirect(_place(edited))
    return answer(request, place, form) if form.is_bound else draft_page(request, place)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    post = access.get_post_or_404(request.viewer, pk)
    rules.may_withdraw(request.viewer, post).require()
    if request.method == "POST":
        withdrawing.withdraw(request.viewer, post)
        messages.success(request, "Your post is withdrawn; its words are gone.")
        return redirect(post.topic.board if post.number == 1 else post.topic)
    context = {"post": post, "topic": post.topic, "board": post.topic.board}
    return render(request, "forums/withdraw.html", context)


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """Take back what was posted a moment ago and go on writing it."""
    if draft := withdrawing.undone(request.viewer, pk):
        return redirect("draft", draft.pk)  # a second press
    post = access.get_post_or_404(request.viewer, pk)
    try:
        draft = withdrawing.undo(request.viewer, post)
    except Refused as refused:
        if post.author_id != request.viewer.user_id:
            raise
        messages.warning(request, str(refused))  # most often the minute is over
        return redirect(_place(post))
    messages.success(request, "Taken back. Your words are here again, and no one was told of them.")
    return redirect("draft", draft.pk)


@require_POST
def preview(request: Request) -> HttpResponse:
    """A fragment: what the text in `source` would look like."""
    try:
        limits.spend(PREVIEWING, request.viewer.member_id)
        source = rendering.tidy(typed_source(request.POST))
        rendering.require_fit(source)
        context = {"html": rendering.render(source).html}
    except (rendering.Unfit, limits.TooFast) as error:
        context = {"error": str(error)}
    return render(request, "forums/_preview.html", context)


def _place(post: Post) -> str:
    return listing.place(post.topic, post.number)


def _conflict(request: Request, place: Place, form: ReplyForm) -> HttpResponse:
    """Both texts and what differs between them; `place` holds the post as it stands now."""
    post, topic, mine = place.post, place.topic, form.cleaned_data
    assert post and topic, "an edit is of a post, in a topic"
    post.topic = topic
    title = mine.get("title", topic.title)
    context = {
        "changes": folded(compare(post.source, mine["source"])),
        "title_changes": compare(topic.title, title) if title != topic.title else [],
        "form": form,
        "writing": composer(request, place, **kept(request, place)),
    }
    return render(request, "forums/conflict.html", about(place) | context, status=409)
