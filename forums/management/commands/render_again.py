from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from forums.rerendering import render_posts, render_revisions


class Command(BaseCommand):
    help = (
        "Render posts again that an older version of the renderer made, and their revisions. "
        "Safe beside the running site; run again, it goes on where it was stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would change.")
        parser.add_argument(
            "--revisions-after",
            type=int,
            default=0,
            metavar="ID",
            help="Of the revisions, leave out those up to this one: they were done before.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        write = not options["dry_run"]
        self._tell("posts", render_posts(write=write), write)
        self._tell("revisions", render_revisions(options["revisions_after"], write=write), write)

    def _tell(self, what: str, batches: Any, write: bool) -> None:
        looked_at = changed = 0
        for batch in batches:
            looked_at, changed = looked_at + batch.looked_at, changed + batch.changed
            self.stdout.write(f"{what} up to {batch.last_id}: {looked_at:,} looked at")
        verb = "show" if write else "would show"
        self.stdout.write(f"{what}: {looked_at:,} looked at, {changed:,} {verb} otherwise now.")
