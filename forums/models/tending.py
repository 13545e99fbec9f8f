import uuid

from django.conf import settings
from django.db import models

from forums.models.board import Board
from forums.models.post import Post
from forums.models.topic import Topic


class Step(models.Model):
    """What a moderator did to a topic, with what is needed to undo it. Steps of one selection share
    their `batch`, and are undone together."""

    class Verb(models.TextChoices):
        PIN = "pin", "Pinned"
        UNPIN = "unpin", "Unpinned"
        LOCK = "lock", "Locked"
        UNLOCK = "unlock", "Unlocked"
        SLOW = "slow", "Slow mode set"
        KIND = "kind", "Kind changed"
        MOVE = "move", "Moved"
        SPLIT = "split", "Split"
        MERGE = "merge", "Merged"

    batch = models.UUIDField(default=uuid.uuid4, db_index=True)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="steps")
    board = models.ForeignKey(
        Board, models.PROTECT, related_name="+", db_index=False, help_text="Where it was done"
    )
    verb = models.CharField(max_length=10, choices=Verb)
    detail = models.JSONField(default=dict, help_text="Ids and numbers, never a word of a post")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = [
            # what was done on a board, the newest first
            models.Index(fields=["board", "-id"], name="steps_of_board"),
        ]


class Trace(models.Model):
    """Where a post stood before it was taken to another topic: the line that stands there still,
    and the addresses that were given out, lead on from here."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="traces", db_index=False)
    number = models.PositiveIntegerField()
    post = models.ForeignKey(Post, models.CASCADE, related_name="traces")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="trace_once")]
