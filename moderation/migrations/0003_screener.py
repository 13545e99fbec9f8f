"""Which detectors a screening was by; of earlier ones it is not known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_masks")]
    operations = [
        migrations.AddField(
            model_name="screening",
            name="screener",
            field=models.CharField(
                db_default="", help_text="Which detectors it was", max_length=12
            ),
        )
    ]
