import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from verification.matching import Outcome, judge, match
from verification.models import RegisterEntry
from verification.registers import REGISTERS, OtherProfession, Unreadable

AT_ONCE = 500  # claims looked up with one query
FIELDS = ("register", "number", "surname", "given")
Claim = dict[str, str]


class Command(BaseCommand):
    help = (
        "Tell what the register says of a claim, as JSON: clear, problem, not_found, wrong_name, "
        "unreadable or refused. For administrators: a claimant is never told."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--register", choices=sorted(REGISTERS), default="gmc")
        parser.add_argument("--number")
        parser.add_argument("--surname")
        parser.add_argument("--given")
        parser.add_argument(
            "--jsonl",
            action="store_true",
            help=f"Read one claim a line ({', '.join(FIELDS)}) and write one outcome a line.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["jsonl"]:
            lines = iter(sys.stdin.buffer.readline, b"")
            for answer in answers(line.decode("utf-8", "replace") for line in lines):
                self.stdout.write(json.dumps(answer))
            return
        missing = [f"--{name}" for name in FIELDS[1:] if options[name] is None]
        if missing:
            raise CommandError(f"Give {', '.join(missing)}, or --jsonl to read many.")
        outcome = match(*(options[name] for name in FIELDS))
        self.stdout.write(json.dumps({"outcome": outcome.value}))


def answers(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """An answer for each line, in order: {"outcome": …}, with "error" for what is no claim. Each
    chunk of lines is one query, so memory stays flat."""
    lines = (line for line in lines if line.strip())
    while chunk := list(islice(lines, AT_ONCE)):
        yield from _answers(chunk)


def _answers(lines: list[str]) -> Iterator[dict[str, str]]:
    claims = [_read(line) for line in lines]
    wanted = [claim for claim in claims if isinstance(claim, dict) and "normal" in claim]
    entries = _look_up(wanted)
    for claim in claims:
        if isinstance(claim, str):
            yield {"outcome": Outcome.UNREADABLE.value, "error": claim}
        elif "normal" in claim:
            entry = entries.get((claim["register"], claim["normal"]))
            yield {"outcome": judge(entry, claim["surname"], claim["given"]).value}
        else:
            yield {"outcome": claim["outcome"]}


def _read(line: str) -> Claim | str:
    """The claim with its number in normal form or with its outcome; or what is wrong with it."""
    try:
        claim = json.loads(line)
    except (ValueError, RecursionError):
        return "not a line of JSON"
    if not isinstance(claim, dict) or not all(isinstance(claim.get(f), str) for f in FIELDS):
        return f"not an object with the texts {', '.join(FIELDS)}"
    register = REGISTERS.get(claim["register"])
    if register is None:
        return "an unknown register"
    try:
        return claim | {"normal": register.normalise(claim["number"])}
    except OtherProfession:
        return claim | {"outcome": Outcome.REFUSED.value}
    except Unreadable:
        return claim | {"outcome": Outcome.UNREADABLE.value}


def _look_up(claims: list[Claim]) -> dict[tuple[str, str], RegisterEntry]:
    by_register: dict[str, list[str]] = {}
    for claim in claims:
        by_register.setdefault(claim["register"], []).append(claim["normal"])
    wanted = Q(pk=None)
    for register, numbers in by_register.items():
        wanted |= Q(register=register, number__in=numbers)
    found = RegisterEntry.objects.filter(wanted).only(
        "register", "number", "surname", "given_name", "status"
    )
    return {(entry.register, entry.number): entry for entry in found}
