from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from moderation.models.case import Case


class Decision(models.Model):
    """What a moderator decided on a case: what becomes of the subject (`action`), of its topic
    (`measure`) and of its author (their sanctions). The author can read it; no reporter is named.
    """

    class Action(models.TextChoices):
        DISMISS = "dismiss", "Nothing wrong"
        KEEP = "keep", "Left as it stands"
        EDIT = "edit", "Asked for an edit"
        REDACT = "redact", "Words removed"
        COVER = "cover", "Part of a picture covered"
        HIDE = "hide", "Hidden"
        REMOVE = "remove", "Removed"
        RESTORE = "restore", "Shown again"
        WELFARE = "welfare", "Asked how they are"

    class Measure(models.TextChoices):
        """What is done to the topic as well."""

        LOCK = "lock", "Topic locked"
        SLOW = "slow", "Topic slowed down"

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    action = models.CharField(max_length=10, choices=Action)
    measure = models.CharField(max_length=10, choices=Measure, blank=True, db_default="")
    rule = models.CharField(max_length=30, blank=True, help_text="Of the site's rules")
    rules_version = models.PositiveSmallIntegerField(
        default=1, db_default=1, help_text="As the rules stood"
    )
    reason = models.CharField(max_length=1000, blank=True, help_text="The author reads this")
    spans = models.JSONField(default=dict, help_text="What was redacted, by field")
    subject_version = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Of the subject, as it was read"
    )
    before = models.JSONField(
        default=dict,
        db_default={},
        help_text="What undoing needs: the state of the subject and of its topic before",
    )
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(
        null=True, blank=True, help_text="Taken back within a minute, before anyone was told"
    )
    reversed_at = models.DateTimeField(
        null=True, blank=True, help_text="An appeal or a second decision took it back"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            # a month's figures
            models.Index(fields=["at"], name="decision_at"),
        ]

    def __str__(self) -> str:
        return self.get_action_display()

    def get_absolute_url(self) -> str:
        return reverse("decision", args=[self.pk])

    @property
    def redacted_count(self) -> int:
        """In how many places words were removed."""
        return sum(len(spans) for spans in self.spans.values())


class SealedOriginal(models.Model):
    """The words a decision took away, encrypted. Opened only for an appeal, a second look or a
    legal hold, and each time with a Look."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="original")
    sealed = models.BinaryField(help_text="Fernet token of a JSON object: field to source")
    keep_until = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # the nightly look for what need not be kept any longer
        indexes = [models.Index(fields=["keep_until"], name="sealed_keep_until")]


class Look(models.Model):
    """That somebody opened a sealed original, and why. It outlives what was looked at."""

    class Purpose(models.TextChoices):
        AUTHOR = "author", "Its author, to see what was taken away"
        APPEAL = "appeal", "To decide an appeal"
        SECOND = "second", "For a second look"
        LAW = "law", "For a matter of law"
        REVERSAL = "reversal", "Put back by a decision"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]


class SecondLook(models.Model):
    """One decision in twenty, judged again by another moderator who is not told what the first one
    decided. `action` is "" until it was done."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="second_look")
    asked_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    action = models.CharField(max_length=10, choices=Decision.Action, blank=True)
    rule = models.CharField(max_length=30, blank=True)
    remark = models.CharField(max_length=1000, blank=True)
    agrees = models.BooleanField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], name="second_look_waits", condition=Q(done_at=None))
        ]


class Sanction(models.Model):
    """What a decision means for its author: a warning, or a time in which they write less or not
    at all. Each ends by itself. A manager who decides about a pseudonym's post reads of it under
    that `mask` alone."""

    class Kind(models.TextChoices):
        WARNING = "warning", "Warned"
        LIMIT = "limit", "Writes less"
        SUSPENSION = "suspension", "Suspended"

    class Rooms(models.TextChoices):
        """Where a limit holds: what someone does in open rooms says little about closed ones."""

        ALL = "all", "Everywhere"
        OPEN = "open", "In open rooms"
        CLOSED = "closed", "In closed rooms"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="sanctions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mask = models.CharField(max_length=40, blank=True, db_default="")
    kind = models.CharField(max_length=10, choices=Kind)
    rooms = models.CharField(max_length=10, choices=Rooms, default=Rooms.ALL)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="A warning counts until then")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="sanction_forwards"
            )
        ]
        indexes = [
            # the record of a member, and what of it still holds
            models.Index(fields=["user", "-ends_at"], name="sanction_of_member")
        ]
