"""Until now only programs brought cases, and held what was held."""

from typing import Any

from django.db import migrations


def forwards(apps: Any, schema_editor: Any) -> None:
    cases = apps.get_model("moderation", "Case").objects
    cases.filter(sources=[]).update(sources=["detector"])
    cases.filter(held_at__isnull=False, held_by="").update(held_by="program")


class Migration(migrations.Migration):
    dependencies = [("moderation", "0007_indexes_of_cases")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
