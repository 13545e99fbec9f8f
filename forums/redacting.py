"""Take words out of a post, its history and its topic's title, for everyone and at once."""

from collections.abc import Mapping, Sequence

from community.lib import rendering, spans
from community.lib.spans import Span
from community.subjects import Changed
from forums.models import Post, Topic
from forums.posting import CONTENT, lock, show


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
    _clear_quotes(topic, post, words)
    post.source = spans.without(post.source, words, rendering.REDACTED)
    show(post, rendering.render(post.source))
    post.version += 1
    post.save(update_fields=[*CONTENT, "version"])
    return original


def _clear_revisions(post: Post, words: set[str]) -> None:
    for revision in post.revisions.all():
        revision.title = spans.without(revision.title, words, rendering.REDACTED)[:150]
        revision.source = spans.without(revision.source, words, rendering.REDACTED)
        rendered = rendering.render(revision.source)
        revision.html, revision.text = rendered.html, rendered.text
        revision.save(update_fields=["title", "source", "html", "text"])


def _clear_quotes(topic: Topic, post: Post, words: set[str]) -> None:
    """Quoted lines of other posts hold copies; only posts that hold the words are touched."""
    for word in words:
        if len(word.strip()) < 4:
            continue  # too short to be known for a quotation: "he" stands in every post
        quoting = Post.objects.select_for_update(no_key=True, of=("self",)).filter(
            topic=topic, source__contains=word
        )
        for other in quoting.exclude(pk=post.pk).order_by("pk"):
            lines = other.source.split("\n")
            other.source = "\n".join(
                spans.without(line, [word], rendering.REDACTED) if line.startswith(">") else line
                for line in lines
            )
            show(other, rendering.render(other.source))
            other.version += 1
            other.save(update_fields=[*CONTENT, "version"])
