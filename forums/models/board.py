from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from community.members.models import Specialty


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

    specialty = models.ForeignKey(
        Specialty, models.PROTECT, null=True, blank=True, related_name="boards"
    )
    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=100, unique=True)
    description = models.CharField(max_length=300, blank=True)
    audience = models.CharField(max_length=20, choices=Audience)
    kind = models.CharField(max_length=20, default="discussion")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
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

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("board", args=[self.slug])

    @property
    def is_closed(self) -> bool:
        return self.audience != self.Audience.PUBLIC

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
