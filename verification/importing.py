"""Load a register's file: all of it or nothing, in one transaction, one import at a time.

The rows are streamed into a temporary table and compared with the register as sets, so that
400,000 of them fit into a minute and little memory.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from psycopg2 import DatabaseError

from community.audit.recording import record
from community.events import emit
from verification.limits import BAD_ROWS_SHOWN, SHRINK_AT_MOST
from verification.models import RegisterImport, Status
from verification.reading import PUT, RegisterFile, Row, WrongFile
from verification.registers import REGISTERS, Register

LOCK = 0x6772_7265  # any number: the advisory lock of imports
GONE = "Not in the register's file"
CHUNK = 1000  # rows made into text at once
READ_AT_ONCE = 1_000_000  # characters: such a chunk and more, so that none is cut in pieces


class Busy(Exception):
    """Another import is running."""


@dataclass
class Report:
    """What an import did or, on a dry run, would do. `bad` holds the first (line, why)."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    bad_count: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)
    unknown_statuses: Counter[str] = field(default_factory=Counter)
    status_changes: Counter[tuple[str, str]] = field(default_factory=Counter)  # (from, to)

    def note_bad(self, line: int, why: str) -> None:
        self.bad_count += 1
        if len(self.bad) < BAD_ROWS_SHOWN:
            self.bad.append((line, why))


def import_file(
    key: str, path: Path, *, is_delta: bool = False, dry_run: bool = False, force: bool = False
) -> Report:
    """Read the file at `path` into the register `key`.

    Raises WrongFile (nothing changes) and Busy. `force` accepts a full file that is much smaller
    than the register. An entry that a full file or a delta no longer has is kept with status
    UNKNOWN, so that whatever rests on it fails closed.
    """
    register = REGISTERS[key]
    file = RegisterFile(path, register, is_delta=is_delta)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise Busy("Another import is running; try again when it is done.")
        cursor.execute("SET LOCAL statement_timeout = 0")  # a load is no page
        report = _load(cursor, file)
        if not is_delta and not force:
            _refuse_shrunken(cursor, key, report)
        _compare(cursor, register, report, is_delta=is_delta)
        if not dry_run:
            note = _note(file, report)
            _apply(cursor, register, note)
            if report.added or report.changed or report.removed:
                emit("register.imported", import_id=note.pk)
        _forget(cursor)
    return report


def _load(cursor: Any, file: RegisterFile) -> Report:
    """Stream the file into the temporary table `incoming`."""
    columns = [name for name, _ in file.register.columns.values()]
    entry = ", ".join(["number", *columns, "status", "raw_status"])
    cursor.execute(
        "CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS "  # noqa: S608 (names of columns)
        f"SELECT 0 AS line, '' AS action, {entry} FROM verification_registerentry WITH NO DATA"
    )
    cursor.execute("CREATE TEMPORARY TABLE illegible (number varchar(20)) ON COMMIT DROP")
    report, numbers = Report(), _Legible()
    texts = [name for name, kind in file.register.columns.values() if kind in {"text", "letter"}]
    never_null = ", ".join(["number", *texts, "status", "raw_status"])
    stream = _Stream(_cells(file, report, numbers))
    try:
        cursor.copy_expert(
            f"COPY incoming FROM STDIN (FORMAT csv, FORCE_NOT_NULL ({never_null}))",
            stream,
            READ_AT_ONCE,
        )
    except DatabaseError:
        if stream.error is None:
            raise
        raise stream.error from None  # the database knows only that reading failed
    if report.rows == report.bad_count:
        raise WrongFile("There is not one row in the file that can be read.")
    cursor.executemany("INSERT INTO illegible VALUES (%s)", [(n,) for n in numbers.of_bad_rows])
    if file.is_delta:  # several changes of one day: the last one holds
        cursor.execute(
            "DELETE FROM incoming a USING incoming b WHERE a.number = b.number AND a.line < b.line"
        )
    cursor.execute("ANALYZE incoming")
    return report


@dataclass
class _Legible:
    seen: set[str] = field(default_factory=set)
    of_bad_rows: set[str] = field(default_factory=set)


def _cells(file: RegisterFile, report: Report, numbers: _Legible) -> Iterator[list[Any]]:
    statuses: dict[str, Status] = {}
    for row in file:
        report.rows += 1
        if not isinstance(row, Row):
            line, bad = row
            report.note_bad(line, str(bad))
            if bad.number:
                numbers.of_bad_rows.add(bad.number)
            continue
        if not file.is_delta:
            if row.number in numbers.seen:
                report.note_bad(row.line, "the same number as in a row before")
                continue
            numbers.seen.add(row.number)
        status = statuses.get(row.raw_status)
        if status is None:
            status = statuses[row.raw_status] = file.register.statuses(row.raw_status)
        if status is Status.UNKNOWN and row.action == PUT:
            report.unknown_statuses[row.raw_status or "(empty)"] += 1
        yield [row.line, row.action, row.number, *row.fields, status.value, row.raw_status]


