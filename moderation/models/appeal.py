from django.conf import settings
from django.db import models
from django.db.models import Q

from moderation.models.case import Case
from moderation.models.decision import Decision


class Appeal(models.Model):
    """An author's objection to a decision or, without one, to being held by a machine. Another
    person than the one who decided looks at it."""

    class Outcome(models.TextChoices):
        KEPT = "kept", "The decision stands"
        REVERSED = "reversed", "The decision was taken back"

    case = models.ForeignKey(Case, models.PROTECT, related_name="appeals")
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="appeals"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.TextField(max_length=2000)
    at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(help_text="When we said that it would be answered")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.CharField(max_length=1000, blank=True, help_text="The author reads this")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(decision__isnull=False), name="one_appeal_each"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(decision=None), name="one_appeal_against_a_hold"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="appeal_open", condition=Q(outcome=""))]
