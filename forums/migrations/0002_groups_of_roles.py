"""A group for each role, so that an administrator can grant a board to any of them.

Until now a group came with the first grant of a new board: the roles that no audience stands for,
such as those who say themselves what they are, had none to be chosen.
"""

from typing import Any

from django.db import migrations

ROLES = [
    "anyone",
    "member",
    "professional",
    "student",
    "declared",
    "doctor",
    "community_manager",
    "verifier",
    "administrator",
]


def forwards(apps: Any, schema_editor: Any) -> None:
    for name in ROLES:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("forums", "0001_first"), ("auth", "0012_alter_user_first_name_max_length")]
    # Backwards they stay: a group may have grants by then.
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
