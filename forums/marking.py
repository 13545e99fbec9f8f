"""Say what a colleague's post was worth, or take that back. There is no mark against a post."""

from django.db import transaction
from django.db.models import F

from community.audit.recording import record
from community.lib import limits
from community.lib.verdicts import Refused
from community.members.viewer import Viewer
from forums import rules
from forums.kinds import kind_of
from forums.limits import MARKING
from forums.models import Mark, Post
from forums.storing import lock


def mark(viewer: Viewer, post: Post, kind: str, *, wanted: bool) -> None:
    """See that the member's mark of this kind is on the post, or is not. A second time changes
    nothing. Raises Refused or TooFast."""
    rules.may_mark(viewer, post).require()
    if kind not in kind_of(post.topic).marks:
        raise Refused("There is no such mark on this board.")
    limits.spend(MARKING, viewer.member_id)
    with transaction.atomic():
        topic, post = lock(post.pk)
        rules.may_mark(viewer, post).require()
        if not _put(viewer, post, kind, wanted):
            return
        change = 1 if wanted else -1
        counter = f"{kind}_count"
        setattr(post, counter, F(counter) + change)
        post.save(update_fields=[counter])
        topic.mark_count = F("mark_count") + change
        topic.save(update_fields=["mark_count"])
        verb = "post.marked" if wanted else "post.unmarked"
        record(verb, post, actor_id=viewer.user_id, kind=kind)


def _put(viewer: Viewer, post: Post, kind: str, wanted: bool) -> bool:
    """Write or delete the row; True when that changed something."""
    if wanted:
        return Mark.objects.get_or_create(post=post, user_id=viewer.member_id, kind=kind)[1]
    return Mark.objects.filter(post=post, user=viewer.member_id, kind=kind).delete()[0] > 0
