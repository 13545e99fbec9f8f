from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from community.events import UNDO
from community.members.request import Request
from forums import access, drafting, polling, posting, reading, rules
from forums.forms.composer import ReplyForm, form_for
from forums.kinds import KINDS, kind_of
from forums.models import State, Topic
from forums.places import Place
from forums.quoting import quotation
from forums.views.composing import (
    answer,
    attempt,
    composer,
    draft_page,
    is_sent,
    nothing_lost,
    signed_in_to_write,
)


@login_not_required
@require_safe
def topic(request: Request, pk: int, slug: str = "") -> HttpResponse:
    try:
        topic = reading.get_topic_or_404(request.viewer, pk)
    except Http404:  # unless it was merged into another
        return redirect(access.get_topic_now_or_404(request.viewer, pk))
    if slug != topic.slug:
        query = request.GET.urlencode()
        return redirect(topic.get_absolute_url() + (f"?{query}" if query else ""))
    context = _context(request, topic)
    if context["may_reply"]:
        place = Place(topic.board, topic)
        draft = drafting.offered(request.viewer, place)
        context["form"] = form_for(place, draft=draft, more=_quoted(request, topic))
        context["writing"] = composer(request, place, draft)
    return render(request, "forums/topic.html", context)


@signed_in_to_write
@require_http_methods(["GET", "POST"])
def reply(request: Request, pk: int) -> HttpResponse:
    topic = access.get_topic_now_or_404(request.viewer, pk)
    if request.method == "GET":  # whoever had to sign in first comes back here
        return redirect(f"{topic.get_absolute_url()}#reply")
    place = Place(topic.board, topic)
    form = form_for(place, request.POST)
    if topic.pk != pk:
        return _lead_on(request, place, form)
    with nothing_lost(request, place):
        rules.may_reply(request.viewer, topic).require()
        if is_sent(request, form):
            try:
                post = attempt(
                    form, place, lambda draft: posting.reply(request.viewer, topic, draft)
                )
            except posting.Merged:
                return reply(request, pk)  # which finds it elsewhere now
            if post:
                return redirect(post)
    return answer(request, place, form)


def _lead_on(request: Request, place: Place, form: ReplyForm) -> HttpResponse:
    """What was written as a reply to a topic that was merged into this one meanwhile."""
    form.is_valid()
    form.add_error(
        None,
        "The topic that you were answering was merged into this one. Nothing is lost: look at what "
        "is here, then send it.",
    )
    return answer(request, place, form)


@signed_in_to_write
@require_http_methods(["GET", "POST"])
def new_topic(request: Request, slug: str, kind: str = "") -> HttpResponse:
    board = access.get_board_or_404(request.viewer, slug)
    if kind and kind not in KINDS:
        raise Http404
    place = Place(board, kind=kind)
    form = form_for(place, request.POST or None, viewer=request.viewer)
    with nothing_lost(request, place):
        rules.may_start_topic(request.viewer, board, kind).require()
        if is_sent(request, form):
            post = attempt(
                form,
                place,
                lambda draft: posting.start_topic(request.viewer, board, replace(draft, kind=kind)),
            )
            if post:
                return redirect(post.topic)
    return answer(request, place, form) if form.is_bound else draft_page(request, place)


def _context(request: Request, topic: Topic) -> dict[str, Any]:
    window, slots = reading.topic_page(
        request.viewer,
        topic,
        request.GET.get("page"),
        with_ignored=request.GET.get("ignored") == "show",
    )
    return {
        "topic": topic,
        "board": topic.board,
        "kind": kind_of(topic),
        "page": window,
        "slots": slots,
        "first_new": reading.first_new(slots),
        "may_reply": rules.may_reply_now(request.viewer, topic),
        "may_conclude": rules.may_conclude(request.viewer, topic),
        "may_start": rules.may_start_topic(request.viewer, topic.board),
        "may_moderate": rules.may_moderate(request.viewer, topic.board_id),
        "poll": polling.shown(request.viewer, topic),
        "undo_seconds": int(UNDO.total_seconds()),
    }


def _quoted(request: Request, topic: Topic) -> str:
    """The reply box begins with the post that `?quote=` names, for those without scripts."""
    wanted = request.GET.get("quote", "")
    if not wanted.isascii() or not wanted.isdigit() or len(wanted) > 9:
        return ""
    posts = access.visible_posts(request.viewer).select_related("author", "pseudonym")
    # Not one that is set aside, though some may see it: the quotation would be for all to read.
    post = posts.filter(topic=topic, number=int(wanted), state=State.PUBLISHED).first()
    return quotation(post) if post else ""
