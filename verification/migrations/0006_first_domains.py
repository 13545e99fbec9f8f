"""The domains of British health services and universities, to begin with; admins edit them."""

from typing import Any

from django.db import migrations

WORK = {
    "nhs.net": "NHSmail",
    "*.nhs.uk": "NHS organisations",
    "nhs.scot": "NHS Scotland",
    "*.wales.nhs.uk": "NHS Wales",
    "hscni.net": "Health and Social Care Northern Ireland",
}


def forwards(apps: Any, schema_editor: Any) -> None:
    domains = apps.get_model("verification", "WorkDomain").objects
    for pattern, note in WORK.items():
        domains.get_or_create(pattern=pattern, defaults={"note": note})
    domains.get_or_create(
        pattern="*.ac.uk", defaults={"for_study": True, "note": "British universities"}
    )


class Migration(migrations.Migration):
    dependencies = [("verification", "0005_claim_indexes")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
