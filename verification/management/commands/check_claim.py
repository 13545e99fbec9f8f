import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from verification.matching import Outcome, is_name, judge, match
from verification.models import RegisterEntry
from verification.registers import REGISTERS, OtherProfession, Unreadable

AT_ONCE = 500  # claims looked up with one query
LONGEST_LINE = 20_000  # bytes; a claim takes two hundred
FIELDS = ("register", "number", "surname", "given")
Answer = dict[str, str | None]


@dataclass(frozen=True)
class Asked:
    """A claim whose number is in normal form."""

    register: str
    number: str
    surname: str
    given: str


class Command(BaseCommand):
    help = (
        "Tell what the register says of a claim, as JSON: clear, problem, not_found, wrong_name, "
        "unreadable or refused. For administrators: a claimant is never told."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--register", default="gmc", help=f"One of {', '.join(REGISTERS)}.")
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
            for chunk in answers(lines_of(sys.stdin.buffer)):
                self.stdout.write("\n".join(json.dumps(answer) for answer in chunk))
                self.stdout.flush()
            return
        missing = [f"--{name}" for name in FIELDS[1:] if options[name] is None]
        if missing:
            raise CommandError(f"Give {', '.join(missing)}, or --jsonl to read many.")
        if options["register"] not in REGISTERS:
            raise CommandError(f"No such register. There are {', '.join(REGISTERS)}.")
        outcome = match(*(options[name] for name in FIELDS))
        self.stdout.write(json.dumps(_answer(outcome, options["register"])))


def lines_of(stream: IO[bytes]) -> Iterator[bytes]:
    """Each line once. Of one that is far too long only the beginning, which is no claim."""
    while line := stream.readline(LONGEST_LINE):
        yield line
        while len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE)


def answers(lines: Iterable[bytes]) -> Iterator[list[Answer]]:
    """An answer for each line, in order, in chunks of one query: memory stays flat."""
    lines = iter(lines)
    while chunk := list(islice(lines, AT_ONCE)):
        read = [_read(line) for line in chunk]
        entries = _look_up([asked for asked in read if isinstance(asked, Asked)])
        yield [_judged(it, entries) if isinstance(it, Asked) else it for it in read]


def _read(line: bytes) -> Asked | Answer:
    """The claim on this line, or the answer to what can be told without the register."""
    try:
        claim = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return _unreadable("This is not a line of JSON, or is far too long.")
    if not isinstance(claim, dict) or not all(isinstance(claim.get(f), str) for f in FIELDS):
        return _unreadable(f"This is not an object with the texts {', '.join(FIELDS)}.")
    register, number, surname, given = (claim[field] for field in FIELDS)
    if register not in REGISTERS:
        return _unreadable(f"No such register. There are {', '.join(REGISTERS)}.")
    try:
        number = REGISTERS[register].normalise(number)
    except OtherProfession:
        return _answer(Outcome.REFUSED, register)
    except Unreadable as error:
        return _unreadable(str(error), register)
    if not is_name(surname) or not is_name(given):
        return _unreadable("A name is empty, too long or has hidden characters.", register)
    return Asked(register, number, surname, given)


def _look_up(claims: list[Asked]) -> dict[tuple[str, str], RegisterEntry]:
    by_register: dict[str, list[str]] = {}
    for claim in claims:
        by_register.setdefault(claim.register, []).append(claim.number)
    wanted = Q(pk=None)
    for register, numbers in by_register.items():
        wanted |= Q(register=register, number__in=numbers)
    found = RegisterEntry.objects.filter(wanted).only(
        "register", "number", "surname", "given_name", "status"
    )
    return {(entry.register, entry.number): entry for entry in found}


def _judged(claim: Asked, entries: dict[tuple[str, str], RegisterEntry]) -> Answer:
    entry = entries.get((claim.register, claim.number))
    return _answer(judge(entry, claim.surname, claim.given), claim.register)


def _answer(outcome: Outcome, register: str | None) -> Answer:
    return {"outcome": outcome.value, "register": register}


def _unreadable(error: str, register: str | None = None) -> Answer:
    return _answer(Outcome.UNREADABLE, register) | {"error": error}
