from django.db import models


class Entry(models.Model):
    """One thing that was done. Written once: the database refuses to change or delete a row, and
    chains each to the one before it when its transaction commits.

    The actor and the thing are plain ids, not foreign keys: the record outlives both.
    """

    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField(null=True, help_text="Empty where the site itself acted.")
    verb = models.CharField(max_length=60, help_text="Such as claim.approved")
    about = models.CharField(max_length=40, help_text="Kind of thing, such as claim")
    about_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict, help_text="Ids, counts and reasons; no patient's words")

    position = models.BigIntegerField(
        null=True, unique=True, editable=False, help_text="In the chain; filled at commit"
    )
    chain = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text="SHA-256 over this entry and the chain of the one before",
    )

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            # admin: what was done to this thing
            models.Index(fields=["about", "about_id", "id"], name="audit_about"),
            # admin: what this person did
            models.Index(fields=["actor_id", "id"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.about} {self.about_id}"


class Head(models.Model):
    """The newest entry of the chain: one row, kept by the database itself."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    position = models.BigIntegerField(default=0)
    chain = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.position}:{self.chain}"
