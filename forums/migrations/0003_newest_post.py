"""Topic.bump_id was a bare number of a post; now it can be followed to that post.

The column and its indexes stay as they are, but for its being empty where there is no post.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

BUMP = models.ForeignKey(
    "forums.Post",
    django.db.models.deletion.DO_NOTHING,
    null=True,
    default=0,
    db_constraint=False,
    db_index=False,
    related_name="+",
    help_text="The newest published post",
)


class Migration(migrations.Migration):
    dependencies = [("forums", "0002_groups_of_roles")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex("topic", "topics_of_board"),
                migrations.RemoveIndex("topic", "topics_latest"),
                migrations.RemoveField("topic", "bump_id"),
                migrations.AddField("topic", "bump", BUMP),
                migrations.AddIndex(
                    "topic",
                    models.Index(
                        fields=["board", "-bump"],
                        name="topics_of_board",
                        condition=Q(state="published"),
                    ),
                ),
                migrations.AddIndex(
                    "topic",
                    models.Index(
                        fields=["-bump"], name="topics_latest", condition=Q(state="published")
                    ),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE forums_topic ALTER COLUMN bump_id DROP NOT NULL",
                    "ALTER TABLE forums_topic ALTER COLUMN bump_id SET NOT NULL",
                )
            ],
        )
    ]
