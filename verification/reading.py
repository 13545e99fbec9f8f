"""Read a register's file row by row, saying what is wrong with a row and what with the file."""

import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from verification.registers import Register
from verification.registers.register import read_date

LONGEST_FIELD = 200  # characters: what the columns of RegisterEntry hold
LONGEST_LINE = 60_000  # bytes: sixteen fields and to spare; a file without line ends has more
ACTION, PROCESSED = "action", "dateProcessed"
PUT, REMOVE = "put", "remove"
# The delta's one character: added, inserted, new; updated, changed; deleted, removed.
ACTIONS = dict.fromkeys("AINUC", PUT) | dict.fromkeys("DR", REMOVE)


class WrongFile(Exception):
    """This is no whole file of this register: nothing of it may be used."""


class BadRow(ValueError):
    """One row cannot be used; `number` is whose row it is, where that could be read."""

    def __init__(self, why: str, number: str = "") -> None:
        super().__init__(why)
        self.number = number


@dataclass
class Row:
    line: int  # where the row ends in the file; the first line is 1
    number: str
    action: str  # PUT or REMOVE
    raw_status: str
    fields: list[Any]  # in the order of Register.columns


def _letter(text: str) -> str:
    if len(text) > 1:
        raise ValueError(text)
    return text


def _year(text: str) -> int | None:
    if not text:
        return None
    if not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


@lru_cache(50_000)  # as many days as there are in the careers of all who are on a register
def _date(text: str) -> str | None:
    return read_date(text).isoformat() if text else None


KINDS: dict[str, Callable[[str], Any]] = {
    "text": str, "letter": _letter, "year": _year, "date": _date,
}  # fmt: skip


class RegisterFile:
    """Iterate to get a Row or, for a row that cannot be used, (line, BadRow).

    Raises WrongFile where the file as a whole cannot be trusted. The file is streamed; `digest`
    is the SHA-256 of what was read so far.
    """

    def __init__(self, path: Path, register: Register, *, is_delta: bool) -> None:
        self.path, self.register, self.is_delta = path, register, is_delta
        self._hash = hashlib.sha256()
        self._ends_well = True

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    def __iter__(self) -> Iterator[Row | tuple[int, BadRow]]:
        rows = csv.reader(self._lines(), strict=True)
        parse = self._parser(self._header(rows))
        last: Row | tuple[int, BadRow] | None = None
        line = rows.line_num
        while True:
            try:
                cells = next(rows)
            except StopIteration:
                break
            except csv.Error as error:
                # A quotation mark in a field spoils its row; one that is never closed swallows
                # what follows, and no one can say how much.
                if rows.line_num > line + 1 or "end of data" in str(error):
                    raise WrongFile(
                        f"A quotation mark on line {line + 1} is never closed."
                    ) from None
                cells, last = [], (rows.line_num, BadRow("a stray quotation mark"))
            else:
                last = self._read(parse, cells, rows.line_num) if cells else None
            line = rows.line_num
            if last is not None:
                yield last
        if not self._ends_well and isinstance(last, tuple):
            raise WrongFile(f"The file ends in the middle of line {line}.")

    def _lines(self) -> Iterator[str]:
        with self.path.open("rb") as file:
            for at, raw in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b""), 1):
                if len(raw) > LONGEST_LINE:
                    raise WrongFile(f"Line {at} is too long to be a row.")
                self._hash.update(raw)
                self._ends_well = raw.endswith(b"\n")
                try:
                    yield raw.decode("utf-8-sig" if at == 1 else "utf-8")
                except UnicodeDecodeError:
                    raise WrongFile(f"Line {at} is not UTF-8 text.") from None

    def _header(self, rows: Iterator[list[str]]) -> dict[str, int]:
        try:
            names = [name.strip() for name in next(rows, [])]
        except csv.Error:
            names = []
        if not names:
            raise WrongFile("The file is empty.")
        wanted = [self.register.number_column, self.register.status_column, *self.register.columns]
        wanted += [ACTION, PROCESSED] if self.is_delta else []
        if missing := [name for name in wanted if name not in names]:
            raise WrongFile(f"The first line lacks these columns: {', '.join(missing)}.")
        if not self.is_delta and ACTION in names:
            raise WrongFile("This is a file of changes; import it with --delta.")
        return {name: names.index(name) for name in wanted} | {"": len(names)}

    def _parser(self, at: dict[str, int]) -> Callable[[list[str]], tuple[str, str, str, list[Any]]]:
        """A function that makes (number, action, raw status, fields) of a row's cells."""
        register, width = self.register, at.pop("")
        number_at, status_at = at[register.number_column], at[register.status_column]
        action_at, processed_at = at.get(ACTION), at.get(PROCESSED)
        columns = [(at[name], KINDS[kind], name) for name, (_, kind) in register.columns.items()]
        surname_at = next(at[name] for name, (f, _) in register.columns.items() if f == "surname")

        def parse(cells: list[str]) -> tuple[str, str, str, list[Any]]:
            if len(cells) != width:
                raise BadRow(f"{len(cells)} columns instead of {width}")
            number = cells[number_at].strip()
            if not register.is_number(number):
                raise BadRow(f"no number: {cells[number_at][:20]!r}")
            if max(map(len, cells)) > LONGEST_FIELD:
                raise BadRow(f"a field longer than {LONGEST_FIELD} characters", number)
            if "\0" in "".join(cells):
                raise BadRow("a character that cannot be stored", number)
            if not cells[surname_at].strip():
                raise BadRow("no surname", number)
            action = PUT
            if action_at is not None:
                action = ACTIONS.get(cells[action_at].strip().upper(), "")
                if not action:
                    raise BadRow(f"unknown action {cells[action_at][:20]!r}", number)
            fields = []
            try:
                name = PROCESSED
                if processed_at is not None:
                    read_date(cells[processed_at].strip())
                for place, kind, name in columns:  # noqa: B007 (the message tells which it was)
                    fields.append(kind(cells[place].strip()))
            except ValueError as error:
                raise BadRow(f"{name}: {str(error)[:40]!r} is none", number) from None
            return number, action, " ".join(cells[status_at].split()), fields

        return parse

    @staticmethod
    def _read(parse: Callable[..., Any], cells: list[str], line: int) -> Row | tuple[int, BadRow]:
        try:
            return Row(line, *parse(cells))
        except BadRow as bad:
            return line, bad
