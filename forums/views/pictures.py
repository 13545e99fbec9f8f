from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from community.lib.limits import TooFast
from community.lib.uploads import Unusable
from community.members.request import Request
from forums import attaching, places, rules, viewing
from forums.forms.pictures import DescribeForm, PictureForm, WordsForm
from forums.limits import PICTURES_A_POST
from forums.models import Picture
from forums.places import Place
from forums.stopping import Stopped
from forums.viewing import board_of, get_picture_or_404
from forums.views.composing import about, span


@require_http_methods(["GET", "POST"])
def at_place(request: Request) -> HttpResponse:
    """What one has put by for a post that is being written (`?place=reply 7`), and the form for one
    more: for those without scripts a page, for the composer's script what it asks."""
    place = places.place_or_404(request.viewer, request.GET.get("place", ""))
    rules.may_attach(request.viewer, place).require()
    if request.method == "GET":
        return _at_place(request, place, PictureForm(None, board=place.board))
    form = PictureForm(request.POST, request.FILES, board=place.board)
    status = _attempt(form, lambda: _send(request, place, form)) if form.is_valid() else 422
    if status != 200:
        return _at_place(request, place, form, status=status)
    return redirect(place.pictures_url)


@require_http_methods(["GET", "POST"])
def words(request: Request, token: UUID) -> HttpResponse:
    picture = get_picture_or_404(request.viewer, token)
    rules.may_change_picture(request.viewer, picture).require()
    board = board_of(picture)
    initial = {name: getattr(picture, name) for name in (*WordsForm.base_fields, "version")}
    form = DescribeForm(request.POST or None, board=board, initial=initial)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        status = _attempt(form, lambda: _describe(request, picture, form))
        if status == 200:
            return redirect(_back(request, picture))
    context: dict[str, Any] = {"picture": picture, "post": picture.post, "board": board}
    context |= {"form": form, "back": _back(request, picture)}
    return render(request, "forums/picture_words.html", context, status=status)


@require_POST
def remove(request: Request, token: UUID) -> HttpResponse:
    picture = get_picture_or_404(request.viewer, token)
    back = _back(request, picture)
    attaching.remove(request.viewer, picture)
    messages.success(request, "The picture is gone, and its file with it.")
    return redirect(back)


def _send(request: Request, place: Place, form: PictureForm) -> None:
    file, key = form.cleaned_data["file"], form.cleaned_data["key"]
    attaching.send(request.viewer, place, file.read(), form.declared(), key)


def _describe(request: Request, picture: Picture, form: DescribeForm) -> None:
    version = form.cleaned_data["version"]
    attaching.describe(request.viewer, picture, form.declared(), version)


def _attempt(form: WordsForm, act: Callable[[], None]) -> int:
    """200 when it is done; else the form says why it is not, and this is the status to say it with.
    What one may not do at all goes on to the page that says so."""
    try:
        act()
    except attaching.NotEnough as why:
        form.add_error(why.field, str(why))
    except attaching.NoRoom as why:
        form.add_error(None, str(why))
    except Unusable as why:
        form.add_error("file", str(why))
    except Stopped as stopped:
        for name, marks in stopped.marks.items():
            form.add_error(name, [mark.why for mark in marks])
    except attaching.Changed:
        form.add_error(None, "This picture was changed in another window. Look at it again first.")
        return 409
    except TooFast as fast:
        form.add_error(None, f"That was very fast. Try again in {span(fast.wait)}.")
        return 429
    return 422 if form.errors else 200


def _at_place(
    request: Request, place: Place, form: PictureForm, *, status: int = 200
) -> HttpResponse:
    context = about(place) | {
        "place": place,
        "form": form,
        "pictures": viewing.at_place(request.viewer, place),
        "most": PICTURES_A_POST,
    }
    return render(request, "forums/pictures.html", context, status=status)


def _back(request: Request, picture: Picture) -> str:
    """To the post it stands by, or where it was put by."""
    if picture.post:
        return picture.post.get_absolute_url()
    return places.place_or_404(request.viewer, picture.place).pictures_url
