from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower

from community.members.bylines import Byline, byline_of
from community.members.models import User
from forums.models.board import Board


class Pseudonym(models.Model):
    """The name under which a member writes on one board, the same there for good. The site knows
    whose it is; nothing that anyone is shown does."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "user"], name="pseudonym_of_member_once"),
            models.UniqueConstraint("board", Lower("name"), name="pseudonym_on_board_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Signed(models.Model):
    """Something that is shown under a name: its author's, or their pseudonym on the board."""

    pseudonym = models.ForeignKey(
        Pseudonym, models.PROTECT, null=True, related_name="+", db_index=False
    )

    if TYPE_CHECKING:  # which both have, each with its own name for the way back
        author: models.ForeignKey[User, User]
        author_id: int
        pseudonym_id: int | None

    class Meta:
        abstract = True

    @property
    def byline(self) -> Byline:
        """Who wrote it, as all are told. Its author and its pseudonym should be loaded."""
        if self.pseudonym is None:
            return byline_of(self.author)
        return Byline(self.pseudonym.name)

    @property
    def signature(self) -> int:
        """The same number for whatever is shown under the same name; `SIGNATURE` in a query."""
        return self.pseudonym_id or -self.author_id

    @property
    def recorded(self) -> dict[str, int | None]:
        """Who did it, for the record of an author's own deeds: of a pseudonym only that it was
        that one, since administrators read the record."""
        if self.pseudonym_id is None:
            return {"actor_id": self.author_id}
        return {"actor_id": None, "pseudonym": self.pseudonym_id}


# Of a post or a topic. Ids of pseudonyms and of members are not of one kind: so one is negative.
SIGNATURE = Coalesce("pseudonym_id", -F("author_id"))


class Unmasking(models.Model):
    """That two of the staff want to know whose a pseudonym is, and why; the member sees it later.
    It is waiting until it is decided; only an approved one tells the two of them the name."""

    class Ground(models.TextChoices):
        """Why at all: what a member of the staff may not find here, they have to leave alone."""

        SAFETY = "safety", "Someone's safety"
        LAW = "law", "A duty under the law, or an order of a court"
        REGULATOR = "regulator", "A request of a regulator"
        ABUSE = "abuse", "Serious abuse that cannot be stopped otherwise"

    pseudonym = models.ForeignKey(Pseudonym, models.PROTECT, related_name="unmaskings")
    post = models.ForeignKey("forums.Post", models.PROTECT, related_name="+", db_index=False)
    ground = models.CharField(max_length=10, choices=Ground, db_default="")
    reason = models.CharField(max_length=500, help_text="The member reads this")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_as = models.CharField(
        max_length=20,
        blank=True,
        db_default="",
        help_text="Their role: the member reads that, and no name",
    )
    decided_at = models.DateTimeField(null=True, help_text="Without a person: it lapsed")
    is_approved = models.BooleanField(default=False)
    decision_reason = models.CharField(max_length=500, blank=True)
    told_at = models.DateTimeField(null=True, help_text="When the member was told")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pseudonym"], condition=Q(decided_at=None), name="one_open_unmasking"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="unmasking_takes_two",
            ),
        ]


class IgnoredName(models.Model):
    """A pseudonym that a member does not want to read. Whose it is plays no part in it: else who
    ignores a colleague would see which pseudonym falls silent."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    pseudonym = models.ForeignKey(Pseudonym, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "pseudonym"], name="ignored_name")]
