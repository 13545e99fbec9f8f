"""Keep a post to find it again, with a note to oneself and a time to be reminded.

Nobody else ever learns of it, so nothing of it goes into the audit record.
"""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Func, TextField, Value
from django.db.models.functions import Left

from community.events import emit
from community.lib import limits
from community.lib.paging import page_after
from community.members.viewer import Viewer
from forums import keeping
from forums.access import visible_bookmarks
from forums.casework import REVEAL
from forums.limits import BOOKMARKS_PER_PAGE, REMINDING, SNIPPET
from forums.models import Bookmark, Post

# What a case hides until it is asked for stands at its end, below the words that ask.
BEFORE_ANSWER = Func(
    "post__text",
    Value(f"\n{REVEAL}\n"),
    Value(1),
    function="split_part",
    output_field=TextField(),
)


def keep(viewer: Viewer, post: Post) -> None:
    """Bookmark it; a second time changes nothing."""
    Bookmark.objects.get_or_create(user_id=viewer.member_id, post=post)


def remove(viewer: Viewer, post: Post) -> None:
    """With its note and its reminder. A second time changes nothing."""
    with transaction.atomic():
        if bookmark := _lock(viewer, post):
            keeping.keep_note(bookmark, "removed")
            bookmark.delete()


def amend(viewer: Viewer, post: Post, note: str, remind_at: datetime | None) -> None:
    """Bookmark it with this note, and this time to be reminded or none. Raises TooFast."""
    limits.spend(REMINDING, viewer.member_id)
    with transaction.atomic():
        keep(viewer, post)
        bookmark = _lock(viewer, post)
        assert bookmark is not None, "it was kept this moment"
        if note != bookmark.note:
            keeping.keep_note(bookmark, "overwritten")
        is_new = remind_at != bookmark.remind_at
        bookmark.note, bookmark.remind_at = note, remind_at
        bookmark.save(update_fields=["note", "remind_at"])
        if remind_at and is_new:
            at = remind_at.astimezone(UTC).isoformat()
            emit("bookmark.due", due_at=remind_at, bookmark_id=bookmark.pk, at=at)


def _lock(viewer: Viewer, post: Post) -> Bookmark | None:
    rows = Bookmark.objects.select_for_update(of=("self",))
    return rows.filter(user=viewer.member_id, post=post).first()


def bookmark_of(viewer: Viewer, post: Post) -> Bookmark | None:
    return visible_bookmarks(viewer).filter(post=post).first()


def bookmark_list(viewer: Viewer, after: str | None) -> tuple[list[Bookmark], str | None]:
    """The member's bookmarks, the newest first, from the key `after` on, each with the beginning of
    its post as `snippet`; and the key to go on from. One query."""
    bookmarks = (
        visible_bookmarks(viewer)
        .select_related("post__topic__board", "post__author", "post__pseudonym")
        .defer("post__source", "post__html", "post__text")
        .annotate(snippet=Left(BEFORE_ANSWER, SNIPPET))
    )
    return page_after(bookmarks, ("pk",), after, BOOKMARKS_PER_PAGE)
