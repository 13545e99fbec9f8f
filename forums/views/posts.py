from itertools import pairwise

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.lib import limits, rendering
from community.lib.differences import compare
from community.lib.paging import page_of
from community.members.request import Request
from forums import access, posting, rules, withdrawing
from forums.forms.composer import edit_form
from forums.limits import POSTS_PER_PAGE, PREVIEWING
from forums.models import Post
from forums.views.composing import attempt, composer_page, signed_in_to_write, wants_preview


@login_not_required
@require_safe
def post(request: Request, pk: int) -> HttpResponse:
    """A permalink: it goes to wherever the post stands now."""
    return redirect(_place(access.get_post_or_404(request.viewer, pk)))


@require_safe
def history(request: Request, pk: int) -> HttpResponse:
    post = access.get_post_or_404(request.viewer, pk)
    revisions = list(access.visible_revisions(request.viewer).filter(post=post))
    texts = [post.text, *(revision.text for revision in revisions)]
    changes = [compare(old, new) for new, old in pairwise(texts)]
    context = {
        "post": post,
        "topic": post.topic,
        "board": post.topic.board,
        "steps": list(zip([post, *revisions], changes, strict=False)),
        "first": revisions[-1] if revisions else post,
    }
    return render(request, "forums/history.html", context)


@signed_in_to_write
@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    post = access.get_post_or_404(request.viewer, pk)
    rules.may_edit(request.viewer, post).require()
    form = edit_form(post, request.POST or None)
    context = {"post": post, "topic": post.topic, "board": post.topic.board}
    if form.is_bound and form.is_valid() and not wants_preview(request):
        version = form.cleaned_data["version"]
        try:
            edited = attempt(form, lambda draft: posting.edit(request.viewer, post, draft, version))
        except posting.Conflict as conflict:
            return render(
                request,
                "forums/conflict.html",
                context | {"post": conflict.post, "form": form},
                status=409,
            )
        if edited:
            return redirect(_place(edited))
    return composer_page(request, "forums/edit.html", form, context)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    post = access.get_post_or_404(request.viewer, pk)
    rules.may_withdraw(request.viewer, post).require()
    if request.method == "POST":
        withdrawing.withdraw(request.viewer, post)
        messages.success(request, "Your post is withdrawn; its words are gone.")
        return redirect(post.topic.board if post.number == 1 else post.topic)
    context = {"post": post, "topic": post.topic, "board": post.topic.board}
    return render(request, "forums/withdraw.html", context)


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """Take back what was posted a moment ago and go on writing it."""
    draft = withdrawing.undo(request.viewer, access.get_post_or_404(request.viewer, pk))
    messages.success(request, "Taken back. Your words are here again, and no one was told of them.")
    return redirect("draft", draft.pk)


@require_POST
def preview(request: Request) -> HttpResponse:
    """A fragment: what the text in `source` would look like."""
    try:
        limits.spend(PREVIEWING, request.viewer.member_id)
        source = rendering.tidy(request.POST.get("source", ""))
        rendering.require_fit(source)
        context = {"html": rendering.render(source).html}
    except (rendering.Unfit, limits.TooFast) as error:
        context = {"error": str(error)}
    return render(request, "forums/_preview.html", context)


def _place(post: Post) -> str:
    """Address of the page that the post is on, at the post."""
    page = page_of(post.number, POSTS_PER_PAGE)
    query = f"?page={page}" if page > 1 else ""
    return f"{post.topic.get_absolute_url()}{query}#p{post.number}"
