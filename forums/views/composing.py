"""What new topic, reply and edit share: hand a form to a use case and lose not a word of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from community.lib import rendering
from community.lib.limits import TooFast
from community.members.views.errors import typed
from forums.forms.composer import ReplyForm
from forums.models import Post
from forums.posting import Composed, Stopped


def signed_in_to_write(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for a sign-in first, as everywhere; but one whose session lapsed while writing gets the
    text back instead of losing it to a redirect. Nothing is looked up before that."""

    @login_not_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            context = {"fields": typed(request), "next": request.path}
            return render(request, "errors/signed_out.html", context, status=403)
        return redirect_to_login(request.get_full_path())

    return wrapped


def attempt(form: ReplyForm, act: Callable[[Composed], Post]) -> Post | None:
    """The post, or None when it was not accepted; the form then says why."""
    try:
        return act(form.draft())
    except Stopped as stopped:
        form.show_marks(stopped)
    except rendering.Unfit as error:
        form.add_error("source", str(error))
    except TooFast as error:
        form.add_error(None, f"You are posting very fast. Try again in {error.wait} seconds.")
    return None


def wants_preview(request: HttpRequest) -> bool:
    return "preview" in request.POST


def previewed(form: ReplyForm) -> str:
    """HTML of what the form holds, for the preview that works without scripts."""
    source = form.cleaned_data["source"]
    try:
        rendering.require_fit(source)
        return rendering.render(source).html
    except rendering.Unfit as error:
        form.add_error("source", str(error))
        return ""


def composer_page(
    request: HttpRequest, template: str, form: ReplyForm, context: dict[str, Any]
) -> HttpResponse:
    """The page with the form on it. A form that was not accepted is 422, a preview is 200."""
    preview = ""
    refused = form.is_bound
    if form.is_bound and wants_preview(request) and form.is_valid():
        preview, refused = previewed(form), bool(form.errors)
    context |= {"form": form, "preview": preview}
    return render(request, template, context, status=422 if refused else 200)
