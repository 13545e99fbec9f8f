"""A group for each of the roles that came later, as 0002 did for the first ones."""

from typing import Any

from django.db import migrations


def forwards(apps: Any, schema_editor: Any) -> None:
    for name in ("moderator", "law"):
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("forums", "0018_post_overrode")]
    # Backwards they stay: a group may have grants by then.
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
