"""What new topic, reply and edit share: hand a form to a use case and lose not a word of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from community.lib import rendering
from community.lib.limits import TooFast
from community.lib.verdicts import Refused
from community.members.request import Request
from community.members.views import errors
from forums import drafting, naming, rescuing, viewing
from forums.drafting import Full
from forums.forms.case import typed_source
from forums.forms.composer import ReplyForm, form_for
from forums.forms.drafts import DraftForm
from forums.measuring import measured
from forums.models import Draft, Picture, Post
from forums.places import Place
from forums.posting import Composed, Stopped


def signed_in_to_write(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for a sign-in first, as everywhere; but one whose session lapsed while writing gets the
    text back instead of losing it to a redirect, and finds it as a draft after signing in."""

    @login_not_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            return errors.signed_out(request, is_rescued=rescued(request))
        return redirect_to_login(request.get_full_path())

    return wrapped


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form of another sign-in, such as the one before the session lapsed. What it
    carried is kept like that of no sign-in: for whoever wrote it, and no one else."""
    if rescued(request):
        errors.note_kept(request, reverse("drafts"))
    return errors.stale_form(request, reason)


def rescued(request: HttpRequest) -> bool:
    form = DraftForm(request.POST)
    return form.is_valid() and rescuing.rescue(request.POST.get("writer", ""), form.typed())


@contextmanager
def nothing_lost(request: Request, place: Place) -> Iterator[None]:
    """Whatever stops what is done inside, what was sent is kept as a draft first."""
    try:
        yield
    except Exception:
        if request.method == "POST" and (draft := keep_typed(request, place)):
            errors.note_kept(request, reverse("draft", args=[draft.pk]))
        raise


def keep_typed(request: Request, place: Place) -> Draft | None:
    """The draft that now holds what was sent, or None: then it was too much, or unfit."""
    form = DraftForm(request.POST)
    try:
        return drafting.add(request.viewer, place, form.typed()) if form.is_valid() else None
    except (Refused, Full, TooFast, DatabaseError):
        return None  # the answer shows what was typed in any case


# --- Sending -------------------------------------------------------------------------------------


def attempt(form: ReplyForm, place: Place, act: Callable[[Composed], Post]) -> Post | None:
    """The post, or None when it was not accepted; the form then says why."""
    try:
        return act(form.draft())
    except Stopped as stopped:
        form.show_marks(stopped)
    except rendering.Unfit as error:
        form.add_error("source", str(error))
    except naming.CannotSign as error:
        form.add_error(None, str(error))
    except TooFast as error:
        form.wait = error.wait
        pace = "You are posting very fast."
        if slow := place.board.slow_seconds:
            pace = f"This board takes a post from each member every {span(slow)}."
        form.add_error(None, f"{pace} Try again in {span(error.wait)}.")
    return None


def span(seconds: int) -> str:
    """A time to wait, in the words of a person: "40 seconds", "3 minutes"."""
    number, unit = (seconds, "second") if seconds <= 90 else (-(-seconds // 60), "minute")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def wants_preview(request: HttpRequest) -> bool:
    return "preview" in request.POST


def is_sent(request: HttpRequest, form: ReplyForm) -> bool:
    """Whether the form may go to its use case: it has the right shape and is no preview."""
    return form.is_bound and form.is_valid() and not wants_preview(request)


# --- The page ------------------------------------------------------------------------------------

TEMPLATES = {
    "topic": "forums/new_topic.html",
    "reply": "forums/reply.html",
    "edit": "forums/edit.html",
}


def composer(request: Request, place: Place, draft: Draft | None = None, **more: Any) -> Any:
    """What a composer carries beside its form: where it stands, who writes, and the draft in it."""
    return {
        "place": place.name,
        "writer": rescuing.writer(request.viewer, place),
        "signing": naming.signing(request.viewer, place),
        "draft": draft,
        "pictures": pictures_at(request, place, draft),
        "seen": draft.version if draft else 0,
        "is_outdated": bool(
            draft and place.post and drafting.begun_on(draft) != place.post.version
        ),
    } | more


def pictures_at(request: Request, place: Place, draft: Draft | None) -> list[Picture]:
    """Asked for only where there may be some: a topic's page has no query to spare."""
    has_some = place.post or (draft and draft.more.get(drafting.PICTURES))
    return viewing.at_place(request.viewer, place) if has_some else []


def composer_page(
    request: Request,
    place: Place,
    form: ReplyForm,
    carried: Any,
    *,
    status: int = 200,
    template: str = "",
    **more: Any,
) -> HttpResponse:
    """`template` is the page's, where it is not that of its place."""
    context = about(place) | {"form": form, "writing": carried} | more
    template = template or TEMPLATES[place.name.split()[0]]
    return render(request, template, context, status=status)


def about(place: Place) -> dict[str, Any]:
    return {
        "board": place.board,
        "topic": place.topic,
        "post": place.post,
        "kind": place.topic_kind,
    }


def draft_page(request: Request, place: Place) -> HttpResponse:
    """The composer as it is opened: with the draft of this place, if there is one."""
    draft = drafting.offered(request.viewer, place)
    return composer_page(
        request,
        place,
        form_for(place, draft=draft, viewer=request.viewer),
        composer(request, place, draft),
    )


def answer(request: Request, place: Place, form: ReplyForm, template: str = "") -> HttpResponse:
    """The composer with what was sent and not accepted: 422, or 429 where one only has to wait; or
    with the preview that was asked for."""
    if wants_preview(request) and form.is_valid():
        preview = previewed(form)
        if not form.errors:
            carried = composer(request, place, seen=last_seen(request), is_unsaved=True)
            title, source = form.cleaned_data.get("title", ""), form.cleaned_data["source"]
            meter = measured(request.viewer, place, title, source)
            shown: dict[str, Any] = {"preview": preview, "meter": meter}
            return composer_page(request, place, form, carried, template=template, **shown)
    carried = composer(request, place, **kept(request, place))
    status = 429 if form.wait else 422
    return composer_page(request, place, form, carried, template=template, status=status)


def kept(request: Request, place: Place) -> dict[str, Any]:
    """What a composer says of the draft in which what was sent has just been kept."""
    draft = keep_typed(request, place)
    # One that holds another window's words too was not seen whole: it must not be overwritten.
    is_whole = draft is not None and draft.source == rendering.tidy(typed_source(request.POST))
    seen = draft.version if draft and is_whole else last_seen(request)
    return {"seen": seen, "saved": draft, "is_unsaved": draft is None}


def last_seen(request: HttpRequest) -> int:
    """The version of the draft that a composer knew of."""
    form = DraftForm({"seen": request.POST.get("seen", "")})
    return form.typed().seen if form.is_valid() else 0


def previewed(form: ReplyForm) -> str:
    """HTML of what the form holds, for the preview that works without scripts."""
    source = form.cleaned_data["source"]
    try:
        rendering.require_fit(source)
        return rendering.render(source).html
    except rendering.Unfit as error:
        form.add_error("source", str(error))
        return ""
