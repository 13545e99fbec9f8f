from django.conf import settings
from django.db import models
from django.db.models import Q


class OutboxEntry(models.Model):
    """Work that follows from something that happened: one row for each handler of each event.

    The row is the truth and the Celery task only a nudge. `done_at` is set in the transaction
    that holds the handler's own changes, so a task delivered twice, or begun by a worker that
    was killed, has its effect exactly once.
    """

    event = models.CharField(max_length=60)
    handler = models.CharField(max_length=120, help_text="Dotted path of a function")
    payload = models.JSONField(help_text="Keyword arguments: ids only")
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(help_text="Not before this time")
    sent_at = models.DateTimeField(null=True, help_text="When a task was last sent for it")
    attempts = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True, help_text="Of the last failed attempt")

    class Meta:
        verbose_name_plural = "outbox entries"
        indexes = [
            # the sweeper: what is due and not done
            models.Index(fields=["due_at"], name="outbox_waiting", condition=Q(done_at=None)),
            # the nightly clearing of what is done
            models.Index(fields=["done_at"], name="outbox_done", condition=~Q(done_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.handler} {self.payload}"


class SubmittedForm(models.Model):
    """A form that was accepted, known by its key: a double click finds its own result."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=40, help_text="What was done with it, such as reply 7")
    key = models.UUIDField()
    result_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "act", "key"], name="form_key_once")]
        indexes = [models.Index(fields=["created_at"], name="form_key_age")]  # nightly clearing
