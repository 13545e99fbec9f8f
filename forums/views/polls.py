from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from community.lib.limits import TooFast
from community.members.request import Request
from forums import polling, reading
from forums.forms.polls import VoteForm
from forums.kinds import kind_of
from forums.models import Topic

PAGE = "forums/poll.html"


@require_safe
def poll(request: Request, pk: int) -> HttpResponse:
    """What came of it, and for whom."""
    topic = reading.get_topic_or_404(request.viewer, pk)
    polling.get_poll_or_404(topic)
    return _page(request, topic)


@require_POST
def vote(request: Request, pk: int) -> HttpResponse:
    topic = reading.get_topic_or_404(request.viewer, pk)
    form = VoteForm(request.POST, poll=polling.get_poll_or_404(topic))
    why = form.wrong
    if not why:
        try:
            polling.vote(request.viewer, topic, form.choices)
        except TooFast as error:
            why = f"That was very fast. Try again in {error.wait} seconds."
        except polling.NotAChoice as error:
            why = str(error)
    if why:
        return _page(request, topic, form.places, why)
    messages.success(request, "Your vote is cast. Nobody can see what you chose.")
    return redirect(f"{topic.get_absolute_url()}#poll")


@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    topic = reading.get_topic_or_404(request.viewer, pk)
    polling.get_poll_or_404(topic)
    polling.close(request.viewer, topic)
    messages.success(request, "The poll is closed.")
    return redirect(f"{topic.get_absolute_url()}#poll")


def _page(
    request: Request, topic: Topic, places: dict[int, int] | None = None, why: str = ""
) -> HttpResponse:
    """With `places` as they were chosen where that was not a vote, and `why` not."""
    poll = polling.shown(request.viewer, topic, in_full=True)
    assert poll is not None
    context = {"topic": topic, "board": topic.board, "kind": kind_of(topic), "poll": poll}
    if why:
        context |= {"why": why, "choices": poll.chosen(places or {})}
    return render(request, PAGE, context, status=422 if why else 200)
