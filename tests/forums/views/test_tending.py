"""The page on which a manager tends a board."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.limits import LOCKED_AT_MOST
from forums.models import Board

PACE = {"act": "pace", "state": "open", "slow_seconds": "300"}
LOCK = {"act": "lock", "span": "6", "why": "Back at six."}


def page_of(board):
    return f"/b/{board.slug}/tend/"


def now_of(board):
    return Board.objects.get(pk=board.pk)


def local(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_a_manager_makes_a_board_slow_and_read_only(rooms, people, client_for):
    moira, page = client_for(people.moira), page_of(rooms.open)
    assert moira.post(page, PACE).url == page
    assert now_of(rooms.open).slow_seconds == 300
    moira.post(page, PACE | {"state": "read_only"})
    text = client_for(people.anna).get(rooms.open.get_absolute_url()).text
    assert "This board is read-only for now." in text


def test_a_manager_locks_it_with_words_that_members_read(rooms, people, client_for):
    moira, page = client_for(people.moira), page_of(rooms.closed)
    moira.post(page, LOCK)
    hours = now_of(rooms.closed).locked_until - timezone.now()
    assert timedelta(hours=5, minutes=59) < hours <= timedelta(hours=6)
    anna = client_for(people.anna)
    assert "Back at six." in anna.get(rooms.closed.get_absolute_url()).text
    assert anna.get(f"/b/{rooms.closed.slug}/new/").status_code == 403
    assert "Unlock it now" in moira.get(page).text
    moira.post(page, {"act": "unlock"})
    assert anna.get(f"/b/{rooms.closed.slug}/new/").status_code == 200


def test_it_is_locked_until_a_time_of_ones_own(rooms, people, client_for):
    until = timezone.now() + timedelta(days=3)
    form = LOCK | {"span": "date", "until": local(until)}
    client_for(people.moira).post(page_of(rooms.open), form)
    assert abs(now_of(rooms.open).locked_until - until) < timedelta(minutes=1)


@pytest.mark.parametrize(
    "fields",
    [
        {"why": ""},
        {"why": "x" * 201},
        {"span": "999"},
        {"span": ""},
        {"span": "date", "until": ""},
        {"span": "date", "until": "junk"},
        {"span": "date", "until": "0001-01-01T00:00"},
        {"span": "date", "until": "9999-12-31T23:59"},
        {"span": "date", "until": local(timezone.now() - timedelta(hours=1))},
        {"span": "date", "until": local(timezone.now() + LOCKED_AT_MOST + timedelta(days=1))},
        {"act": "nonsense"},
        {"act": ""},
    ],
)
def test_a_bad_lock_changes_nothing_and_says_so(fields, rooms, people, client_for):
    response = client_for(people.moira).post(page_of(rooms.open), LOCK | fields)
    assert response.status_code == 422
    assert now_of(rooms.open).locked_until is None


@pytest.mark.parametrize(
    "fields",
    [{"state": "closed"}, {"slow_seconds": "7"}, {"slow_seconds": "9" * 30}, {"state": ""}],
)
def test_a_bad_pace_changes_nothing(fields, rooms, people, client_for):
    response = client_for(people.moira).post(page_of(rooms.open), PACE | fields)
    assert response.status_code == 422
    assert (now_of(rooms.open).state, now_of(rooms.open).slow_seconds) == ("open", 0)


def test_those_who_see_it_and_do_not_moderate_it_are_told_so(rooms, people, client_for):
    for who in (people.anna, people.nina, people.vera, people.adam, people.eve):
        for form in (PACE, LOCK, {"act": "unlock"}):
            response = client_for(who).post(page_of(rooms.open), form)
            assert response.status_code == 403
    assert (
        client_for(people.moira, second_factor=False).post(page_of(rooms.open), PACE).status_code
        == 403
    )
    assert now_of(rooms.open).slow_seconds == 0


def test_those_who_may_not_see_it_find_nothing(rooms, people, client_for):
    for who in (people.nina, people.cara, people.eve, people.adam):
        assert client_for(who).post(page_of(rooms.closed), LOCK).status_code == 404
    assert now_of(rooms.closed).locked_until is None


def test_the_board_leads_there_and_to_a_groups_members(rooms, people, client_for):
    link = f'href="{page_of(rooms.open)}"'
    assert link in client_for(people.moira).get(rooms.open.get_absolute_url()).text
    assert link not in client_for(people.anna).get(rooms.open.get_absolute_url()).text
