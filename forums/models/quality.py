from django.conf import settings
from django.db import models
from django.db.models import Q

from community.members.models import Specialty
from forums.models.board import Board
from forums.models.post import Post
from forums.models.topic import Topic


class Mark(models.Model):
    """A colleague's word on a post's worth. There is none against it."""

    class Kind(models.TextChoices):
        USEFUL = "useful", "Useful"
        EVIDENCE = "evidence", "Evidence-based"
        PRACTICE = "practice", "Changed my practice"

        @property
        def words(self) -> str:
            """After a number, as others read it: "2 evidence-based"."""
            return "changed practice" if self.value == "practice" else str(self.label).lower()

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="marks", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            # also the reader of a page: one's own marks on its posts
            models.UniqueConstraint(fields=["post", "user", "kind"], name="mark_once")
        ]


class Question(models.Model):
    """What a topic has on a board of questions: when it was first answered, and by what it was."""

    topic = models.OneToOneField(Topic, models.CASCADE, primary_key=True, related_name="question")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+", db_index=False)
    first_answer_at = models.DateTimeField(
        null=True, help_text="Of the first published reply by another than who asked"
    )
    accepted = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            # the unanswered of a board, the newest first
            models.Index(
                fields=["board", "-topic"],
                name="questions_unanswered",
                condition=Q(first_answer_at=None),
            )
        ]


class Champion(models.Model):
    """A member who looks after the questions of a specialty; an administrator appoints them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    specialty = models.ForeignKey(
        Specialty, models.CASCADE, related_name="champions", db_index=False
    )
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["specialty", "user"], name="champion_once")]

    def __str__(self) -> str:
        return f"{self.user} for {self.specialty}"


class Bookmark(models.Model):
    """A post that a member wants to find again, and perhaps be reminded of."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    post = models.ForeignKey(Post, models.CASCADE, related_name="bookmarks")
    note = models.CharField(max_length=200, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "post"], name="bookmark_once")]
        indexes = [
            # a member's bookmarks, the newest first
            models.Index(fields=["user", "-id"], name="bookmarks_of_member")
        ]
