from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.urls import reverse

from community.members.bylines import Byline, byline_of


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


class Case(models.Model):
    """Something for a community manager to decide: one open case for one subject."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DECIDED = "decided", "Decided"

    class Severity(models.IntegerChoices):
        LOW = 1, "Low"
        MEDIUM = 2, "Medium"
        HIGH = 3, "High"

    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mask = models.CharField(
        max_length=40,
        blank=True,
        db_default="",
        help_text="The name the author is known by where it is not their own, and whose it is not",
    )
    place = models.CharField(max_length=120, help_text="Where it stands, such as a board's name")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    severity = models.PositiveSmallIntegerField(choices=Severity)
    family = models.CharField(max_length=20, help_text="identifying, offensive, welfare, conduct")
    opened_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    held_at = models.DateTimeField(
        null=True, blank=True, help_text="When a detector kept it from others, until a person looks"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Two managers never overwrite")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"],
                condition=Q(state="open"),
                name="one_open_case_per_subject",
            )
        ]
        indexes = [
            # the queue: worst first, then what is due first
            models.Index(
                fields=["-severity", "due_at", "id"], name="case_queue", condition=Q(state="open")
            ),
            # the history of an author
            models.Index(fields=["author", "-id"], name="case_of_author"),
            # has this subject been here before?
            models.Index(fields=["subject_kind", "subject_id"], name="case_of_subject"),
            # what was decided lately
            models.Index(fields=["-decided_at"], name="case_decided", condition=Q(state="decided")),
        ]

    def __str__(self) -> str:
        return f"Case {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("moderation_case", args=[self.pk])

    @property
    def byline(self) -> Byline:
        """Whom those who decide are told that it is by. Its author should be loaded."""
        return Byline(self.mask) if self.mask else byline_of(self.author)


class Finding(models.Model):
    """A detector's mark on one version of a subject. The words themselves are not copied here:
    they are read from the subject, so that a redaction leaves none behind."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="findings")
    subject_version = models.PositiveIntegerField()
    field = models.CharField(max_length=20, help_text="Such as title or body")
    kind = models.CharField(max_length=30)
    family = models.CharField(max_length=20)
    action = models.CharField(max_length=10, help_text="What the detector would have: flag, hold …")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    score = models.FloatField()
    why = models.CharField(max_length=300)
    detector = models.CharField(max_length=40)
    detector_version = models.PositiveIntegerField()

    class Meta:
        ordering = ["field", "start"]

    def __str__(self) -> str:
        return self.kind


class Decision(models.Model):
    """What a manager decided on a case. The author can read it; no reporter is named."""

    class Action(models.TextChoices):
        DISMISS = "dismiss", "Nothing wrong"
        REDACT = "redact", "Words removed"
        HIDE = "hide", "Hidden"
        REMOVE = "remove", "Removed"
        RESTORE = "restore", "Shown again"

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    action = models.CharField(max_length=10, choices=Action)
    rule = models.CharField(max_length=30, blank=True, help_text="Of the site's rules")
    reason = models.CharField(max_length=1000, blank=True, help_text="The author reads this")
    spans = models.JSONField(default=dict, help_text="What was redacted, by field")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.get_action_display()

    def get_absolute_url(self) -> str:
        return reverse("decision", args=[self.pk])

    @property
    def redacted_count(self) -> int:
        """In how many places words were removed."""
        return sum(len(spans) for spans in self.spans.values())


class SealedOriginal(models.Model):
    """The words a decision took away, encrypted. Opened only for an appeal or a legal hold."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="original")
    sealed = models.BinaryField(help_text="Fernet token of a JSON object: field to source")
    keep_until = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
