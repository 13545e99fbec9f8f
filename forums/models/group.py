from django.conf import settings
from django.db import models

from forums.models.board import Board


class Invitation(models.Model):
    """An address that the owner of a group has invited. Membership itself is the grant that comes
    of it (BoardUserGrant)."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, help_text="Accepted, withdrawn or sent anew")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "email"],
                condition=models.Q(closed_at=None),
                name="one_open_invitation",
            )
        ]
