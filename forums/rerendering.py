"""Render posts and their revisions again after the renderer has changed.

Each row is read, rendered without any lock, and written only if its source is still the one that
was rendered: an edit, a redaction or a removal made meanwhile stands, and made its own HTML. So it
can run beside the site, be stopped at any time, and be run again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from community.lib import rendering
from forums.models import Post, Revision

BATCH = 200  # rows held in memory: of the longest posts, about 20 MB


@dataclass
class Batch:
    """How many rows were looked at, how many of them show otherwise now, and the last one's id."""

    looked_at: int = 0
    changed: int = 0
    last_id: int = 0


def render_posts(after: int = 0, *, write: bool) -> Iterator[Batch]:
    """Posts that an older version made, in the order of their ids, from the one behind `after`."""
    older = Post.objects.filter(renderer__lt=rendering.VERSION)
    read = older.order_by("pk").only("source", "html", "text", "version")
    while rows := list(read.filter(pk__gt=after)[:BATCH]):
        batch = Batch(len(rows), last_id=rows[-1].pk)
        for post in rows:
            shown = rendering.render(post.source)
            is_other = (shown.html, shown.text) != (post.html, post.text)
            if write:
                as_read = older.filter(pk=post.pk, version=post.version, source=post.source)
                new = {"html": shown.html, "text": shown.text, "renderer": rendering.VERSION}
                is_other &= as_read.update(**new) > 0
            batch.changed += is_other
        yield batch
        after = batch.last_id


def render_revisions(after: int = 0, *, write: bool) -> Iterator[Batch]:
    """All revisions: which version made one is not known, so each is compared."""
    every = Revision.objects.order_by("pk").only("source", "html", "text")
    while rows := list(every.filter(pk__gt=after)[:BATCH]):
        batch = Batch(len(rows), last_id=rows[-1].pk)
        for revision in rows:
            shown = rendering.render(revision.source)
            is_other = (shown.html, shown.text) != (revision.html, revision.text)
            if is_other and write:
                as_read = Revision.objects.filter(pk=revision.pk, source=revision.source)
                is_other = as_read.update(html=shown.html, text=shown.text) > 0
            batch.changed += is_other
        yield batch
        after = batch.last_id
