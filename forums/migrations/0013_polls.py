"""Polls inside topics, and what else a draft holds."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0012_pictures"),
        ("members", "0004_profiles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Poll",
            fields=[
                (
                    "topic",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="poll",
                        serialize=False,
                        to="forums.topic",
                    ),
                ),
                ("question", models.CharField(max_length=200)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("one", "One answer"),
                            ("several", "Several answers"),
                            ("ranked", "Answers in order of preference"),
                        ],
                        default="one",
                        max_length=10,
                    ),
                ),
                (
                    "options",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        help_text="Their numbers begin with 0",
                        size=None,
                    ),
                ),
                ("closes_at", models.DateTimeField()),
                ("vote_count", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "choices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None
                    ),
                ),
                ("band", models.CharField(blank=True, max_length=12)),
                ("voted_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.AddField(
            model_name="draft",
            name="more",
            field=models.JSONField(
                db_default={}, default=dict, help_text="What else the composer held, such as a poll"
            ),
        ),
        migrations.AddField(
            model_name="vote",
            name="poll",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="votes",
                to="forums.poll",
            ),
        ),
        migrations.AddField(
            model_name="vote",
            name="specialty",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="members.specialty",
            ),
        ),
        migrations.AddField(
            model_name="vote",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(fields=("poll", "user"), name="vote_once"),
        ),
    ]
