"""The name that the author of a case is known by, where it is not their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0001_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="mask",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="The name the author is known by where it is not their own, and whose it is not",
                max_length=40,
            ),
        ),
    ]
