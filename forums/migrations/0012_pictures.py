"""Pictures that members put to their posts."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0011_kinds_and_cases"),
        ("members", "0004_profiles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("stored", models.CharField(max_length=40, unique=True)),
                ("place", models.CharField(blank=True, max_length=30)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being checked"),
                            ("shown", "Shown"),
                            ("held", "A moderator is checking this picture"),
                            ("hidden", "Hidden by a moderator"),
                            ("removed", "Removed by a moderator"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "shows",
                    models.CharField(
                        choices=[
                            ("xray", "X-ray, CT or MRI"),
                            ("ultrasound", "Ultrasound"),
                            ("endoscopy", "Endoscopy or laparoscopy"),
                            ("pathology", "Pathology slide"),
                            ("function", "Recording of organ function, such as an ECG"),
                            ("organ", "Internal organ or structure"),
                            ("skin", "Skin, wound or eye"),
                            ("face", "Face"),
                            ("body", "Body or part of it"),
                            ("other", "Something else of a patient"),
                            ("nobody", "Nothing of a patient, such as a diagram"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "consent",
                    models.CharField(
                        blank=True,
                        choices=[("", "Not needed"), ("given", "The patient agreed to this")],
                        max_length=10,
                    ),
                ),
                (
                    "is_anonymised",
                    models.BooleanField(
                        default=False,
                        help_text="The author said that margins and burnt-in text are gone",
                    ),
                ),
                (
                    "is_answer",
                    models.BooleanField(default=False, help_text="Shown only to who asks for it"),
                ),
                (
                    "alt",
                    models.CharField(
                        blank=True, help_text="What is to be seen, in words", max_length=300
                    ),
                ),
                ("caption", models.CharField(blank=True, max_length=300)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                (
                    "size",
                    models.PositiveIntegerField(help_text="Bytes, of all that is stored of it"),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Of its words and pixels"),
                ),
                ("text", models.TextField(blank=True, help_text="What was read in it")),
                ("faces", models.PositiveSmallIntegerField(default=0)),
                (
                    "codes",
                    models.PositiveSmallIntegerField(default=0, help_text="Bar codes of any kind"),
                ),
                (
                    "looked_at",
                    models.DateTimeField(
                        help_text="When its pixels were last looked at", null=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="picture",
            name="board",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="forums.board"
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="owner",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="post",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pictures",
                to="forums.post",
            ),
        ),
        migrations.AddIndex(
            model_name="picture",
            index=models.Index(fields=["owner", "-id"], name="pictures_of_owner"),
        ),
        migrations.AddIndex(
            model_name="picture",
            index=models.Index(
                condition=models.Q(("post", None)), fields=["created_at"], name="pictures_left"
            ),
        ),
    ]
