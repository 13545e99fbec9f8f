from typing import Any

from django.core.management.base import BaseCommand

from moderation.sealed import sealing


class Command(BaseCommand):
    help = (
        "Encrypt what moderation keeps sealed under the newest of SEAL_KEYS; the older can go then."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = sealing.reseal_all()
        self.stdout.write(f"{count} sealed again, under the newest key.")
