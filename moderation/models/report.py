import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from moderation.models.case import Case


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Report(models.Model):
    """That somebody thinks that a subject should be looked at. Many reports are one case.

    Who reported is told to nobody but those who decide, and of members not even to them: they read
    the kind, the words and the weight. Without `case` it is about a place that we could not find,
    and a manager says what it is about, or closes it.
    """

    class Channel(models.TextChoices):
        MEMBER = "member", "A member"
        PUBLIC = "public", "Someone without an account"
        VERIFIER = "verifier", "A verifier"
        NOTICE = "notice", "A legal notice"

    class Relation(models.TextChoices):
        """What somebody without an account is to what they report."""

        PATIENT = "patient", "I am the patient"
        RELATIVE = "relative", "I am a relative, a friend or a carer"
        NAMED = "named", "I am the person it is about"
        OTHER = "other", "None of these"

    class Outcome(models.TextChoices):
        ACTED = "acted", "Something was done"
        KEPT = "kept", "It stays as it is"
        GONE = "gone", "It was gone already"
        NOT_FOUND = "not_found", "We could not find it"

    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="reports")
    channel = models.CharField(max_length=10, choices=Channel)
    kind = models.CharField(max_length=20, help_text="A key of moderation.reports.grounds.GROUNDS")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    relation = models.CharField(max_length=10, choices=Relation, blank=True)
    words = models.TextField(max_length=2000, blank=True)
    address = models.CharField(
        max_length=300, blank=True, help_text="Where it is, as typed by who could not point to it"
    )
    sealed_email = models.BinaryField(
        null=True, blank=True, help_text="Fernet token; dropped some weeks after the outcome"
    )
    token = models.CharField(
        max_length=40, unique=True, default=new_token, help_text="Opens the page of its state"
    )
    weight = models.FloatField(
        default=1, help_text="0.1 to 1, by how the reporter's earlier reports were decided"
    )
    hid = models.BooleanField(default=False, help_text="It was taken from sight at once")
    subject_version = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(help_text="When we said that it would be decided")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(
        null=True, blank=True, help_text="When the reporter was told of the outcome"
    )

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            # who reports a thing again while it is looked at adds nothing
            models.UniqueConstraint(
                fields=["case", "reporter"],
                condition=Q(settled_at=None, reporter__isnull=False, channel="member"),
                name="reported_once_by_each",
            )
        ]
        indexes = [
            # the record of a reporter
            models.Index(
                fields=["reporter", "-at"],
                name="report_of_member",
                condition=Q(reporter__isnull=False),
            ),
            # those that no place was found for
            models.Index(
                fields=["at"], name="report_astray", condition=Q(case=None, settled_at=None)
            ),
        ]
