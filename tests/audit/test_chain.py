"""Whoever changes, removes or moves an entry of the record is found out."""

import io
import json
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from structlog.testing import capture_logs

from community.audit.models import Entry
from community.audit.recording import record
from community.audit.tasks import note_head
from community.audit.verifying import Trouble, verify

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def entries(people):
    for n in range(5):
        record(f"thing.{n}", people.anna, actor_id=people.vera.pk, n=n)
    return list(Entry.objects.order_by("position"))


def tamper(sql, *values):
    """As one who owns the database could."""
    with connection.cursor() as cursor:
        for alter in ("DISABLE", "ENABLE"):
            cursor.execute(f"ALTER TABLE audit_entry {alter} TRIGGER audit_append_only")
            cursor.execute(f"ALTER TABLE audit_entry {alter} TRIGGER audit_chain")
            cursor.execute(f"ALTER TABLE audit_head {alter} TRIGGER audit_head_guarded")
            if alter == "DISABLE":
                cursor.execute(sql, values)


def test_an_untouched_record_is_unbroken(entries):
    out = io.StringIO()
    call_command("verify_audit", stdout=out)
    assert "5 entries, unbroken. Head: 5:" in out.getvalue()
    assert [entry.position for entry in entries] == [1, 2, 3, 4, 5]
    assert len({entry.chain for entry in entries}) == 5


def test_an_empty_record_is_unbroken(db):
    assert verify().trouble is None


CHANGES = [
    "verb = 'x'",
    "actor_id = 1",
    "about_id = 1",
    "detail = '{}'",
    "at = now()",
    "chain = 'x'",
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_entry_is_found(entries, change):
    tamper(f"UPDATE audit_entry SET {change} WHERE id = %s", entries[2].pk)
    with pytest.raises(CommandError, match=f"broken at entry {entries[2].pk}, position 3"):
        call_command("verify_audit")


@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_removed_entry_is_found_be_it_the_newest(entries, at):
    tamper("DELETE FROM audit_entry WHERE id = %s", entries[at].pk)
    with pytest.raises(CommandError, match="broken at"):
        call_command("verify_audit")
    assert verify().trouble.kind == ("head" if at == 4 else "removed")


def test_a_removed_entry_is_found_though_the_gap_was_closed(entries):
    tamper("DELETE FROM audit_entry WHERE id = %s", entries[2].pk)
    tamper("UPDATE audit_entry SET position = 3 WHERE id = %s", entries[3].pk)
    assert verify().trouble == Trouble("changed", 3, entries[3].pk)


def test_two_that_changed_places_are_found(entries):
    tamper("UPDATE audit_entry SET position = -1 WHERE id = %s", entries[1].pk)
    tamper("UPDATE audit_entry SET position = 2 WHERE id = %s", entries[2].pk)
    tamper("UPDATE audit_entry SET position = 3 WHERE id = %s", entries[1].pk)
    assert verify().trouble == Trouble("reordered", 2, entries[2].pk)


def test_an_entry_that_was_slipped_in_is_found(entries):
    tamper(
        "INSERT INTO audit_entry (at, verb, about, detail, position, chain) "
        "VALUES (now(), 'x', 'user', '{}', NULL, '')"
    )
    assert verify().trouble.kind == "unchained"


def test_an_entry_forged_between_two_is_found(entries):
    for place in (5, 4, 3):
        tamper("UPDATE audit_entry SET position = %s WHERE position = %s", place + 1, place)
    tamper(
        "INSERT INTO audit_entry (at, verb, about, detail, position, chain) "
        "VALUES (now(), 'x', 'user', '{}', 3, repeat('0', 64))"
    )
    trouble = verify().trouble
    assert (trouble.kind, trouble.position) == ("reordered", 3)


@pytest.mark.parametrize("change", ["position = 9", "position = 4", "chain = 'x'"])
def test_a_changed_head_is_found(entries, change):
    tamper(f"UPDATE audit_head SET {change}")
    assert verify().trouble.kind == "head"


def test_a_lost_head_is_found_and_keeps_no_one_from_working(entries):
    tamper("DELETE FROM audit_head")
    assert verify().trouble.kind == "head"
    record("thing.else", entries[0], actor_id=None)
    assert verify().head.startswith("6:")
    assert verify().trouble is None


@pytest.mark.parametrize("head", ["x", "5", ":", "٣:x", "9" * 30 + ":x"])
def test_what_is_no_head_is_refused_with_a_reason(entries, head):
    with pytest.raises(CommandError, match="position and a hash"):
        call_command("verify_audit", "--expect", head)


def test_the_report_can_be_read_by_a_program(entries):
    tamper("UPDATE audit_entry SET verb = 'x' WHERE id = %s", entries[2].pk)
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify_audit", "--json", stdout=out)
    trouble = {"kind": "changed", "position": 3, "entry": entries[2].pk}
    assert json.loads(out.getvalue())["trouble"] == trouble


def test_the_head_is_noted_in_the_log_each_night(entries):
    with capture_logs() as logs:
        note_head()
    assert [(line["event"], line["head"]) for line in logs] == [("audit_head", verify().head)]


def test_a_broken_record_is_an_error_in_the_log(entries):
    tamper("DELETE FROM audit_entry WHERE id = %s", entries[2].pk)
    with capture_logs() as logs:
        note_head()
    assert [(line["event"], line["log_level"]) for line in logs] == [("audit_broken", "error")]


def test_a_record_rewritten_from_end_to_end_is_found_by_a_head_noted_before(entries):
    noted = verify().head
    tamper("DELETE FROM audit_entry")
    tamper("DELETE FROM audit_head")
    record("thing.else", entries[0], actor_id=None)
    assert verify().trouble is None
    with pytest.raises(CommandError, match="rewritten or shortened"):
        call_command("verify_audit", "--expect", noted)


def test_a_head_noted_before_still_fits_when_the_record_has_grown(entries):
    noted = verify().head
    record("thing.else", entries[0], actor_id=None)
    assert verify(noted).trouble is None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_entry SET position = NULL",
        "UPDATE audit_entry SET verb = 'x'",
        "DELETE FROM audit_entry",
        "UPDATE audit_head SET position = position + 1",
        "UPDATE audit_head SET chain = 'x'",
        "DELETE FROM audit_head",
    ],
)
def test_the_database_still_refuses_every_change(entries, sql):
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("table", ["audit_entry", "audit_head"])
def test_it_cannot_be_emptied_at_one_stroke(entries, table):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        # Disabled in the database of the tests, which is emptied between them.
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER audit_no_truncate")
        cursor.execute(f"TRUNCATE {table}")
    assert verify().checked == 5


