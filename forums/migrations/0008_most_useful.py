"""The index behind a board's most useful topics, built while members write."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("forums", "0007_drafts")]
    operations = [
        AddIndexConcurrently(
            "topic",
            models.Index(
                fields=["board", "-mark_count", "-id"],
                name="topics_most_useful",
                condition=models.Q(state="published", mark_count__gt=0),
            ),
        )
    ]
