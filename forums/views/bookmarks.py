from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.views.decorators.http import require_http_methods, require_safe

from community.lib.limits import TooFast
from community.members.request import Request
from forums import access, bookmarking, reading
from forums.forms.bookmarks import BookmarkForm
from forums.models import Post
from forums.views.quality import in_place


@require_http_methods(["GET", "HEAD", "POST"])
def bookmark(request: Request, pk: int) -> HttpResponse:
    """A page for the note and the reminder; the button under a post comes here with an `act`."""
    post = access.get_post_or_404(request.viewer, pk)
    if act := ACTS.get(request.POST.get("act", "")):
        act(request.viewer, post)
        return _part(request, post) if in_place(request) else _back(request, post)
    kept = bookmarking.bookmark_of(request.viewer, post)
    form = BookmarkForm(request.POST if request.method == "POST" else None, bookmark=kept)
    if form.is_valid() and _amended(request, post, form):
        return _back(request, post)
    context = {
        "post": post,
        "topic": post.topic,
        "board": post.topic.board,
        "form": form,
        "is_kept": kept is not None,
        "back": _came_from(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "forums/bookmark.html", context, status=status)


@require_safe
def bookmarks(request: Request) -> HttpResponse:
    found, following = bookmarking.bookmark_list(request.viewer, request.GET.get("before"))
    context = {"bookmarks": found, "next": following, "now": timezone.now()}
    return render(request, "forums/bookmarks.html", context)


ACTS = {"keep": bookmarking.keep, "remove": bookmarking.remove}


def _part(request: Request, post: Post) -> HttpResponse:
    slot = reading.get_slot_or_404(request.viewer, post)
    return render(request, "forums/_bookmark.html", {"slot": slot, "post": slot.post})


def _came_from(request: Request) -> str:
    """The list, if they came from there: it goes with the form."""
    wanted = request.POST.get("back") or request.GET.get("back")
    return "bookmarks" if wanted == "bookmarks" else ""


def _back(request: Request, post: Post) -> HttpResponse:
    return redirect(_came_from(request) or post)


def _amended(request: Request, post: Post, form: BookmarkForm) -> bool:
    at = form.remind_at
    try:
        bookmarking.amend(request.viewer, post, form.cleaned_data["note"], at)
    except TooFast as error:
        form.add_error(None, f"That was very fast. Try again in {error.wait} seconds.")
        return False
    said = "Bookmarked."
    if at:
        said += f" We will remind you on {format_date(timezone.localtime(at), 'l j F, H:i')}."
    messages.success(request, said)
    return True
