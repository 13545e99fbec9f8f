import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.audit.verifying import verify


class Command(BaseCommand):
    help = "Follow the chain of the audit record: was an entry changed, removed or moved?"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect",
            default="",
            metavar="POSITION:HASH",
            help="A head noted earlier, from the log or from this command.",
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = verify(options["expect"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(report)))
        if report.trouble:
            raise CommandError(f"The record is broken at {report.trouble}.")
        if not options["json"]:
            self.stdout.write(f"{report.checked:,} entries, unbroken. Head: {report.head}")
