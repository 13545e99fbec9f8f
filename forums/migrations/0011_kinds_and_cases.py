"""Topics of another kind than their board's, and what is kept of a clinical case."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0010_names"),
        ("members", "0004_profiles"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClinicalCase",
            fields=[
                (
                    "topic",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="case",
                        serialize=False,
                        to="forums.topic",
                    ),
                ),
                (
                    "age",
                    models.CharField(
                        choices=[
                            ("newborn", "Newborn"),
                            ("infant", "Infant"),
                            ("child", "Child"),
                            ("teens", "Adolescent"),
                            ("young", "Young adult, 18 to 39"),
                            ("middle", "Adult, 40 to 64"),
                            ("older", "Older adult, 65 to 79"),
                            ("old", "80 or over"),
                            ("unsaid", "Not said"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not said"),
                            ("female", "Female"),
                            ("male", "Male"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "seen",
                    models.CharField(
                        choices=[
                            ("days", "In the last days"),
                            ("weeks", "Some weeks ago"),
                            ("months", "Some months ago"),
                            ("years", "Over a year ago"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("primary", "General practice"),
                            ("community", "Community or home"),
                            ("prehospital", "Before hospital"),
                            ("emergency", "Emergency department"),
                            ("ward", "Hospital ward"),
                            ("critical", "Critical care"),
                            ("theatre", "Theatre or procedure room"),
                            ("outpatient", "Outpatient clinic"),
                            ("maternity", "Maternity"),
                            ("remote", "By telephone or video"),
                            ("other", "Elsewhere"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "has_consent",
                    models.BooleanField(
                        default=False,
                        help_text="The author said that the patient agreed to its being told",
                    ),
                ),
                ("outcome_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="board",
            name="also",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20),
                blank=True,
                db_default=[],
                default=list,
                help_text="Kinds of topic that may be opened here besides the board's own",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="kind",
            field=models.CharField(blank=True, db_default="", max_length=20),
        ),
        migrations.AddField(
            model_name="clinicalcase",
            name="board",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="forums.board",
            ),
        ),
        migrations.AddField(
            model_name="clinicalcase",
            name="outcome",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="forums.post",
            ),
        ),
        migrations.AddIndex(
            model_name="clinicalcase",
            index=models.Index(
                condition=models.Q(("outcome", None)), fields=["board", "-topic"], name="cases_open"
            ),
        ),
        migrations.AddIndex(
            model_name="clinicalcase",
            index=models.Index(
                condition=models.Q(("outcome__isnull", False)),
                fields=["board", "-topic"],
                name="cases_ended",
            ),
        ),
    ]
