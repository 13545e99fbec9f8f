from django.db import models

from community.members.models import Standing


class Terms(models.Model):
    """What members read of a standing: who may hold it, how it is proved, what it opens.

    What it opens in truth are the grants on each board; the words here explain them.
    """

    KINDS = [
        Standing.Kind.DOCTOR,
        Standing.Kind.PROFESSIONAL,
        Standing.Kind.DECLARED,
        Standing.Kind.STUDENT,
    ]

    kind = models.CharField(
        max_length=20, unique=True, choices=[(kind.value, kind.label) for kind in KINDS]
    )
    who = models.CharField(max_length=300)
    proof = models.CharField(max_length=500)
    opens = models.CharField(max_length=500)
    lasts = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "terms of a standing"
        verbose_name_plural = "terms of standings"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.get_kind_display()
