from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community import subjects
from moderation import rescreening


class Command(BaseCommand):
    help = (
        "Screen what stands again, with the detectors of today: in the background or, with --now, "
        "here. Safe beside the running site; what is stopped goes on where it was when this is "
        "run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = sorted(subject.kind for subject in subjects.all_kinds())
        parser.add_argument("--kind", choices=kinds, default="", help="Only these; else all.")
        parser.add_argument("--now", action="store_true", help="Here, and to the end.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            walk = rescreening.start(options["kind"])
        except rescreening.Busy as busy:
            kind = busy.walk.only_kind
            going = f"--kind {kind}" if kind else "no --kind"
            raise CommandError(
                f"One with {going} is not finished. Run this with {going} to go on with it."
            ) from None
        if options["now"]:
            self._walk(walk.pk)
        else:
            rescreening.send(walk)
            self.stdout.write("The worker screens again. Run with --now to see it through.")

    def _walk(self, pk: int) -> None:
        try:
            while (walk := rescreening.go_on(pk)).finished_at is None:
                self.stdout.write(
                    f"{walk.subject_kind} up to {walk.last_id}: {walk.looked_at:,} looked at, "
                    f"{walk.found:,} with a case"
                )
        except KeyboardInterrupt:
            raise CommandError("Stopped. Run it again to go on.", returncode=130) from None
        self.stdout.write(
            f"Done: {walk.looked_at:,} looked at, {walk.found:,} with a case for a moderator."
        )
