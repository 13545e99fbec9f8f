from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from community.members.bylines import Byline, byline_of


class Case(models.Model):
    """Something for a moderator to decide: one case at a time for one subject, whatever brings it.

    While it waits for the author, who was asked for an edit, it is not in the queue, and comes back
    with the edit or when `due_at` has passed.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        WAITING = "waiting", "Waiting for the author"
        DECIDED = "decided", "Decided"

    class Severity(models.IntegerChoices):
        LOW = 1, "Low"
        MEDIUM = 2, "Medium"
        HIGH = 3, "High"

    class Source(models.TextChoices):
        """What brought it; a case may have several."""

        DETECTOR = "detector", "A program"
        MEMBER = "member", "A member"
        PUBLIC = "public", "Someone without an account"
        VERIFIER = "verifier", "A verifier"
        NOTICE = "notice", "A legal notice"
        MODERATOR = "moderator", "A moderator"

    class HeldBy(models.TextChoices):
        PROGRAM = "program", "A program"
        REPORT = "report", "A report that a patient can be recognised"

    # Those that are still to be settled: one subject has at most one of them.
    UNSETTLED = (State.OPEN, State.WAITING)

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
    family = models.CharField(
        max_length=20, help_text="identifying, offensive, welfare, conduct, legal"
    )
    sources = ArrayField(
        models.CharField(max_length=10, choices=Source), default=list, db_default=[], blank=True
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    alarmed_at = models.DateTimeField(
        null=True, blank=True, help_text="When managers were told that it is overdue"
    )
    held_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was kept from others, until a person looks"
    )
    held_by = models.CharField(max_length=10, choices=HeldBy, blank=True, db_default="")
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_at = models.DateTimeField(
        null=True, blank=True, help_text="A claim ends by itself after limits.CLAIM_HOLDS"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Two managers never overwrite")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"],
                condition=~Q(state="decided"),
                name="one_unsettled_case_per_subject",
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
            # what is overdue, and what has waited for its author long enough
            models.Index(fields=["due_at"], name="case_due", condition=~Q(state="decided")),
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


class Note(models.Model):
    """What a moderator tells the others about a case. Its author never reads it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.TextField(max_length=2000)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]


class CaseLink(models.Model):
    """Two cases that belong together. Kept once, the older one first."""

    older = models.ForeignKey(Case, models.CASCADE, related_name="+")
    newer = models.ForeignKey(Case, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["older", "newer"], name="case_link_once"),
            models.CheckConstraint(condition=Q(older__lt=F("newer")), name="case_link_ordered"),
        ]
