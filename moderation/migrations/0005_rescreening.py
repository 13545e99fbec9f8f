"""Walks over all that stands, to screen it with the detectors of today."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0004_screened_once_by_each"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Rescreening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "only_kind",
                    models.CharField(blank=True, help_text="Empty: every kind", max_length=20),
                ),
                (
                    "subject_kind",
                    models.CharField(blank=True, help_text="Where it is", max_length=20),
                ),
                (
                    "last_id",
                    models.BigIntegerField(
                        default=0, help_text="The last one of this kind that is done"
                    ),
                ),
                (
                    "screener",
                    models.CharField(help_text="Which detectors it is done with", max_length=12),
                ),
                ("looked_at", models.PositiveIntegerField(default=0)),
                (
                    "found",
                    models.PositiveIntegerField(default=0, help_text="How many of them got a case"),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("finished_at", None)),
                        name="one_rescreening_at_a_time",
                    )
                ]
            },
        ),
    ]
