from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from community.lib.limits import TooFast
from community.lib.uploads import Unusable
from community.members.request import Request
from forums import access, covering, viewing
from forums.covering import MOST_BOXES, Changed, NoBoxes
from forums.forms.covering import CoverForm
from forums.models import Picture
from forums.views.composing import span

DONE = "Covered. What was beneath is gone, here and in our store. It is being looked at again."
MEANWHILE = "This picture was changed meanwhile. Look at it again: nothing was covered just now."


@require_http_methods(["GET", "POST"])
def cover(request: Request, token: UUID) -> HttpResponse:
    """Draw black boxes over parts of a picture; with `preview` they are only shown."""
    form = CoverForm(request.POST or None, initial={})
    try:
        picture = viewing.get_picture_or_404(request.viewer, token)
    except Http404:
        return _its_result(request, token, form)
    viewing.may_cover(request.viewer, picture).require()
    form.initial["version"] = picture.version
    if not form.is_bound:
        return _page(request, picture, form)
    if not form.is_valid():
        return _page(request, picture, form, status=422)
    if "preview" in request.POST:
        return _page(request, picture, form)
    return _cover(request, picture, form)


def _cover(request: Request, picture: Picture, form: CoverForm) -> HttpResponse:
    version, key = form.cleaned_data["version"], form.cleaned_data["key"]
    try:
        covered = covering.cover(request.viewer, picture, form.boxes, version, key)
    except (NoBoxes, Unusable) as error:
        form.add_error(None, str(error))
        return _page(request, picture, form, status=422)
    except TooFast as fast:
        form.add_error(None, f"That is a lot of covering. Try again in {span(fast.wait)}.")
        return _page(request, picture, form, status=429)
    except Changed:
        messages.warning(request, MEANWHILE)
        return redirect("picture_cover", covered_now(picture).token)
    messages.success(request, DONE)
    return redirect(covered)


def covered_now(picture: Picture) -> Picture:
    picture.refresh_from_db(fields=["token"])
    return picture


def _its_result(request: Request, token: UUID, form: CoverForm) -> HttpResponse:
    """Where a form leads that was accepted already: its picture has another address since."""
    if not form.is_bound or not form.is_valid():
        raise Http404
    pk = covering.covered_before(request.viewer, token, form.cleaned_data["key"])
    pictures = access.visible_pictures(request.viewer)
    return redirect(access.one_or_404(pictures.filter(pk=pk or 0)))


def _page(
    request: Request, picture: Picture, form: CoverForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "picture": picture,
        "board": viewing.board_of(picture),
        "topic": picture.post and picture.post.topic,
        "post": picture.post,
        "form": form,
        "most": MOST_BOXES,
    }
    return render(request, "forums/cover.html", context, status=status)
