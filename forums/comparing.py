"""What changed in a post, version by version. Everything comes through the gate."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from community.lib.differences import Piece, compare, folded
from community.lib.paging import page_after
from community.members.viewer import Viewer
from forums.access import visible_revisions
from forums.limits import VERSIONS_PER_PAGE
from forums.models import Post, Revision


@dataclass(frozen=True)
class Step:
    """A version against the one before it. `title` is empty where the title stayed."""

    version: int
    written_at: datetime
    text: list[Piece]
    title: list[Piece]


def steps_of(
    viewer: Viewer, post: Post, before: str | None
) -> tuple[list[Step], Post | Revision | None, str | None]:
    """The newest steps, or those from the key `before` on; the post as it was first written, once
    they have led to it; and the key to go on from. One query."""
    revisions = visible_revisions(viewer).filter(post=post)
    begins = not (before and before.isascii() and before.isdigit() and len(before) < 10)
    if begins:
        versions, more = page_after(revisions, ("version",), None, VERSIONS_PER_PAGE)
        versions = [post, *versions]
    else:
        versions, more = page_after(revisions, ("version",), before, VERSIONS_PER_PAGE + 1)
    steps = [_step(post, new, old) for new, old in pairwise(versions)]
    # The last one is the next page's first: a step has two ends.
    older = str(versions[-1].version + 1) if more else None
    return steps, versions[-1] if versions and not more else None, older


def _step(post: Post, new: Post | Revision, old: Revision) -> Step:
    if isinstance(new, Revision):
        title, written_at = new.title, new.written_at
    else:
        title = post.topic.title if post.number == 1 else ""
        written_at = post.edited_at or post.created_at
    return Step(
        version=new.version,
        written_at=written_at,
        text=folded(compare(old.text, new.text)),
        title=compare(old.title, title) if title != old.title else [],
    )
