"""What members read of each standing, to begin with; administrators edit it."""

from typing import Any

from django.db import migrations

TERMS = {
    "doctor": {
        "who": "Doctors on the register of the General Medical Council or the Irish Medical Council.",
        "proof": "Number and name match the register; a work address, a trusted sign-in, two verified "
        "doctors who know you, or papers show that it is you; and a verifier decides.",
        "opens": "The closed clinical boards and everything that is open to others.",
        "lasts": "Twelve months at most, compared with the register every night.",
    },
    "professional": {
        "who": "Everyone on another register of health professions: NMC, GDC, GPhC, HCPC or GOC here, "
        "AHPRA in Australia, or with an NPI in the United States.",
        "proof": "A verifier looks your number and name up on that register.",
        "opens": "The boards for healthcare professionals and everything that is open to members.",
        "lasts": "Twelve months at most.",
    },
    "student": {
        "who": "Students of medicine and of other health professions.",
        "proof": "A university mailbox.",
        "opens": "Everything that is open to members, with a student's badge.",
        "lasts": "Until the end of the academic year, and then anew.",
    },
    "declared": {
        "who": "Everyone else who works in health care.",
        "proof": "Your own word. The badge says that nobody has checked it.",
        "opens": "Everything that is open to members.",
        "lasts": "Twelve months, and then anew.",
    },
}


def forwards(apps: Any, schema_editor: Any) -> None:
    terms = apps.get_model("verification", "Terms").objects
    for position, (kind, words) in enumerate(TERMS.items()):
        terms.get_or_create(kind=kind, defaults={**words, "position": position})


class Migration(migrations.Migration):
    dependencies = [("verification", "0006_first_domains")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
