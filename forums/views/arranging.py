"""Pages on which a manager tends topics: one, or those ticked on a board."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.lib.verdicts import Refused
from community.members.request import Request
from forums import access, arranging, exposing, merging, moving, reading, rules, splitting, undoing
from forums.forms.topics import ChosenForm, KindForm, MergeForm, MoveForm, SlowForm, SplitForm
from forums.kinds import kind_of, kinds_at
from forums.models import Board, Step, Topic
from forums.posting import Stopped
from forums.stepping import Done
from forums.tracing import steps_of_board, steps_of_topic

V = Step.Verb

# What was done, after "The topic" or "3 topics".
SAID = {
    V.PIN: ("is pinned", "are pinned"),
    V.UNPIN: ("is no longer pinned", "are no longer pinned"),
    V.LOCK: ("is locked", "are locked"),
    V.UNLOCK: ("is open again", "are open again"),
    V.SLOW: ("has its pace", "have their pace"),
    V.KIND: ("is of that kind now", "are of that kind now"),
    V.MOVE: ("is moved", "are moved"),
}
SHOWN_HERE = 5  # steps on the page of a topic; all are on its board's
NAMED_AT_MOST = 5  # reasons in the message; a longer list no one reads


@require_POST
def many(request: Request, slug: str) -> HttpResponse:
    board = access.get_board_or_404(request.viewer, slug)
    rules.may_moderate(request.viewer, board.pk).require()
    form = ChosenForm(request.POST)
    if not form.is_valid():
        messages.warning(request, form.wrong)
        return redirect(board)
    chosen = form.cleaned_data
    if chosen["act"] == V.MOVE:
        return _move(request, board, chosen["topics"])
    done = arranging.arrange(
        request.viewer,
        board,
        chosen["topics"],
        chosen["act"],
        chosen["key"],
        seconds=chosen["slow_seconds"],
    )
    _tell(request, chosen["act"], done)
    return redirect(board)


@require_http_methods(["GET", "POST"])
def tend(request: Request, pk: int) -> HttpResponse:
    topic = _tended(request, pk)
    act, data = request.POST.get("act"), request.POST or None
    kinds = kinds_at(topic.board)
    kind = KindForm(
        data if act == V.KIND else None, kinds=kinds, initial={"kind": kind_of(topic).key}
    )
    slow = SlowForm(
        data if act in arranging.FIELDS else None, initial={"slow_seconds": topic.slow_seconds}
    )
    slow.fields["slow_seconds"].required = act in (None, V.SLOW)
    for form, deed in ((kind, _change_kind), (slow, _arrange)):
        if form.is_bound and form.is_valid():
            _tell(request, str(act), deed(request, topic, str(act), form.cleaned_data))
            return redirect("tend_topic", topic.pk)
    context = {"slow": slow, "kind": kind, "kinds": kinds, "key": uuid.uuid4()}
    context["rows"] = steps_of_topic(request.viewer, topic, SHOWN_HERE)
    status = 422 if request.method == "POST" else 200
    return _page(request, "forums/tend_topic.html", topic, context, status)


def _change_kind(request: Request, topic: Topic, act: str, chosen: dict[str, Any]) -> Done:
    return arranging.change_kind(request.viewer, topic, chosen["kind"], chosen["key"])


def _arrange(request: Request, topic: Topic, act: str, chosen: dict[str, Any]) -> Done:
    seconds, ids = chosen["slow_seconds"], [topic.pk]
    return arranging.arrange(request.viewer, topic.board, ids, act, chosen["key"], seconds=seconds)


@require_http_methods(["GET", "POST"])
def move(request: Request, pk: int) -> HttpResponse:
    topic = _tended(request, pk)
    return _move(request, topic.board, [topic.pk], topic)


def _move(
    request: Request, source: Board, ids: list[int], topic: Topic | None = None
) -> HttpResponse:
    """Choose the board, be told who reads there, move. The same for one and for a selection."""
    boards = access.moderated_boards(request.viewer).exclude(pk=source.pk)
    is_sent = "board" in request.POST
    form = MoveForm(request.POST if is_sent else None, boards=boards)
    context: dict[str, Any] = {"form": form, "board": source, "topic": topic, "topics": ids}
    if is_sent and form.is_valid():
        chosen = form.cleaned_data
        target, key, sure = chosen["board"], chosen["key"], chosen["sure"]
        try:
            done = moving.move(request.viewer, source, target, ids, key, sure=sure)
        except exposing.Unsure:
            context |= {"target": target, "is_asked_again": "asked" in request.POST}
            context["ahead"] = exposing.ahead(request.viewer, ids, target)
            status = 422 if context["is_asked_again"] else 200
            return render(request, "forums/move.html", context, status=status)
        _tell(request, V.MOVE, done)
        return redirect(topic if topic and done.steps else source)
    return render(request, "forums/move.html", context, status=422 if is_sent else 200)


@require_http_methods(["GET", "POST"])
def split(request: Request, pk: int) -> HttpResponse:
    topic = _tended(request, pk)
    turns = "page" in request.POST  # to another page of the topic, with what is ticked so far
    typed = {name: request.POST[name] for name in ("title", "key") if name in request.POST}
    form = SplitForm(None if turns else request.POST or None, initial=typed)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        ids, title, key = chosen["replies"], chosen["title"], chosen["key"]
        try:
            step = splitting.split(request.viewer, topic, ids, title, key)
        except Stopped as stopped:
            form.add_error("title", " ".join(mark.why for mark in stopped.marks["title"]))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            _offer_undo(request, "The posts are a topic of their own.", step)
            return redirect("topic_short", step.detail["to"])
    context = {"form": form} | _choice_of_posts(request, topic)
    return _page(request, "forums/split.html", topic, context, 422 if form.errors else 200)


def _choice_of_posts(request: Request, topic: Topic) -> dict[str, Any]:
    wanted = request.POST.get("page") or request.GET.get("page")
    window, slots = reading.topic_page(request.viewer, topic, wanted, with_ignored=True)
    raw = request.POST.getlist("replies")
    ticked = [int(one) for one in raw if one.isascii() and one.isdigit() and len(one) < 19]
    here = {slot.post.pk for slot in slots if slot.post}
    elsewhere = [pk for pk in ticked if pk not in here]
    return {"page": window, "slots": slots, "ticked": ticked, "elsewhere": elsewhere}


@require_http_methods(["GET", "POST"])
def merge(request: Request, pk: int) -> HttpResponse:
    """Name the other topic, look at both, merge."""
    topic = _tended(request, pk)
    form = MergeForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            into = access.get_topic_or_404(request.viewer, form.cleaned_data["into"])
            merging.may_merge(request.viewer, topic, into).require()
            context |= _of_both(request, topic, into)
            if context["is_meant"]:
                sure, key = form.cleaned_data["sure"], form.cleaned_data["key"]
                step = merging.merge(request.viewer, topic, into, key, sure=sure)
                _offer_undo(request, "The two topics are one.", step)
                return redirect(into)
        except Http404:
            form.add_error("into", "There is no such topic, or it is closed to you.")
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, "forums/merge.html", topic, context, 422 if form.errors else 200)


def _of_both(request: Request, topic: Topic, into: Topic) -> dict[str, Any]:
    return {
        "into": into,
        "opens": exposing.opens(topic.board, into.board),
        "ahead": exposing.ahead(request.viewer, [topic.pk], into.board),
        "is_meant": "really" in request.POST,
    }


@require_safe
def steps(request: Request, slug: str) -> HttpResponse:
    board = access.get_board_or_404(request.viewer, slug)
    rules.may_moderate(request.viewer, board.pk).require()
    rows, older = steps_of_board(request.viewer, board, request.GET.get("before"))
    return render(request, "forums/steps.html", {"board": board, "rows": rows, "older": older})


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    steps = access.visible_steps(request.viewer).select_related("board")
    step = access.one_or_404(steps.filter(pk=pk))
    try:
        done = undoing.undo(request.viewer, step)
    except Refused as refused:
        messages.warning(request, f"This was not undone. {refused}")
    else:
        messages.success(request, "Undone." if done.steps else "This was undone already.")
        _tell_refused(request, "was not undone", done)
    board = access.visible_boards(request.viewer).filter(pk=step.board_id).first()
    return redirect("steps", board.slug) if board else redirect("boards")


def _tended(request: Request, pk: int) -> Topic:
    topic = access.get_topic_or_404(request.viewer, pk)
    rules.may_moderate(request.viewer, topic.board_id).require()
    return topic


def _page(
    request: Request, template: str, topic: Topic, context: dict[str, Any], status: int
) -> HttpResponse:
    return render(
        request, template, {"topic": topic, "board": topic.board} | context, status=status
    )


def _tell(request: Request, verb: str, done: Done) -> None:
    one, several = SAID[V(verb)]
    if done.steps:
        count = len(done.steps)
        words = f"The topic {one}." if count == 1 else f"{count} topics {several}."
        _offer_undo(request, words, done.steps[0])
    _tell_refused(request, "was left as it is", done)


def _tell_refused(request: Request, words: str, done: Done) -> None:
    for title, reason in done.refused[:NAMED_AT_MOST]:
        messages.warning(request, f"“{title}” {words}. {reason}")
    if more := max(0, len(done.refused) - NAMED_AT_MOST) + done.gone:
        messages.warning(request, f"{more} more could not be done, or are no longer here.")


def _offer_undo(request: Request, words: str, step: Step) -> None:
    """The message brings a button; see `_parts/messages.html`."""
    messages.success(request, words, extra_tags=reverse("undo_step", args=[step.pk]))
