"""The record of a running site is chained without standing in the way of those who write."""

import importlib

import pytest
from django.db import connection

from community.audit.models import Entry
from community.audit.recording import record
from community.audit.verifying import verify

pytestmark = pytest.mark.django_db(transaction=True)

chaining = importlib.import_module("community.audit.migrations.0004_chain_entries")


class Editor:
    connection = connection


@pytest.fixture
def old_entries(people):
    """Seven that were written before there was a chain."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_chain ON audit_entry")
        cursor.execute("ALTER TABLE audit_head DISABLE TRIGGER audit_head_guarded")
    try:
        yield [record("thing.done", people.anna, actor_id=None, n=n) for n in range(7)]
    finally:
        chaining.forwards(None, Editor)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_head ENABLE TRIGGER audit_head_guarded")


@pytest.mark.parametrize("at_a_time", [1, 3, 7, 5000])
def test_what_is_there_is_chained_in_its_order(old_entries, people, monkeypatch, at_a_time):
    monkeypatch.setattr(chaining, "AT_A_TIME", at_a_time)
    chaining.forwards(None, Editor)
    ids = list(Entry.objects.order_by("position").values_list("pk", flat=True))
    assert ids == [entry.pk for entry in old_entries]
    record("thing.else", people.anna, actor_id=None)
    assert (verify().trouble, verify().checked) == (None, 8)


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(old_entries):
    with connection.cursor() as cursor:
        cursor.execute(chaining.CHAIN_SOME)
        cursor.execute("SELECT audit_chain_some(0, 3)")
    assert verify().trouble.kind == "unchained"
    chaining.forwards(None, Editor)
    assert (verify().trouble, verify().head.partition(":")[0]) == (None, "7")
