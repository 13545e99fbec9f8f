"""That a picture was looked at, and no machine could read the words in it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forums", "0016_what_figures_count")]
    operations = [
        migrations.AddField(
            "picture",
            "is_unread",
            models.BooleanField(
                default=False,
                db_default=False,
                help_text="No machine could read the words in it, so a person looks first",
            ),
        ),
    ]
