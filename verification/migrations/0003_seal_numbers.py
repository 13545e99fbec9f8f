"""Numbers that were stored plain are sealed. Of two open claims on one number the later one becomes
a dispute, as it would have been had it been made today."""

from typing import Any

from django.db import migrations

from verification.sealing import fingerprint, seal, unseal

LIVE = ["waiting", "more", "approved"]


def forwards(apps: Any, schema_editor: Any) -> None:
    held = set()
    claims = apps.get_model("verification", "Claim").objects.all()
    # Those that are approved hold their number; then whoever came first.
    for claim in sorted(claims.iterator(), key=lambda claim: (claim.state != "approved", claim.pk)):
        claim.sealed_number = seal(claim.number.encode())
        claim.number_print = fingerprint("number", claim.register, claim.number)
        if claim.state in LIVE:
            claim.is_disputed = claim.number_print in held
            held.add(claim.number_print)
        claim.save(update_fields=["sealed_number", "number_print", "is_disputed"])


def backwards(apps: Any, schema_editor: Any) -> None:
    for claim in apps.get_model("verification", "Claim").objects.iterator():
        claim.number = unseal(claim.sealed_number).decode()
        claim.save(update_fields=["number"])


class Migration(migrations.Migration):
    dependencies = [("verification", "0002_evidence_and_disputes")]
    operations = [migrations.RunPython(forwards, backwards)]
