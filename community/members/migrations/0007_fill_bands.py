"""Bands of the members who are here already, read from what they wrote as their grade.

In steps, each its own transaction, and never over one that a member has chosen meanwhile.
"""

from typing import Any

from django.db import migrations

from community.members.grades import band_of

STEP = 1000


def forwards(apps: Any, schema_editor: Any) -> None:
    users = apps.get_model("members", "User").objects.exclude(grade="").order_by("pk")
    last = 0
    while rows := list(users.filter(pk__gt=last).values_list("pk", "grade")[:STEP]):
        by_band: dict[str, list[int]] = {}
        for pk, grade in rows:
            by_band.setdefault(band_of(grade).value, []).append(pk)
        for band, pks in by_band.items():
            users.filter(pk__in=pks, band="").update(band=band)
        last = rows[-1][0]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("members", "0006_pages_judged")]
    # Back, they stay: which were filled and which were chosen cannot be told, and the column goes
    # with the migration before.
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
