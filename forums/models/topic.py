from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify

from forums.models.board import Board
from forums.models.naming import Signed
from forums.models.post import State


class Topic(Signed):
    """A conversation on a board. Post number 1 opens it, and the topic shares that post's state and
    the name it is signed with. `kind` is its own where it is not its board's."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="topics")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="topics")
    title = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, blank=True, db_default="")
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED)
    created_at = models.DateTimeField(auto_now_add=True)
    last_number = models.PositiveIntegerField(
        default=0, help_text="Of the newest post, whatever its state: numbers are never used twice"
    )
    reply_count = models.PositiveIntegerField(default=0, help_text="Published replies")
    # 0 while none is published; lists are ordered by it, and the newest post's id is its time.
    bump = models.ForeignKey(
        "forums.Post",
        models.DO_NOTHING,
        null=True,
        default=0,
        db_constraint=False,
        db_index=False,
        related_name="+",
        help_text="The newest published post",
    )
    bump_number = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Of the newest published post"
    )
    mark_count = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Marks of quality on its posts"
    )
    is_locked = models.BooleanField(default=False)
    is_pinned = models.BooleanField(default=False)
    slow_seconds = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Slow mode of this topic alone; 0 for its board's"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [
            # a board's topics, the newest word first, and its latest topic
            models.Index(
                fields=["board", "-bump"], name="topics_of_board", condition=Q(state="published")
            ),
            # a board's topics that colleagues marked, the most useful first
            models.Index(
                fields=["board", "-mark_count", "-id"],
                name="topics_most_useful",
                condition=Q(state="published", mark_count__gt=0),
            ),
            # what was said last, on whatever boards a member reads
            models.Index(fields=["-bump"], name="topics_latest", condition=Q(state="published")),
            # the pinned few of a board
            models.Index(fields=["board"], name="topics_pinned", condition=Q(is_pinned=True)),
            # what waits for a moderator, and who moderates sees it on the board
            models.Index(
                fields=["board", "-id"],
                name="topics_set_aside",
                condition=Q(state__in=["held", "hidden"]),
            ),
            # a member sees their own held and hidden topics
            models.Index(fields=["author", "-id"], name="topics_of_author"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(self.title)[:60].strip("-") or "topic"
