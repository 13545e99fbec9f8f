from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from community.members.request import Request
from forums import access, posting, reading, rules
from forums.forms.composer import ReplyForm, TopicForm
from forums.kinds import kind_of
from forums.models import Topic
from forums.views.composing import attempt, composer_page, signed_in_to_write, wants_preview


@login_not_required
@require_safe
def topic(request: Request, pk: int, slug: str = "") -> HttpResponse:
    topic = reading.get_topic_or_404(request.viewer, pk)
    if slug != topic.slug:
        query = request.GET.urlencode()
        return redirect(topic.get_absolute_url() + (f"?{query}" if query else ""))
    form = ReplyForm(initial={"source": _quoted(request, topic)})
    return render(request, "forums/topic.html", _context(request, topic) | {"form": form})


@signed_in_to_write
@require_http_methods(["GET", "POST"])
def reply(request: Request, pk: int) -> HttpResponse:
    topic = access.get_topic_or_404(request.viewer, pk)
    if request.method == "GET":  # whoever had to sign in first comes back here
        return redirect(f"{topic.get_absolute_url()}#reply")
    rules.may_reply(request.viewer, topic).require()
    form = ReplyForm(request.POST)
    if form.is_valid() and not wants_preview(request):
        post = attempt(form, lambda draft: posting.reply(request.viewer, topic, draft))
        if post:
            return redirect(post)
    return composer_page(request, "forums/reply.html", form, {"topic": topic, "board": topic.board})


@signed_in_to_write
@require_http_methods(["GET", "POST"])
def new_topic(request: Request, slug: str) -> HttpResponse:
    board = access.get_board_or_404(request.viewer, slug)
    rules.may_start_topic(request.viewer, board).require()
    form = TopicForm(request.POST or None)
    if form.is_bound and form.is_valid() and not wants_preview(request):
        post = attempt(form, lambda draft: posting.start_topic(request.viewer, board, draft))
        if post:
            return redirect(post.topic)
    context = {"board": board, "kind": kind_of(board)}
    return composer_page(request, "forums/new_topic.html", form, context)


def _context(request: Request, topic: Topic) -> dict[str, object]:
    window, slots = reading.topic_page(
        request.viewer,
        topic,
        request.GET.get("page"),
        with_ignored=request.GET.get("ignored") == "show",
    )
    return {
        "topic": topic,
        "board": topic.board,
        "kind": kind_of(topic.board),
        "page": window,
        "slots": slots,
        "first_new": reading.first_new(slots),
        "may_reply": rules.may_reply(request.viewer, topic),
        "may_start": rules.may_start_topic(request.viewer, topic.board),
    }


def _quoted(request: Request, topic: Topic) -> str:
    """The reply box begins with the post that `?quote=` names, for those without scripts."""
    wanted = request.GET.get("quote", "")
    if not wanted.isascii() or not wanted.isdigit() or len(wanted) > 9:
        return ""
    posts = access.visible_posts(request.viewer).select_related("author")
    post = posts.filter(topic=topic, number=int(wanted)).first()
    if post is None:
        return ""
    lines = "\n".join(f"> {line}".rstrip() for line in post.text.splitlines())
    return f"> **{post.author.name}** wrote:\n>\n{lines}\n\n"
