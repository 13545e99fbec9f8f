from django.conf import settings
from django.db import models
from django.db.models import F, Q

from forums.models.board import Board
from forums.models.topic import Topic


class Level(models.TextChoices):
    """How closely a member follows a topic or a board."""

    WATCH = "watch", "Watching"
    TRACK = "track", "Following"
    NORMAL = "", "Not following"
    MUTE = "mute", "Muted"


class Reading(models.Model):
    """How far a member has read in a topic, and how closely they follow it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="readings")
    last_number = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Of the last post that was read"
    )
    level = models.CharField(max_length=10, choices=Level, blank=True, db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="reading_once")]
        indexes = [
            # who is told of a reply
            models.Index(fields=["topic", "user"], name="watchers", condition=Q(level="watch")),
            # what a member follows
            models.Index(
                fields=["user", "topic"],
                name="followed_topics",
                condition=Q(level__in=["watch", "track"]),
            ),
        ]


class BoardReading(models.Model):
    """What a member has put behind them on a board, or without one on the whole site, and how
    closely they follow the board. No post up to `floor_id` is new to them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    board = models.ForeignKey(Board, models.CASCADE, null=True, related_name="readings")
    floor_id = models.BigIntegerField(default=0, db_default=0, help_text="Id of a post")
    level = models.CharField(max_length=10, choices=Level, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "board"], name="board_reading_once"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(board=None), name="site_reading_once"
            ),
        ]
        indexes = [
            # who is told of a new topic
            models.Index(
                fields=["board", "user"], name="board_watchers", condition=Q(level="watch")
            ),
        ]


class Ignore(models.Model):
    """A member who does not want to read another. The other is never told."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    ignored = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "ignored"], name="ignore_once"),
            models.CheckConstraint(condition=~Q(user=F("ignored")), name="ignore_another"),
        ]
