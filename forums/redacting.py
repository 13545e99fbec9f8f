"""Take words out of a post, its history and its topic's title, for everyone and at once."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from community.lib import rendering, spans
from community.lib.spans import Span
from community.subjects import Changed
from forums.limits import SHORTEST_QUOTED
from forums.models import Post, Revision, Topic
from forums.storing import CONTENT, lock, show


def redact(post_id: int, version: int, marks: Mapping[str, Sequence[Span]]) -> dict[str, str]:
    """Replace the marked spans ("title", "body") and return the fields as they were.

    Raises Changed when the post is no longer at `version`. The same words go from every earlier
    revision, and from other posts of the topic that quote them.
    """
    topic, post = lock(post_id)
    if post.version != version:
        raise Changed
    original = (
        {"title": topic.title, "body": post.source} if post.number == 1 else {"body": post.source}
    )
    words = {original[name][start:end] for name, marked in marks.items() for start, end in marked}
    if title_marks := marks.get("title"):
        topic.title = spans.replaced(topic.title, title_marks, rendering.REDACTED)[:150]
        topic.save(update_fields=["title"])
    if body_marks := marks.get("body"):
        post.source = spans.replaced(post.source, body_marks, rendering.REDACTED)
    _clear_revisions(post, words)
    clear_quotes(topic, post, words)
    post.source = spans.without(post.source, words, rendering.REDACTED)
    show(post, rendering.render(post.source))
    post.version += 1
    post.save(update_fields=[*CONTENT, "version"])
    return original


def _clear_revisions(post: Post, words: set[str]) -> None:
    for revision in post.revisions.all():
        revision.title = spans.without(revision.title, words, rendering.REDACTED)[:150]
        _rewrite(revision, spans.without(revision.source, words, rendering.REDACTED))
        revision.save(update_fields=["title", "source", "html", "text"])


def clear_quotes(topic: Topic, post: Post, words: Iterable[str]) -> None:
    """Take these words of `post` out of the lines that quote them in later posts of the topic.

    A quotation repeats the page or the source, so each is looked for as written and as read.
    """
    copies = {
        line.strip()
        for word in words
        for text in (word, rendering.render(word).text)
        for line in text.splitlines()
        if len(line.strip()) >= SHORTEST_QUOTED
    }
    if not copies:
        return
    holds = reduce(or_, (Q(source__contains=copy) for copy in copies))
    revised = Revision.objects.filter(holds, post__topic=topic, post__number__gt=post.number)
    later = Post.objects.select_for_update(no_key=True, of=("self",)).filter(
        holds | Q(pk__in=revised.values("post")), topic=topic, number__gt=post.number
    )
    for other in later.order_by("pk"):
        _unquote(other, copies)


def _unquote(post: Post, copies: set[str]) -> None:
    for revision in post.revisions.all():
        if _drop_quoted(revision, copies):
            revision.save(update_fields=["source", "html", "text"])
    if _drop_quoted(post, copies):
        post.version += 1
        post.save(update_fields=["source", "html", "text", "version"])


def _drop_quoted(written: Post | Revision, copies: set[str]) -> bool:
    """Replace the copies in the quoting lines; True when there were any."""
    lines = written.source.split("\n")
    for place, line in enumerate(lines):
        if line.lstrip().startswith(">"):
            lines[place] = spans.without(line, copies, rendering.REDACTED)
    return _rewrite(written, "\n".join(lines))


def _rewrite(written: Post | Revision, source: str) -> bool:
    if source == written.source:
        return False
    rendered = rendering.render(source)
    written.source, written.html, written.text = source, rendered.html, rendered.text
    return True
