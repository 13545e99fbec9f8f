import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from forums.models.board import Board
from forums.models.post import Post


class Picture(models.Model):
    """A picture that a member put to a post, or will: `place` is where they write it ("reply 7"),
    until `post` is there. Nothing is kept of the file that was sent but its pixels, drawn anew in a
    few sizes; `stored` is the folder they lie in, `token` what the site calls it outside."""

    class State(models.TextChoices):
        """What may be seen of it. The gate reads this; nothing else decides by it."""

        WAITING = "waiting", "Being checked"
        SHOWN = "shown", "Shown"
        HELD = "held", "A moderator is checking this picture"
        HIDDEN = "hidden", "Hidden by a moderator"
        REMOVED = "removed", "Removed by a moderator"

    class Shows(models.TextChoices):
        """The first six need no consent of their own once they are anonymised (GMC, Making and
        using visual and audio recordings of patients, paragraph 10)."""

        XRAY = "xray", "X-ray, CT or MRI"
        ULTRASOUND = "ultrasound", "Ultrasound"
        ENDOSCOPY = "endoscopy", "Endoscopy or laparoscopy"
        PATHOLOGY = "pathology", "Pathology slide"
        FUNCTION = "function", "Recording of organ function, such as an ECG"
        ORGAN = "organ", "Internal organ or structure"
        SKIN = "skin", "Skin, wound or eye"
        FACE = "face", "Face"
        BODY = "body", "Body or part of it"
        OTHER = "other", "Something else of a patient"
        NOBODY = "nobody", "Nothing of a patient, such as a diagram"

    class Consent(models.TextChoices):
        NONE = "", "Not needed"
        GIVEN = "given", "The patient agreed to this"

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    stored = models.CharField(max_length=40, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    place = models.CharField(max_length=30, blank=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="pictures")
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    shows = models.CharField(max_length=12, choices=Shows)
    consent = models.CharField(max_length=10, choices=Consent, blank=True)
    is_anonymised = models.BooleanField(
        default=False, help_text="The author said that margins and burnt-in text are gone"
    )
    is_answer = models.BooleanField(default=False, help_text="Shown only to who asks for it")
    alt = models.CharField(max_length=300, blank=True, help_text="What is to be seen, in words")
    caption = models.CharField(max_length=300, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="Bytes, of all that is stored of it")
    version = models.PositiveIntegerField(default=1, help_text="Of its words and pixels")
    text = models.TextField(blank=True, help_text="What was read in it")
    faces = models.PositiveSmallIntegerField(default=0)
    is_unread = models.BooleanField(
        default=False,
        db_default=False,
        help_text="No machine could read the words in it, so a person looks first",
    )
    codes = models.PositiveSmallIntegerField(default=0, help_text="Bar codes of any kind")
    looked_at = models.DateTimeField(null=True, help_text="When its pixels were last looked at")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            # what a member has put by at a place, and what they have sent lately
            models.Index(fields=["owner", "-id"], name="pictures_of_owner"),
            # the nightly clearing of what no one posted
            models.Index(fields=["created_at"], name="pictures_left", condition=Q(post=None)),
        ]

    def __str__(self) -> str:
        return f"Picture {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("picture", args=[self.token])
