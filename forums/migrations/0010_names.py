"""Pseudonyms, who asked whose they are, and who does not want to read them."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0009_fill_numbers_and_questions"),
        ("members", "0004_profiles"),
    ]

    operations = [
        migrations.CreateModel(
            name="IgnoredName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Pseudonym",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Unmasking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("is_approved", models.BooleanField(default=False)),
                ("decision_reason", models.CharField(blank=True, max_length=500)),
                ("told_at", models.DateTimeField(help_text="When the member was told", null=True)),
            ],
        ),
        migrations.AddField(
            model_name="board",
            name="has_pseudonyms",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Members may write here under a pseudonym. Never where the public reads.",
                verbose_name="pseudonyms",
            ),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("has_pseudonyms", False),
                    models.Q(("audience__in", ["public", "group"]), _negated=True),
                    _connector="OR",
                ),
                name="no_pseudonyms_in_public",
            ),
        ),
        migrations.AddField(
            model_name="ignoredname",
            name="user",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pseudonym",
            name="board",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="forums.board",
            ),
        ),
        migrations.AddField(
            model_name="pseudonym",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="ignoredname",
            name="pseudonym",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forums.pseudonym"
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="pseudonym",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="forums.pseudonym",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="pseudonym",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="forums.pseudonym",
            ),
        ),
        migrations.AddField(
            model_name="unmasking",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="unmasking",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="unmasking",
            name="post",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="forums.post",
            ),
        ),
        migrations.AddField(
            model_name="unmasking",
            name="pseudonym",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="unmaskings",
                to="forums.pseudonym",
            ),
        ),
        migrations.AddConstraint(
            model_name="pseudonym",
            constraint=models.UniqueConstraint(
                fields=("board", "user"), name="pseudonym_of_member_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="pseudonym",
            constraint=models.UniqueConstraint(
                models.F("board"),
                django.db.models.functions.text.Lower("name"),
                name="pseudonym_on_board_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="ignoredname",
            constraint=models.UniqueConstraint(fields=("user", "pseudonym"), name="ignored_name"),
        ),
        migrations.AddConstraint(
            model_name="unmasking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)),
                fields=("pseudonym",),
                name="one_open_unmasking",
            ),
        ),
        migrations.AddConstraint(
            model_name="unmasking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="unmasking_takes_two",
            ),
        ),
    ]
