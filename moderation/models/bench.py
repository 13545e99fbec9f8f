from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower


class Tuning(models.Model):
    """Thresholds of the detectors, as managers set them. The newest live one counts; each is kept,
    so that it can be told by which a post was judged."""

    class State(models.TextChoices):
        SHADOW = "shadow", "Only counted"
        LIVE = "live", "In use"
        RETIRED = "retired", "Not in use any more"

    values = models.JSONField(default=dict, help_text="Those that differ from the built-in ones")
    state = models.CharField(max_length=10, choices=State, default=State.SHADOW)
    why = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    live_from = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(Value(1), condition=Q(state="live"), name="one_tuning_in_use"),
            models.UniqueConstraint(
                Value(1), condition=Q(state="shadow"), name="one_tuning_in_shadow"
            ),
        ]


class Phrase(models.Model):
    """Words that managers have watched for: what holds them is flagged, never held by itself."""

    class State(models.TextChoices):
        SHADOW = "shadow", "Only counted"
        LIVE = "live", "Watched"
        RETIRED = "retired", "Not watched any more"

    words = models.CharField(max_length=120, help_text="Whole words, in any case; * ends a word")
    family = models.CharField(max_length=20, help_text="identifying, offensive, conduct")
    why = models.CharField(max_length=200, help_text="What the author and moderators are told")
    state = models.CharField(max_length=10, choices=State, default=State.SHADOW)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["words", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("words"),
                condition=~Q(state="retired"),
                name="phrase_watched_once",
            )
        ]


class ShadowMark(models.Model):
    """What something in shadow would have done to one version of a subject. Never a word of it."""

    tuning = models.ForeignKey(Tuning, models.CASCADE, null=True, blank=True, related_name="marks")
    phrase = models.ForeignKey(Phrase, models.CASCADE, null=True, blank=True, related_name="marks")
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    subject_version = models.PositiveIntegerField()
    now = models.CharField(max_length=10, help_text="What was done")
    then = models.CharField(max_length=10, help_text="What would have been done")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tuning", "phrase", "subject_kind", "subject_id", "subject_version"],
                nulls_distinct=False,
                name="shadow_mark_once",
            ),
            models.CheckConstraint(
                condition=Q(tuning=None) ^ Q(phrase=None), name="shadow_mark_of_one"
            ),
        ]


class Month(models.Model):
    """A month's figures as they were published: they do not change any more."""

    first_day = models.DateField(unique=True)
    figures = models.JSONField(help_text="No cell under five")
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-first_day"]
