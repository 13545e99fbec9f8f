from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from community.members.request import Request
from forums import access, concluding, drafting, rules
from forums.forms.composer import form_for
from forums.places import Place
from forums.views.composing import (
    answer,
    attempt,
    composer,
    composer_page,
    is_sent,
    nothing_lost,
)

PAGE = "forums/outcome.html"


@require_http_methods(["GET", "POST"])
def outcome(request: Request, pk: int) -> HttpResponse:
    """Who presented a case tells how it ended."""
    topic = access.get_topic_or_404(request.viewer, pk)
    place = Place(topic.board, topic)
    form = form_for(place, request.POST or None)
    with nothing_lost(request, place):
        rules.may_conclude(request.viewer, topic).require()
        if is_sent(request, form):
            post = attempt(
                form, place, lambda draft: concluding.conclude(request.viewer, topic, draft)
            )
            if post:
                return redirect(post)
    if form.is_bound:
        return answer(request, place, form, PAGE)
    draft = drafting.offered(request.viewer, place)
    form, carried = form_for(place, draft=draft), composer(request, place, draft)
    return composer_page(request, place, form, carried, template=PAGE)
