"""Follow a topic or a board closely, not at all, or as most do; ignore a member."""

from community.members.viewer import Viewer
from forums.models import Level, Post, Reading, Topic


def after_posting(viewer: Viewer, topic: Topic, post: Post) -> None:
    """Who writes has read what they wrote, and follows: their own topic they watch. What they chose
    for it before stays. One query."""
    level = Level.WATCH if post.number == 1 else Level.TRACK
    Reading.objects.bulk_create(
        [Reading(user_id=viewer.member_id, topic=topic, last_number=post.number, level=level)],
        update_conflicts=True,
        unique_fields=["user", "topic"],
        update_fields=["last_number"],
    )
