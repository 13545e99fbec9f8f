from django.conf import settings
from django.db import models
from django.urls import reverse

from forums.models.naming import Signed


class State(models.TextChoices):
    """What may be seen of a post or topic. The gate reads this; nothing else decides by it."""

    PUBLISHED = "published", "Published"
    HELD = "held", "A moderator is checking this post"
    HIDDEN = "hidden", "Hidden by a moderator"
    REMOVED = "removed", "Removed by a moderator"
    WITHDRAWN = "withdrawn", "Withdrawn by its author"
    UNDONE = "undone", "Taken back at once by its author"
    MERGED = "merged", "Merged into another topic"


class Post(Signed):
    """What a member wrote: `source` (Markdown) → `html` (safe, the same for all) → `text`."""

    OVERRODE = 200

    topic = models.ForeignKey("forums.Topic", models.PROTECT, related_name="posts")
    number = models.PositiveIntegerField(help_text="Place in the topic, from 1; never changes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED)
    source = models.TextField()
    html = models.TextField()
    text = models.TextField()
    renderer = models.PositiveSmallIntegerField(help_text="Version of the renderer that made html")
    version = models.PositiveIntegerField(default=1)
    kept_reason = models.CharField(
        max_length=200, blank=True, help_text="Why the author kept what the check had marked"
    )
    overrode = models.CharField(
        max_length=OVERRODE,
        blank=True,
        db_default="",
        default="",
        help_text="Kinds of marks that the author was shown before posting and kept",
    )
    useful_count = models.PositiveIntegerField(default=0, db_default=0)
    evidence_count = models.PositiveIntegerField(default=0, db_default=0)
    practice_count = models.PositiveIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # also the reader of a page: numbers (k-1)*20+1 to k*20 of one topic
            models.UniqueConstraint(fields=["topic", "number"], name="post_number_once")
        ]
        indexes = [
            # a member's posts; the topic's newest published post when one is taken away
            models.Index(fields=["author", "-id"], name="posts_of_author"),
        ]

    def __str__(self) -> str:
        return f"Post {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("post", args=[self.pk])


class Revision(models.Model):
    """A post as it read before an edit."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=150, blank=True, help_text="Of the topic, for post 1")
    source = models.TextField()
    html = models.TextField()
    text = models.TextField()
    written_at = models.DateTimeField(help_text="When this version was written")

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["post", "version"], name="revision_once")]
