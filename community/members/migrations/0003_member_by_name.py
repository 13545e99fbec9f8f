"""The index behind finding a colleague by name, built while members read and write."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("members", "0002_badges_and_reminders")]
    operations = [
        AddIndexConcurrently("user", models.Index(Lower("name"), name="member_by_name")),
    ]
