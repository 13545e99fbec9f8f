"""The figures of a poll move for five members at once: what of each vote they count until then."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forums", "0015_grounds_of_unmasking")]
    operations = [
        migrations.AddField(
            "vote",
            "counted",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(),
                help_text="What of it the figures count as yet",
                null=True,
                size=None,
            ),
        ),
    ]