class _Stream(io.TextIOBase):
    """Rows as a file of CSV that COPY can read, made as it is read."""

    def __init__(self, rows: Iterator[list[Any]]) -> None:
        self._rows, self._left = rows, ""
        self.error: Exception | None = None

    def read(self, size: int | None = -1) -> str:
        if not self._left:
            try:
                self._left = self._next_chunk()
            except Exception as error:
                self.error = error
                raise
        size = len(self._left) if size is None or size < 0 else size
        piece, self._left = self._left[:size], self._left[size:]
        return piece

    def _next_chunk(self) -> str:
        chunk = io.StringIO()
        csv.writer(chunk).writerows(islice(self._rows, CHUNK))
        return chunk.getvalue()


def _refuse_shrunken(cursor: Any, key: str, report: Report) -> None:
    cursor.execute(
        "SELECT count(*) FROM verification_registerentry WHERE register = %s AND raw_status <> %s",
        [key, GONE],
    )
    have = cursor.fetchone()[0]
    if report.rows < have * (1 - SHRINK_AT_MOST):
        raise WrongFile(
            f"The file has {report.rows:,} rows and the register {have:,} entries: it looks cut "
            "off. If it is right all the same, import it with --force."
        )


def _compare(cursor: Any, register: Register, report: Report, *, is_delta: bool) -> None:
    """Count what will change, and reduce `incoming` to that; what goes is in it as removal."""
    key = register.key
    if not is_delta:
        cursor.execute(
            """INSERT INTO incoming (line, action, number)
               SELECT 0, 'remove', number FROM verification_registerentry e WHERE register = %s
               AND NOT EXISTS (SELECT FROM incoming i WHERE i.number = e.number)
               AND NOT EXISTS (SELECT FROM illegible b WHERE b.number = e.number)""",
            [key],
        )
    cursor.execute(
        "UPDATE incoming SET status = %s, raw_status = %s WHERE action = 'remove'",
        [Status.UNKNOWN, GONE],
    )
    names = [name for name, _ in register.columns.values()] + ["status", "raw_status"]
    cursor.execute(
        f"""DELETE FROM incoming i USING verification_registerentry e
            WHERE e.register = %s AND e.number = i.number AND (
                (i.action = 'remove' AND e.raw_status = i.raw_status)
                OR (i.action = 'put' AND ({_list("e", names)})
                    IS NOT DISTINCT FROM ({_list("i", names)})))""",  # noqa: S608
        [key],
    )
    cursor.execute(
        """SELECT i.action, e.status, i.status, count(*) FROM incoming i
           LEFT JOIN verification_registerentry e ON e.register = %s AND e.number = i.number
           GROUP BY 1, 2, 3 ORDER BY 2, 3""",
        [key],
    )
    for action, old, new, count in cursor.fetchall():
        if old is None:
            report.added += count if action == PUT else 0
            continue
        report.changed += count if action == PUT else 0
        report.removed += count if action != PUT else 0
        if old != new:
            report.status_changes[old, new] += count


def _note(file: RegisterFile, report: Report) -> RegisterImport:
    note = RegisterImport.objects.create(
        register=file.register.key,
        file_name=file.path.name[:200],
        digest=file.digest,
        is_delta=file.is_delta,
        rows=report.rows,
        added=report.added,
        changed=report.changed,
        removed=report.removed,
        bad=report.bad_count,
        unknown_statuses=dict(report.unknown_statuses.most_common(100)),
    )
    counts = {name: getattr(note, name) for name in ("rows", "added", "changed", "removed", "bad")}
    record("register.imported", note, actor_id=None, register=file.register.key, **counts)
    return note


def _apply(cursor: Any, register: Register, note: RegisterImport) -> None:
    names = [name for name, _ in register.columns.values()] + ["status", "raw_status"]
    into = ", ".join(["register", "imported_id", "number", *names])
    sets = ", ".join(f"{name} = i.{name}" for name in names)
    cursor.execute(
        "UPDATE verification_registerentry e "  # noqa: S608 (names of columns)
        f"SET imported_id = %s, {sets} FROM incoming i "
        "WHERE e.register = %s AND e.number = i.number AND i.action = 'put'",
        [note.pk, register.key],
    )
    cursor.execute(
        """UPDATE verification_registerentry e
           SET imported_id = %s, status = i.status, raw_status = i.raw_status FROM incoming i
           WHERE e.register = %s AND e.number = i.number AND i.action = 'remove'""",
        [note.pk, register.key],
    )
    cursor.execute(
        f"""INSERT INTO verification_registerentry ({into})
            SELECT %s, %s, i.number, {_list("i", names)} FROM incoming i
            WHERE i.action = 'put' AND NOT EXISTS (SELECT FROM verification_registerentry e
                WHERE e.register = %s AND e.number = i.number)""",  # noqa: S608
        [register.key, note.pk, register.key],
    )


def _forget(cursor: Any) -> None:
    # Inside a larger transaction (a test, a demo) ON COMMIT DROP would come too late for a second.
    cursor.execute("DROP TABLE incoming, illegible")


def _list(table: str, names: list[str]) -> str:
    return ", ".join(f"{table}.{name}" for name in names)
