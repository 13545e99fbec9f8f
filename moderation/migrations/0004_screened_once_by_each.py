"""A version may be screened again, by other detectors. The index is built while members write."""

from django.db import migrations, models

KEYS = "subject_kind, subject_id, subject_version"

FORWARDS = [
    # left invalid by an attempt that was broken off
    "DROP INDEX CONCURRENTLY IF EXISTS screened_once_by_each",
    "CREATE UNIQUE INDEX CONCURRENTLY screened_once_by_each"
    f" ON moderation_screening ({KEYS}, screener)",
    "ALTER TABLE moderation_screening ADD CONSTRAINT screened_once_by_each"
    " UNIQUE USING INDEX screened_once_by_each",
    "ALTER TABLE moderation_screening DROP CONSTRAINT screened_once",
]

BACKWARDS = [
    "DELETE FROM moderation_screening older USING moderation_screening newer"
    f" WHERE ({', '.join(f'older.{key}' for key in KEYS.split(', '))})"
    f" = ({', '.join(f'newer.{key}' for key in KEYS.split(', '))}) AND older.id < newer.id",
    f"ALTER TABLE moderation_screening ADD CONSTRAINT screened_once UNIQUE ({KEYS})",
    "ALTER TABLE moderation_screening DROP CONSTRAINT screened_once_by_each",
]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("moderation", "0003_screener")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("screening", "screened_once"),
                migrations.AddConstraint(
                    "screening",
                    models.UniqueConstraint(
                        fields=["subject_kind", "subject_id", "subject_version", "screener"],
                        name="screened_once_by_each",
                    ),
                ),
            ],
            database_operations=[migrations.RunSQL(FORWARDS, BACKWARDS)],
        )
    ]
