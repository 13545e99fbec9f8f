"""Make a board read-only, slow or locked for a while."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.audit.models import Entry
from community.lib.limits import TooFast
from community.lib.verdicts import Refused
from forums import posting, tending
from forums.models import Board
from forums.rules import may_reply, may_start_topic
from tests.forums.writing import draft

SOON = timedelta(hours=1)


def now_of(board):
    return Board.objects.get(pk=board.pk)


def test_read_only_takes_no_words_from_the_next_request_on(rooms, people, viewer_of):
    anna = viewer_of(people.anna)
    tending.tend(viewer_of(people.moira), rooms.closed, Board.State.READ_ONLY, 0)
    assert "read-only" in may_start_topic(anna, now_of(rooms.closed)).reason
    with pytest.raises(Refused):
        posting.reply(anna, rooms.closed_topic, draft())
    tending.tend(viewer_of(people.moira), rooms.closed, Board.State.OPEN, 0)
    posting.reply(anna, rooms.closed_topic, draft())


def test_slow_mode_makes_members_wait_and_managers_not(rooms, people, viewer_of):
    moira = viewer_of(people.moira)
    tending.tend(moira, rooms.open, Board.State.OPEN, 300)
    anna = viewer_of(people.anna)
    posting.reply(anna, rooms.open_topic, draft("One."))
    with pytest.raises(TooFast) as waits:
        posting.reply(anna, rooms.open_topic, draft("Two."))
    assert 0 < waits.value.wait <= 301
    posting.reply(moira, rooms.open_topic, draft("One."))
    posting.reply(moira, rooms.open_topic, draft("Two."))


def test_a_lock_says_why_and_ends_by_itself(rooms, people, viewer_of):
    anna, moira = viewer_of(people.anna), viewer_of(people.moira)
    tending.lock(moira, rooms.closed, timezone.now() + SOON, "Back at six.")
    board = now_of(rooms.closed)
    assert "Back at six." in may_start_topic(anna, board).reason
    assert may_start_topic(moira, board)
    with pytest.raises(Refused, match="Back at six"):
        posting.start_topic(anna, rooms.closed, draft(title="Now?"))
    Board.objects.filter(pk=board.pk).update(locked_until=timezone.now())
    assert may_start_topic(anna, now_of(board))


def test_it_is_unlocked_sooner(rooms, people, viewer_of):
    moira = viewer_of(people.moira)
    tending.lock(moira, rooms.closed, timezone.now() + SOON, "Back at six.")
    tending.unlock(moira, rooms.closed)
    rooms.closed_topic.refresh_from_db()
    assert may_reply(viewer_of(people.anna), rooms.closed_topic)
    assert now_of(rooms.closed).locked_why == ""


def test_each_change_is_recorded_once_and_its_words_are_not(rooms, people, viewer_of):
    moira, until = viewer_of(people.moira), timezone.now() + SOON
    for _ in range(2):
        tending.tend(moira, rooms.open, Board.State.OPEN, 60)
        tending.lock(moira, rooms.open, until, "Back at six.")
    entries = Entry.objects.filter(verb__startswith="board.").order_by("pk")
    verbs = list(entries.values_list("verb", flat=True))
    assert verbs == ["board.tended", "board.locked"]
    assert "six" not in str(list(Entry.objects.values_list("detail", flat=True)))
    assert Entry.objects.filter(verb="board.locked", actor_id=people.moira.pk).exists()


@pytest.mark.parametrize("who", ["anna", "cara", "eve", "vera", "adam"])
def test_no_one_else_tends(who, rooms, people, viewer_of):
    viewer = viewer_of(getattr(people, who))
    for act in (
        lambda: tending.tend(viewer, rooms.open, Board.State.READ_ONLY, 60),
        lambda: tending.lock(viewer, rooms.open, timezone.now() + SOON, "No."),
        lambda: tending.unlock(viewer, rooms.open),
    ):
        with pytest.raises(Refused):
            act()
    assert now_of(rooms.open).state == Board.State.OPEN
