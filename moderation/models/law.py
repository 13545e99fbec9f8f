from django.conf import settings
from django.db import models
from django.db.models import Q

from moderation.models.case import Case


class Notice(models.Model):
    """A notice of complaint under section 5 of the Defamation Act 2013, from its receipt to its
    end. Whose it is, what they complain of and what the poster answered is in `sealed`."""

    class State(models.TextChoices):
        RECEIVED = "received", "Received"
        DEFECTIVE = "defective", "Sent back: not a valid notice"
        WITH_POSTER = "with_poster", "Sent to the poster"
        ANSWERED = "answered", "The poster answered"
        STANDS = "stands", "It stands: the poster defends it"
        REMOVED = "removed", "Removed"
        WITHDRAWN = "withdrawn", "The complainant withdrew it"

    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    sealed = models.BinaryField(help_text="Fernet token of a JSON object")
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True, help_text="Of the next step that is ours")
    poster_due_at = models.DateTimeField(null=True, blank=True, help_text="Of the poster's answer")
    ended_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["due_at"], name="notice_open", condition=Q(ended_at=None))]


class NoticeStep(models.Model):
    """One step of a notice and the letter that went out with it."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12, choices=Notice.State, help_text="After it")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    letter = models.CharField(max_length=30, blank=True, help_text="Which template")
    sealed = models.BinaryField(null=True, blank=True, help_text="The letter as it was sent")

    class Meta:
        ordering = ["at", "pk"]


class Hold(models.Model):
    """That nothing of a subject, or of a member, may be erased for now. Only the law desk knows.
    Either `subject_kind` and `subject_id` are given, or `user`."""

    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=1000)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(auto_now_add=True)
    review_at = models.DateTimeField(help_text="When it is asked whether it is still needed")
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_why = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, subject_kind="", subject_id=None)
                | Q(user=None, subject_id__isnull=False) & ~Q(subject_kind=""),
                name="hold_on_one_thing",
            )
        ]
        indexes = [
            models.Index(
                fields=["subject_kind", "subject_id"],
                name="hold_on_subject",
                condition=Q(lifted_at=None, user=None),
            ),
            models.Index(
                fields=["user"],
                name="hold_on_member",
                condition=Q(lifted_at=None, user__isnull=False),
            ),
        ]


class HeldCopy(models.Model):
    """What would have been gone while a hold stood: the words of a subject, sealed, as they were
    when its author withdrew or changed it. Dropped when no hold needs it any more."""

    hold = models.ForeignKey(Hold, models.PROTECT, related_name="copies")
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    subject_version = models.PositiveIntegerField()
    sealed = models.BinaryField(help_text="Fernet token of a JSON object: field to source")
    why = models.CharField(max_length=20, help_text="What would have erased it, such as withdrawn")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]


class Disclosure(models.Model):
    """A demand to hand something over, from the GMC, a court or the police: what for, on what
    ground, what exactly was given, and the two people who answer for it."""

    class Body(models.TextChoices):
        GMC = "gmc", "General Medical Council"
        COURT = "court", "A court"
        POLICE = "police", "Police"
        CORONER = "coroner", "Coroner"
        OTHER = "other", "Another body"

    class State(models.TextChoices):
        DRAFT = "draft", "Being prepared"
        ASKED = "asked", "Waits for the second person"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"
        HANDED_OVER = "handed_over", "Handed over"

    body = models.CharField(max_length=10, choices=Body)
    reference = models.CharField(max_length=120, help_text="Theirs")
    ground = models.CharField(max_length=200, help_text="Such as Medical Act 1983, section 35A")
    asked_for = models.TextField(max_length=2000, help_text="As they put it")
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    subjects = models.JSONField(default=list, help_text="[[kind, id], …]: all that is handed over")
    withheld = models.TextField(max_length=2000, blank=True, help_text="What is not, and why not")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_why = models.CharField(max_length=1000, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the export")
    member_told_at = models.DateTimeField(null=True, blank=True)
    not_told_why = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-prepared_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("prepared_by")),
                name="disclosure_by_two",
            )
        ]
