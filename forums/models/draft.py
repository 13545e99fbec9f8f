from django.conf import settings
from django.db import models

from forums.models.board import Board
from forums.models.post import Post
from forums.models.topic import Topic


class Draft(models.Model):
    """What a member has written and not sent: a new topic on `board`, a reply in `topic`, or an
    edit of `post`. It is theirs alone, and shown only while the gate shows them its place."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    place = models.CharField(max_length=30, help_text="Such as reply 7: one draft for each")
    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, related_name="drafts")
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="drafts")
    title = models.CharField(max_length=150, blank=True)
    source = models.TextField(blank=True)
    more = models.JSONField(
        default=dict, db_default={}, help_text="What else the composer held, such as a poll"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="draft_once")]
        indexes = [
            # a member's drafts, the last touched first
            models.Index(fields=["user", "-updated_at", "-id"], name="drafts_of_member"),
            # the nightly clearing of what no one came back to
            models.Index(fields=["updated_at"], name="drafts_by_age"),
        ]
