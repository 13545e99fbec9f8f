from django.conf import settings
from django.db import models
from django.db.models import Q


class Notification(models.Model):
    """Something a member should know. `subject_kind` and `subject_id` name what it is about, if it
    is a subject: it is then shown only while the gate lets the member see that."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    text = models.CharField(max_length=200, help_text="Never a title or a word of a post")
    url = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.BigIntegerField(null=True)
    key = models.CharField(
        max_length=60, blank=True, help_text="What is told once only, such as case.held:7"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # a handler that runs twice tells once
            models.UniqueConstraint(fields=["user", "key"], condition=~Q(key=""), name="told_once")
        ]
        indexes = [
            # the inbox, newest first
            models.Index(fields=["user", "-id"], name="inbox_of_member"),
            # the count in the header
            models.Index(fields=["user"], name="inbox_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return self.text


class NoMail(models.Model):
    """A member who wants no mail about what is new in the inbox. No row: they are mailed."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    since = models.DateTimeField(auto_now_add=True)
