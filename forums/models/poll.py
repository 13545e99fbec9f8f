from collections.abc import Sequence

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from community.members.models import Specialty
from forums.models.topic import Topic

# The fields of a post that a poll is, beside "title" and "body".
POLL_QUESTION, POLL_OPTIONS = "poll question", "poll options"


class Poll(models.Model):
    """A question to colleagues with answers to choose from, inside a topic of any kind."""

    class Method(models.TextChoices):
        ONE = "one", "One answer"
        SEVERAL = "several", "Several answers"
        RANKED = "ranked", "Answers in order of preference"

    topic = models.OneToOneField(Topic, models.CASCADE, primary_key=True, related_name="poll")
    question = models.CharField(max_length=200)
    method = models.CharField(max_length=10, choices=Method, default=Method.ONE)
    options = ArrayField(models.CharField(max_length=120), help_text="Their numbers begin with 0")
    closes_at = models.DateTimeField()
    vote_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.question

    @property
    def is_open(self) -> bool:
        return timezone.now() < self.closes_at

    @property
    def words(self) -> dict[str, str]:
        """What it says, by field, as it is checked, screened and redacted."""
        return poll_words(self.question, self.options)


def poll_words(question: str, options: Sequence[str]) -> dict[str, str]:
    """An option a line; none has a line's end in it."""
    return {POLL_QUESTION: question, POLL_OPTIONS: "\n".join(options)}


class Vote(models.Model):
    """What one verified member chose: numbers of options, of a ranked poll the best first. What
    they were at that time is kept with it, so that the figures do not move when they move."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="votes", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    choices = ArrayField(models.PositiveSmallIntegerField())
    counted = ArrayField(
        models.PositiveSmallIntegerField(),
        null=True,
        help_text="What of it the figures count as yet",
    )
    specialty = models.ForeignKey(
        Specialty, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    band = models.CharField(max_length=12, blank=True)
    voted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "user"], name="vote_once")]
