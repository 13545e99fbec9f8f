from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from community.members.models import Specialty
from community.members.roles import Role


class Board(models.Model):
    """A room. `audience` says in words whom it is for; the grants decide who may do what in it."""

    class Audience(models.TextChoices):
        PUBLIC = "public", "Everyone can read this"
        MEMBERS = "members", "Members can read this"
        PROFESSIONALS = "professionals", "Healthcare professionals can read this"
        DOCTORS = "doctors", "Verified doctors can read this"
        GROUP = "group", "Members of this group can read this"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        READ_ONLY = "read_only", "Read only"

    class Section(models.TextChoices):
        """Where a board without a specialty stands on the index."""

        CAREER = "career", "Becoming and being a doctor"
        OFF_DUTY = "off_duty", "Off duty"
        GROUP = "group", "Your groups"
        SITE = "site", "This site"

    class Requires(models.TextChoices):
        MEMBER = Role.MEMBER.value, "Any member"
        PROFESSIONAL = Role.PROFESSIONAL.value, "Healthcare professionals"
        DOCTOR = Role.DOCTOR.value, "Verified doctors"

    specialty = models.ForeignKey(
        Specialty, models.PROTECT, null=True, blank=True, related_name="boards"
    )
    section = models.CharField(
        max_length=10, choices=Section, blank=True, db_default="", help_text="Without a specialty"
    )
    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=100, unique=True)
    description = models.CharField(max_length=300, blank=True)
    audience = models.CharField(max_length=20, choices=Audience)
    kind = models.CharField(max_length=20, default="discussion")
    also = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        db_default=[],
        help_text="Kinds of topic that may be opened here besides the board's own",
    )
    has_pseudonyms = models.BooleanField(
        "pseudonyms",
        default=False,
        db_default=False,
        help_text="Members may write here under a pseudonym. Never where the public reads.",
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    slow_seconds = models.PositiveIntegerField(
        "slow mode",
        default=0,
        db_default=0,
        help_text="Seconds that a member waits between two posts here; 0 for no wait",
    )
    locked_until = models.DateTimeField(null=True, blank=True, help_text="No one writes until then")
    locked_why = models.CharField(
        max_length=200, blank=True, db_default="", help_text="What members read about the lock"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_boards",
        help_text="Of a group: who invites to it",
    )
    expires_at = models.DateTimeField(
        null=True, blank=True, help_text="Of a group: closed to its members from then on"
    )
    requires = models.CharField(
        max_length=20,
        choices=Requires,
        default=Requires.MEMBER,
        db_default=Requires.MEMBER.value,
        help_text="Of a group: what those invited must be, asked anew at each request",
    )
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", Lower("name")]
        default_permissions = ("add", "change", "delete", "view")
        permissions = [
            ("read_board", "Read what is on the board"),
            ("start_topic", "Open topics"),
            ("reply_in_board", "Reply to topics"),
            ("moderate_board", "See and decide what is held or hidden"),
        ]
        constraints = [
            # The public sees real names (GMC, Using social media, paragraph 14); and in a group
            # everyone knows who is in it.
            models.CheckConstraint(
                condition=Q(has_pseudonyms=False) | ~Q(audience__in=["public", "group"]),
                name="no_pseudonyms_in_public",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("board", args=[self.slug])

    @property
    def is_closed(self) -> bool:
        return self.audience != self.Audience.PUBLIC

    @property
    def readers(self) -> str:
        """The detectors' word for who reads it: "open" for the public, else "closed"."""
        return "closed" if self.is_closed else "open"

    @property
    def is_group(self) -> bool:
        return self.audience == self.Audience.GROUP

    @property
    def is_locked(self) -> bool:
        return self.locked_until is not None and self.locked_until > timezone.now()

    @property
    def has_ended(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def audience_words(self) -> str:
        return str(self.Audience(self.audience).label)


class BoardGroupGrant(GroupObjectPermissionBase):
    """A role (a group without members, named after it) may do something on a board."""

    id = models.BigAutoField(primary_key=True)
    content_object = models.ForeignKey(Board, models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False


class BoardUserGrant(UserObjectPermissionBase):
    """A single member may do something on a board, as in a group of invited people."""

    id = models.BigAutoField(primary_key=True)
    content_object = models.ForeignKey(Board, models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
