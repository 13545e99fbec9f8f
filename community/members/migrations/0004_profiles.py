"""What members say of themselves and who sees it; whom they follow, and whom they block."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0003_member_by_name"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="band",
            field=models.CharField(
                blank=True,
                choices=[
                    ("student", "Student"),
                    ("foundation", "Foundation doctor"),
                    ("core", "Core trainee or senior house officer"),
                    ("registrar", "Specialty registrar"),
                    ("sas", "Specialty or specialist doctor"),
                    ("gp", "General practitioner"),
                    ("consultant", "Consultant"),
                    ("retired", "Retired"),
                    ("other", "Another"),
                ],
                db_default="",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="grade_for",
            field=models.CharField(
                choices=[
                    ("public", "Everyone"),
                    ("members", "Members"),
                    ("doctors", "Verified doctors"),
                    ("connections", "Those I follow who follow me"),
                    ("nobody", "Only me"),
                ],
                db_default="public",
                default="public",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="specialty_for",
            field=models.CharField(
                choices=[
                    ("public", "Everyone"),
                    ("members", "Members"),
                    ("doctors", "Verified doctors"),
                    ("connections", "Those I follow who follow me"),
                    ("nobody", "Only me"),
                ],
                db_default="public",
                default="public",
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="profile",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "page_for",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("members", "Members"),
                            ("doctors", "Verified doctors"),
                            ("connections", "Those I follow who follow me"),
                            ("nobody", "Only me"),
                        ],
                        default="members",
                        help_text="Who can open the page",
                        max_length=12,
                    ),
                ),
                ("about", models.TextField(blank=True, max_length=2000)),
                (
                    "about_for",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("members", "Members"),
                            ("doctors", "Verified doctors"),
                            ("connections", "Those I follow who follow me"),
                            ("nobody", "Only me"),
                        ],
                        default="members",
                        max_length=12,
                    ),
                ),
                (
                    "region",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("london", "London"),
                            ("east", "East of England"),
                            ("midlands", "Midlands"),
                            ("north_east", "North East and Yorkshire"),
                            ("north_west", "North West"),
                            ("south_east", "South East"),
                            ("south_west", "South West"),
                            ("scotland", "Scotland"),
                            ("wales", "Wales"),
                            ("ni", "Northern Ireland"),
                            ("ireland", "Ireland"),
                            ("elsewhere", "Elsewhere"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "region_for",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("members", "Members"),
                            ("doctors", "Verified doctors"),
                            ("connections", "Those I follow who follow me"),
                            ("nobody", "Only me"),
                        ],
                        default="members",
                        max_length=12,
                    ),
                ),
                ("workplace", models.CharField(blank=True, max_length=120)),
                (
                    "workplace_for",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("members", "Members"),
                            ("doctors", "Verified doctors"),
                            ("connections", "Those I follow who follow me"),
                            ("nobody", "Only me"),
                        ],
                        default="doctors",
                        max_length=12,
                    ),
                ),
                (
                    "interests",
                    models.CharField(blank=True, help_text="Declared interests", max_length=500),
                ),
                (
                    "interests_for",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("members", "Members"),
                            ("doctors", "Verified doctors"),
                            ("connections", "Those I follow who follow me"),
                            ("nobody", "Only me"),
                        ],
                        default="members",
                        max_length=12,
                    ),
                ),
                ("in_directory", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("in_directory", True)),
                        fields=["user"],
                        name="directory",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "blocked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "blocked"), name="block_once"),
                    models.CheckConstraint(
                        condition=models.Q(("user", models.F("blocked")), _negated=True),
                        name="block_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "followed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "followed"), name="follow_once"),
                    models.CheckConstraint(
                        condition=models.Q(("user", models.F("followed")), _negated=True),
                        name="follow_another",
                    ),
                ],
            },
        ),
    ]
