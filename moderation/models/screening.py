from django.conf import settings
from django.db import models
from django.db.models import Q, Value


class Screening(models.Model):
    """That one version of a subject was screened, once by each `screener`: a short name of all the
    detectors and their versions (`screening.screener`); "" is from before they were noted."""

    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    subject_version = models.PositiveIntegerField()
    screener = models.CharField(max_length=12, db_default="", help_text="Which detectors it was")
    action = models.CharField(max_length=10, help_text="The detectors' verdict")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "subject_version", "screener"],
                name="screened_once_by_each",
            )
        ]


class Rescreening(models.Model):
    """A walk over all that stands, by kind and id, to screen it with the detectors of today. What
    was done before `last_id` of `subject_kind` is done: it goes on from there."""

    only_kind = models.CharField(max_length=20, blank=True, help_text="Empty: every kind")
    subject_kind = models.CharField(max_length=20, blank=True, help_text="Where it is")
    last_id = models.BigIntegerField(default=0, help_text="The last one of this kind that is done")
    screener = models.CharField(max_length=12, help_text="Which detectors it is done with")
    looked_at = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0, help_text="How many of them got a case")
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # a constant: of those that are not finished there is one
            models.UniqueConstraint(
                Value(1), condition=Q(finished_at=None), name="one_rescreening_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"Rescreening {self.pk}"
