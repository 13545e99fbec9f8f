from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

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

    class Meta:
        abstract = True


class Unmasking(models.Model):
    """That two of the staff want to know whose a pseudonym is, and why; the member sees it later.
    It is waiting until it is decided; only an approved one tells the two of them the name."""

    pseudonym = models.ForeignKey(Pseudonym, models.PROTECT, related_name="unmaskings")
    post = models.ForeignKey("forums.Post", models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
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
