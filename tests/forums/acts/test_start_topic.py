import pytest

from community import events
from community.audit.models import Entry
from community.lib.verdicts import Refused
from community.pipeline.models import OutboxEntry
from forums import posting
from forums.models import Board, Topic
from tests.forums.writing import NHS_NUMBER, draft


def test_it_is_recorded_and_screened_later(rooms, people, viewer_of):
    post = posting.start_topic(
        viewer_of(people.anna), rooms.closed, draft("Their words.", title="Their title")
    )
    entry = Entry.objects.get(verb="topic.started")
    assert (entry.actor_id, entry.about_id) == (people.anna.pk, post.topic_id)
    work = OutboxEntry.objects.get(handler=events.SCREEN)
    assert work.handler == "moderation.tasks.screen_subject"
    assert work.payload == {"kind": "post", "subject_id": post.pk}
    for kept in (str(entry.detail), str(work.payload)):
        assert "Their" not in kept


@pytest.mark.parametrize("who", ["nina", "dan", "eve", "vera"])
def test_who_may_not_write_on_it_is_refused_whatever_asks(who, rooms, people, viewer_of, written):
    before = written()
    with pytest.raises(Refused):
        posting.start_topic(viewer_of(getattr(people, who)), rooms.closed, draft(title="A"))
    assert written() == before


def test_the_board_is_looked_at_again_once_it_is_locked(rooms, people, viewer_of, written):
    board = Board.objects.get(pk=rooms.open.pk)  # as it was when the page was made
    Board.objects.filter(pk=board.pk).update(state=Board.State.READ_ONLY)
    before = written()
    with pytest.raises(Refused, match="read-only"):
        posting.start_topic(viewer_of(people.anna), board, draft(title="A"))
    assert written() == before


def test_what_stops_it_names_the_field(rooms, people, viewer_of, written):
    before = written()
    with pytest.raises(posting.Stopped) as caught:
        posting.start_topic(
            viewer_of(people.anna), rooms.open, draft(title=f"NHS number {NHS_NUMBER}")
        )
    assert list(caught.value.marks) == ["title"]
    (mark,) = caught.value.marks["title"]
    assert (mark.start, mark.end, mark.kind) == (11, 21, "nhs_number")
    assert not caught.value.keepable
    assert written() == before


def test_a_failure_in_the_middle_leaves_nothing(rooms, people, viewer_of, written, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the database went away")

    monkeypatch.setattr(posting, "emit", fail)
    before, form = written(), draft(title="A")
    with pytest.raises(RuntimeError):
        posting.start_topic(viewer_of(people.anna), rooms.open, form)
    assert written() == before
    monkeypatch.undo()
    posting.start_topic(viewer_of(people.anna), rooms.open, form)  # and can be sent again
    assert Topic.objects.filter(title="A").count() == 1
