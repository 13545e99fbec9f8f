import pytest

from community import events
from community.audit.models import Entry
from community.pipeline.models import OutboxEntry
from forums import posting
from forums.models import Revision
from tests.forums.writing import draft


def test_what_it_was_is_kept_with_its_time(rooms, people, viewer_of):
    before = rooms.open_reply
    post = posting.edit(viewer_of(people.nina), before, draft("Second."), 1)
    again = posting.edit(viewer_of(people.nina), post, draft("Third."), 2)
    first, second = Revision.objects.order_by("version")
    assert (first.source, first.version, first.written_at) == (before.source, 1, before.created_at)
    assert (second.source, second.version) == ("Second.", 2)
    assert second.written_at == post.edited_at
    assert (again.source, again.version, again.text) == ("Third.", 3, "Third.")


def test_every_version_is_screened(rooms, people, viewer_of):
    posting.edit(viewer_of(people.nina), rooms.open_reply, draft("Second."), 1)
    work = OutboxEntry.objects.get(handler=events.SCREEN)
    assert (work.event, work.payload["subject_id"]) == ("post.edited", rooms.open_reply.pk)
    assert Entry.objects.get(verb="post.edited").detail == {"version": 2}


def test_a_reply_has_no_title_to_change(rooms, people, viewer_of):
    posting.edit(viewer_of(people.nina), rooms.open_reply, draft("Second.", title="Mine now"), 1)
    rooms.open_topic.refresh_from_db()
    assert rooms.open_topic.title == "Applying for ST4 next year"


def test_a_conflict_hands_over_what_stands(rooms, people, viewer_of, written):
    posting.edit(viewer_of(people.nina), rooms.open_reply, draft("Second."), 1)
    before = written()
    with pytest.raises(posting.Conflict) as caught:
        posting.edit(viewer_of(people.nina), rooms.open_reply, draft("Other."), 1)
    assert caught.value.post.source == "Second."
    assert written() == before


def test_the_reason_for_keeping_a_number_is_the_newest_one(rooms, people, viewer_of):
    source = "Trial 9990000018 is open."
    viewer = viewer_of(people.nina)
    post = posting.edit(viewer, rooms.open_reply, draft(source, kept_reason="A trial"), 1)
    assert post.kept_reason == "A trial"
    assert posting.edit(viewer, post, draft("Without it."), 2).kept_reason == ""
