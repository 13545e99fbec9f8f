from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from forums.recounting import recount


class Command(BaseCommand):
    help = "Count replies, marks and answers again: which of the numbers that are kept are wrong?"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fix", action="store_true", help="Set them right as well.")

    def handle(self, *args: Any, **options: Any) -> None:
        fix = options["fix"]
        found = recount(fix=fix)
        for name, how_many in sorted(found.items()):
            self.stdout.write(f"{name}: {how_many:,} {'set right' if fix else 'wrong'}")
        if not found:
            self.stdout.write("Every number is right.")
        elif not fix:
            raise CommandError("Some numbers are wrong; --fix sets them right.")