def test_a_forged_entry_with_a_place_of_its_own_is_refused(entries):
    with pytest.raises(DatabaseError, match="append-only"):
        Entry.objects.create(verb="x", about="user", position=77, chain="0" * 64)


def test_what_two_entries_say_was_swapped(entries):
    verbs = entries[1].verb, entries[3].verb
    for entry, verb in zip((entries[3], entries[1]), verbs, strict=True):
        tamper("UPDATE audit_entry SET verb = %s WHERE id = %s", verb, entry.pk)
    assert verify().trouble == Trouble("changed", 2, entries[1].pk)


def test_what_is_rolled_back_leaves_no_gap(entries):
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        record("thing.undone", entries[0], actor_id=None)
        raise ValueError("no")
    record("thing.done", entries[0], actor_id=None)
    assert verify().trouble is None


def test_an_entry_written_meanwhile_is_no_trouble(people):
    done = threading.Event()

    def work():
        try:
            while not done.is_set():
                record("thing.done", people.anna, actor_id=None)
        finally:
            connection.close()

    writer = threading.Thread(target=work)
    writer.start()
    try:
        assert [verify().trouble for _ in range(100)] == [None] * 100
    finally:
        done.set()
        writer.join(30)


def test_many_at_once_make_one_chain(people):
    def work():
        try:
            for n in range(10):
                with transaction.atomic():
                    record("thing.done", people.anna, actor_id=None, n=n)
                    record("thing.done", people.bela, actor_id=None, n=n)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    report = verify()
    assert (report.trouble, report.checked) == (None, 80)
