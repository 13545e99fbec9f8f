import pytest
from django.db import InternalError, transaction
from django.db.utils import DatabaseError

from community.audit.models import Entry
from community.audit.recording import record


def test_what_was_done_by_whom_to_what(rooms, people):
    entry = record("post.tried", rooms.open_post, actor_id=people.anna.pk, version=3)
    entry.refresh_from_db()
    assert (entry.verb, entry.actor_id) == ("post.tried", people.anna.pk)
    assert entry.detail == {"version": 3}
    assert (entry.about, entry.about_id) == ("post", rooms.open_post.pk)


def test_the_site_itself_acts_without_a_name(rooms):
    assert record("post.tried", rooms.open_post, actor_id=None).actor_id is None


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_database_refuses_to_change_or_forget_it(deed, rooms):
    entry = record("post.tried", rooms.open_post, actor_id=None)
    entries = Entry.objects.filter(pk=entry.pk)
    with pytest.raises((InternalError, DatabaseError), match="append-only"), transaction.atomic():
        entries.update(verb="post.other") if deed == "update" else entries._raw_delete("default")
    entry.refresh_from_db()
    assert entry.verb == "post.tried"


def test_it_goes_with_the_deed_that_is_undone(rooms):
    before = Entry.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("post.tried", rooms.open_post, actor_id=None)
        raise ZeroDivisionError
    assert Entry.objects.count() == before
