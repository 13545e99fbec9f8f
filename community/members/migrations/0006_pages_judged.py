"""What members say on their pages can be screened, held and hidden like a post."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0004_profiles")]
    operations = [
        migrations.AddField(
            "profile",
            "state",
            models.CharField(
                choices=[
                    ("published", "Shown"),
                    ("held", "A moderator is checking it"),
                    ("hidden", "Hidden by a moderator"),
                    ("removed", "Removed by a moderator"),
                ],
                db_default="published",
                default="published",
                max_length=10,
            ),
        ),
        migrations.AddField(
            "profile",
            "version",
            models.PositiveIntegerField(
                db_default=1, default=1, help_text="Rises when its words change"
            ),
        ),
    ]
