from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from community.members.roles import Role, permitted_in_admin, roles_of


class Specialty(models.Model):
    """A specialty or, with a parent, a sub-specialty, as the GMC names them."""

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subspecialties"
    )
    synonyms = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    tint = models.PositiveSmallIntegerField(default=1, help_text="1-12: the avatar's quiet colour")

    class Meta:
        verbose_name_plural = "specialties"
        ordering = ["position", Lower("name")]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An administrator: the first one is made with `manage.py createsuperuser`."""
        user = self.create_user(email, password, **fields)
        Standing.objects.create(user=user, kind=Standing.Kind.ADMINISTRATOR)
        return user


class Audience(models.TextChoices):
    """Who sees a part of a member's page, from all to few."""

    PUBLIC = "public", "Everyone"
    MEMBERS = "members", "Members"
    DOCTORS = "doctors", "Verified doctors"
    CONNECTIONS = "connections", "Those I follow who follow me"
    NOBODY = "nobody", "Only me"


class Band(models.TextChoices):
    """Grades, so few of them that each holds many: what a directory and a poll can sort by."""

    STUDENT = "student", "Student"
    FOUNDATION = "foundation", "Foundation doctor"
    CORE = "core", "Core trainee or senior house officer"
    REGISTRAR = "registrar", "Specialty registrar"
    SAS = "sas", "Specialty or specialist doctor"
    GP = "gp", "General practitioner"
    CONSULTANT = "consultant", "Consultant"
    RETIRED = "retired", "Retired"
    OTHER = "other", "Another"


