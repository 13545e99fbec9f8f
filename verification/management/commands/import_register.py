from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from verification.importing import Busy, Report, import_file
from verification.models import Status
from verification.reading import WrongFile
from verification.registers import REGISTERS


class Command(BaseCommand):
    help = (
        "Load a register's file. A bad row is reported and left out; a wrong file changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--register", required=True, choices=sorted(REGISTERS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--delta", action="store_true", help="The file holds changes only.")
        parser.add_argument("--dry-run", action="store_true", help="Tell what would change.")
        parser.add_argument(
            "--force",
            action="store_true",
            help="Accept a full file much smaller than the register.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_file(
                options["register"],
                options["file"],
                is_delta=options["delta"],
                dry_run=options["dry_run"],
                force=options["force"],
            )
        except WrongFile as error:
            raise CommandError(f"{error} Nothing was changed.") from None
        except Busy as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}.") from None
        self._tell_trouble(report)
        self._tell(report, dry_run=options["dry_run"])

    def _tell_trouble(self, report: Report) -> None:
        for line, why in report.bad:
            self.stderr.write(f"line {line}: {why}")
        if more := report.bad_count - len(report.bad):
            self.stderr.write(f"… and {more:,} more bad rows")
        for words, count in report.unknown_statuses.most_common(20):
            self.stderr.write(f"unknown status {words!r}: {count:,}; these verify no one")

    def _tell(self, report: Report, *, dry_run: bool) -> None:
        would = "would be " if dry_run else ""
        self.stdout.write(
            f"{report.rows:,} rows: {report.added:,} {would}added, "
            f"{report.changed:,} {would}changed, {report.removed:,} {would}removed, "
            f"{report.bad_count:,} bad."
        )
        for (old, new), count in report.status_changes.items():
            self.stdout.write(f"  {Status(old).label} → {Status(new).label}: {count:,}")
        if dry_run:
            self.stdout.write("Nothing was changed.")
