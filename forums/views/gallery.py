from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.members.request import Request
from forums import rules, viewing


@login_not_required
@require_safe
def picture(request: Request, token: UUID) -> HttpResponse:
    """One picture, as large as it is, and the way to those beside it."""
    picture = viewing.get_picture_or_404(request.viewer, token)
    context = {
        "picture": picture,
        "post": picture.post,
        "topic": picture.post and picture.post.topic,
        "board": viewing.board_of(picture),
        "place": viewing.place_of(request.viewer, picture),
        "may_change": rules.may_change_picture(request.viewer, picture),
        "may_cover": viewing.may_cover(request.viewer, picture),
    }
    return render(request, "forums/picture.html", context)