class Region(models.TextChoices):
    LONDON = "london", "London"
    EAST = "east", "East of England"
    MIDLANDS = "midlands", "Midlands"
    NORTH_EAST = "north_east", "North East and Yorkshire"
    NORTH_WEST = "north_west", "North West"
    SOUTH_EAST = "south_east", "South East"
    SOUTH_WEST = "south_west", "South West"
    SCOTLAND = "scotland", "Scotland"
    WALES = "wales", "Wales"
    NORTHERN_IRELAND = "ni", "Northern Ireland"
    IRELAND = "ireland", "Ireland"
    ELSEWHERE = "elsewhere", "Elsewhere"


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. What they are is not here but in their standings."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80, help_text="As colleagues know you")
    specialty = models.ForeignKey(Specialty, models.SET_NULL, null=True, blank=True)
    grade = models.CharField(max_length=60, blank=True, help_text="Such as consultant or ST5")
    band = models.CharField(max_length=12, choices=Band, blank=True, db_default="")
    specialty_for = models.CharField(
        max_length=12, choices=Audience, default=Audience.PUBLIC, db_default=Audience.PUBLIC.value
    )
    grade_for = models.CharField(
        max_length=12, choices=Audience, default=Audience.PUBLIC, db_default=Audience.PUBLIC.value
    )
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    suspended_until = models.DateTimeField(
        null=True, blank=True, help_text="Reads like the public and writes nothing until then"
    )
    limited_until = models.DateTimeField(
        null=True, blank=True, help_text="Writes only a little until then"
    )
    limited_rooms = models.CharField(
        max_length=10,
        choices=[("all", "Everywhere"), ("open", "Open rooms"), ("closed", "Closed rooms")],
        blank=True,
        db_default="",
        help_text="Where that holds",
    )

    objects = UserManager()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="email_once_in_any_case")]
        # a colleague looked up by the name that was typed
        indexes = [models.Index(Lower("name"), name="member_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("profile", args=[self.pk])

    @cached_property
    def roles(self) -> frozenset[Role]:
        return roles_of(self)

    @property
    def is_staff(self) -> bool:
        """Django's word for who may enter the admin at all."""
        return any(role.is_staff for role in self.roles)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and permitted_in_admin(self.roles, perm)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and permitted_in_admin(self.roles, f"{app_label}.")


class Standing(models.Model):
    """What a member is, from when to when and on what ground.

    Roles are worked out from these rows at each request, so a standing that ends, ends then.
    Verification writes doctors, professionals and students; an administrator appoints staff.
    """

    class Kind(models.TextChoices):
        DOCTOR = Role.DOCTOR.value, "verified doctor"
        PROFESSIONAL = Role.PROFESSIONAL.value, "healthcare professional"
        STUDENT = Role.STUDENT.value, "student"
        DECLARED = Role.DECLARED.value, "healthcare professional, self-declared"
        MODERATOR = Role.MODERATOR.value, "moderator of some boards"
        COMMUNITY_MANAGER = Role.COMMUNITY_MANAGER.value, "community manager"
        VERIFIER = Role.VERIFIER.value, "verifier"
        LAW = Role.LAW.value, "law desk"
        ADMINISTRATOR = Role.ADMINISTRATOR.value, "administrator"

    user = models.ForeignKey(User, models.CASCADE, related_name="standings")
    kind = models.CharField(max_length=20, choices=Kind)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True, help_text="Empty: until withdrawn")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Withdrawn or replaced")
    closed_why = models.CharField(max_length=200, blank=True)
    checked = models.CharField(
        max_length=120, blank=True, help_text="What was checked, as the badge tells it"
    )
    licensed = models.BooleanField(default=True, help_text="Holds a licence to practise")
    specialist = models.BooleanField(
        default=False, db_default=False, help_text="On the Specialist Register"
    )
    gp = models.BooleanField("GP", default=False, db_default=False, help_text="On the GP Register")
    profession = models.CharField(
        max_length=60, blank=True, db_default="", help_text="Such as nurse"
    )
    reminded = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Days before the end of which the member was last reminded"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"], condition=Q(closed_at=None), name="one_open_standing"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="standing_forwards"
            ),
        ]
        indexes = [
            # the nightly look for what has run out
            models.Index(fields=["ends_at"], name="standing_ending", condition=Q(closed_at=None))
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Profile(models.Model):
    """What a member's page says besides what stands beside their posts, and who sees each part of
    it. No row: they have said nothing, and are in no directory."""

    class State(models.TextChoices):
        """Of what they wrote in their own words; a moderator decides."""

        PUBLISHED = "published", "Shown"
        HELD = "held", "A moderator is checking it"
        HIDDEN = "hidden", "Hidden by a moderator"
        REMOVED = "removed", "Removed by a moderator"

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="profile")
    page_for = models.CharField(
        max_length=12, choices=Audience, default=Audience.MEMBERS, help_text="Who can open the page"
    )
    about = models.TextField(max_length=2000, blank=True)
    about_for = models.CharField(max_length=12, choices=Audience, default=Audience.MEMBERS)
    region = models.CharField(max_length=12, choices=Region, blank=True)
    region_for = models.CharField(max_length=12, choices=Audience, default=Audience.MEMBERS)
    workplace = models.CharField(max_length=120, blank=True)
    workplace_for = models.CharField(max_length=12, choices=Audience, default=Audience.DOCTORS)
    interests = models.CharField(max_length=500, blank=True, help_text="Declared interests")
    interests_for = models.CharField(max_length=12, choices=Audience, default=Audience.MEMBERS)
    in_directory = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=State, default=State.PUBLISHED, db_default=State.PUBLISHED.value
    )
    version = models.PositiveIntegerField(
        default=1, db_default=1, help_text="Rises when its words change"
    )

    class Meta:
        indexes = [
            # the directory
            models.Index(fields=["user"], name="directory", condition=Q(in_directory=True)),
        ]


class Follow(models.Model):
    """A member who wants to know what another says under their own name. The other is not told."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    followed = models.ForeignKey(User, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "followed"], name="follow_once"),
            models.CheckConstraint(condition=~Q(user=F("followed")), name="follow_another"),
        ]


class Block(models.Model):
    """A member whom another wants to have nothing to do with. They are never told, and nothing
    that they see is other than for anyone whom the member does not know."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    blocked = models.ForeignKey(User, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "blocked"], name="block_once"),
            models.CheckConstraint(condition=~Q(user=F("blocked")), name="block_another"),
        ]
