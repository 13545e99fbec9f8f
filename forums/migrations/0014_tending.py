"""What moderators did to topics, so that it can be undone, and where posts stood before."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0013_polls"),
        ("members", "0004_profiles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("batch", models.UUIDField(db_index=True, default=uuid.uuid4)),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("pin", "Pinned"),
                            ("unpin", "Unpinned"),
                            ("lock", "Locked"),
                            ("unlock", "Unlocked"),
                            ("slow", "Slow mode set"),
                            ("kind", "Kind changed"),
                            ("move", "Moved"),
                            ("split", "Split"),
                            ("merge", "Merged"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "detail",
                    models.JSONField(
                        default=dict, help_text="Ids and numbers, never a word of a post"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Trace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="topic",
            name="merged_into",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="forums.topic",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="slow_seconds",
            field=models.PositiveIntegerField(
                db_default=0,
                default=0,
                help_text="Slow mode of this topic alone; 0 for its board's",
            ),
        ),
        migrations.AlterField(
            model_name="post",
            name="state",
            field=models.CharField(
                choices=[
                    ("published", "Published"),
                    ("held", "A moderator is checking this post"),
                    ("hidden", "Hidden by a moderator"),
                    ("removed", "Removed by a moderator"),
                    ("withdrawn", "Withdrawn by its author"),
                    ("undone", "Taken back at once by its author"),
                    ("merged", "Merged into another topic"),
                ],
                default="published",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="topic",
            name="state",
            field=models.CharField(
                choices=[
                    ("published", "Published"),
                    ("held", "A moderator is checking this post"),
                    ("hidden", "Hidden by a moderator"),
                    ("removed", "Removed by a moderator"),
                    ("withdrawn", "Withdrawn by its author"),
                    ("undone", "Taken back at once by its author"),
                    ("merged", "Merged into another topic"),
                ],
                default="published",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="actor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="board",
            field=models.ForeignKey(
                db_index=False,
                help_text="Where it was done",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="forums.board",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="topic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="forums.topic"
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="undone_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="trace",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="traces", to="forums.post"
            ),
        ),
        migrations.AddField(
            model_name="trace",
            name="topic",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="traces",
                to="forums.topic",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=["board", "-id"], name="steps_of_board"),
        ),
        migrations.AddConstraint(
            model_name="trace",
            constraint=models.UniqueConstraint(fields=("topic", "number"), name="trace_once"),
        ),
    ]
