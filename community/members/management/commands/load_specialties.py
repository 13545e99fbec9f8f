from typing import Any

from django.core.management.base import BaseCommand

from community.members.specialties import load


class Command(BaseCommand):
    help = "Bring the specialties up to the list that comes with the site. Deletes none."

    def handle(self, *args: Any, **options: Any) -> None:
        added, changed = load()
        self.stdout.write(f"Specialties: {added} added, {changed} changed.")
