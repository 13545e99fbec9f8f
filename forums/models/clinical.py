from django.db import models
from django.db.models import Q

from forums.models.board import Board
from forums.models.post import Post
from forums.models.topic import Topic


class ClinicalCase(models.Model):
    """What a case tells of a patient, in bands that many people share. Its words are the first
    post's, so that what holds for words holds for these."""

    class Age(models.TextChoices):
        NEWBORN = "newborn", "Newborn"
        INFANT = "infant", "Infant"
        CHILD = "child", "Child"
        TEENS = "teens", "Adolescent"
        YOUNG = "young", "Young adult, 18 to 39"
        MIDDLE = "middle", "Adult, 40 to 64"
        OLDER = "older", "Older adult, 65 to 79"
        OLD = "old", "80 or over"
        UNSAID = "unsaid", "Not said"

    class Sex(models.TextChoices):
        UNSAID = "", "Not said"
        FEMALE = "female", "Female"
        MALE = "male", "Male"
        OTHER = "other", "Other"

    class Seen(models.TextChoices):
        DAYS = "days", "In the last days"
        WEEKS = "weeks", "Some weeks ago"
        MONTHS = "months", "Some months ago"
        YEARS = "years", "Over a year ago"

    class Setting(models.TextChoices):
        PRIMARY = "primary", "General practice"
        COMMUNITY = "community", "Community or home"
        PREHOSPITAL = "prehospital", "Before hospital"
        EMERGENCY = "emergency", "Emergency department"
        WARD = "ward", "Hospital ward"
        CRITICAL = "critical", "Critical care"
        THEATRE = "theatre", "Theatre or procedure room"
        OUTPATIENT = "outpatient", "Outpatient clinic"
        MATERNITY = "maternity", "Maternity"
        REMOTE = "remote", "By telephone or video"
        OTHER = "other", "Elsewhere"

    topic = models.OneToOneField(Topic, models.CASCADE, primary_key=True, related_name="case")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+", db_index=False)
    age = models.CharField(max_length=10, choices=Age)
    sex = models.CharField(max_length=10, choices=Sex, blank=True)
    seen = models.CharField(max_length=10, choices=Seen)
    setting = models.CharField(max_length=12, choices=Setting)
    has_consent = models.BooleanField(
        default=False, help_text="The author said that the patient agreed to its being told"
    )
    outcome = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+")
    outcome_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # the cases of a board of which the end is not known yet, and of which it is
            models.Index(fields=["board", "-topic"], name="cases_open", condition=Q(outcome=None)),
            models.Index(
                fields=["board", "-topic"], name="cases_ended", condition=Q(outcome__isnull=False)
            ),
        ]
