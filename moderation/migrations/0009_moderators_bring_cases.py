"""A moderator may come upon something themselves. Only its words are new: no column changes."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

SOURCES = [
    ("detector", "A program"),
    ("member", "A member"),
    ("public", "Someone without an account"),
    ("verifier", "A verifier"),
    ("notice", "A legal notice"),
    ("moderator", "A moderator"),
]


class Migration(migrations.Migration):
    dependencies = [("moderation", "0008_who_brought_old_cases")]
    operations = [
        migrations.AlterField(
            model_name="case",
            name="sources",
            field=ArrayField(
                base_field=models.CharField(choices=SOURCES, max_length=10),
                blank=True,
                db_default=[],
                default=list,
                size=None,
            ),
        ),
    ]
