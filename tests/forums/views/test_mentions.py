import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.lib.limits import Limit
from community.members.models import Standing, User
from forums.limits import NAMES_AT_MOST
from forums.models import Board
from forums.views import mentions
from tests.rooms import add_post

pytestmark = pytest.mark.django_db

OPEN, CLOSED = "/b/cardiology/names/", "/b/cardiology-clinical/names/"


def found(response):
    assert response.status_code == 200
    return re.findall(r'names__name">([^<{]+?)\s*<', response.text)


@pytest.mark.parametrize("start", ["an", "AN", "sh", "Anna Sh", "  anna   sh "])
def test_a_first_name_or_surname_that_begins_so_is_found(rooms, people, client_for, start):
    assert found(client_for(people.bela).get(CLOSED, {"q": start})) == ["Anna Sharma"]


@pytest.mark.parametrize("start", ["", "a", "nna", "Anna X", "%", "_%", "an%", "x" * 81, "an\x00x"])
def test_nothing_else_is(rooms, people, client_for, start):
    assert found(client_for(people.bela).get(CLOSED, {"q": start})) == []


def test_only_who_may_read_this_board_is_named(rooms, people, client_for):
    client = client_for(people.anna)
    assert found(client.get(OPEN, {"q": "ni"})) == ["Nina Reyes"]
    assert found(client.get(CLOSED, {"q": "ni"})) == []
    assert found(client.get(OPEN, {"q": people.eve.name[:4]})) == []  # she is suspended


def test_who_may_not_see_the_board_learns_of_no_one(rooms, people, client_for):
    missing = client_for(people.nina).get("/b/no-such-board/names/", {"q": "an"})
    closed = client_for(people.nina).get(CLOSED, {"q": "an"})
    assert (missing.status_code, closed.status_code) == (404, 404)
    assert missing.content == closed.content
    assert client_for().get(OPEN, {"q": "an"}).status_code == 302


def test_who_may_not_write_there_looks_no_one_up(rooms, people, client_for):
    assert client_for(people.eve).get(OPEN, {"q": "an"}).status_code == 403
    Board.objects.filter(pk=rooms.closed.pk).update(state=Board.State.READ_ONLY)
    assert client_for(people.bela).get(CLOSED, {"q": "an"}).status_code == 403


def test_namesakes_are_told_apart_and_no_address_is_shown(rooms, people, client_for):
    other = User.objects.create_user("second@home.test", name="Anna Sharma", grade="ST5")
    Standing.objects.create(user=other, kind="professional", profession="pharmacist")
    text = client_for(people.bela).get(OPEN, {"q": "anna"}).text
    assert text.count("Anna Sharma") == 4  # each with the link that it puts into the text
    for words in ("ST5", "pharmacist", people.anna.grade, "Cardiology", "erified doctor"):
        assert words in text
    assert "@home.test" not in text
    assert people.anna.email not in text
    assert f'data-mention="[@Anna Sharma](/members/{other.pk}/)"' in text


def test_whoever_has_written_in_the_topic_comes_first(rooms, people, client_for):
    for n in range(NAMES_AT_MOST + 2):
        User.objects.create_user(f"{n}@home.test", name=f"Anna A{n}")
    client = client_for(people.nina)
    assert "Anna Sharma" not in found(client.get(OPEN, {"q": "anna"}))
    add_post(rooms.open_topic, people.anna, "Words.")
    names = found(client.get(OPEN, {"q": "anna", "topic": rooms.open_topic.pk}))
    assert names[0] == "Anna Sharma"
    assert len(names) == NAMES_AT_MOST


def test_a_topic_elsewhere_or_nowhere_puts_no_one_first(rooms, people, client_for):
    User.objects.create_user("a@home.test", name="Anna Aa")
    client = client_for(people.nina)
    for topic in [rooms.closed_topic.pk, 987654321, "9" * 40, "x", "-1", "١", ""]:
        names = found(client.get(OPEN, {"q": "anna", "topic": topic}))
        assert names == ["Anna Aa", "Anna Sharma"]


def test_oneself_is_left_out(rooms, people, client_for):
    assert found(client_for(people.anna).get(CLOSED, {"q": "anna"})) == []


def test_a_script_that_asks_without_end_is_stopped(rooms, people, client_for, monkeypatch):
    monkeypatch.setattr(mentions, "NAMING", Limit("looking up names", "2/minute", "a test"))
    client = client_for(people.bela)
    answers = [client.get(CLOSED, {"q": "an"}) for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert client_for(people.moira).get(CLOSED, {"q": "an"}).status_code == 200


def test_it_can_only_be_asked(rooms, people, client_for):
    assert client_for(people.bela).post(CLOSED, {"q": "an"}).status_code == 405


def test_many_colleagues_cost_no_more_queries(rooms, people, client_for):
    client = client_for(people.bela)

    def cost():
        client.get(CLOSED, {"q": "do", "topic": rooms.closed_topic.pk})
        with CaptureQueriesContext(connection) as queries:
            response = client.get(CLOSED, {"q": "do", "topic": rooms.closed_topic.pk})
        return len(queries), len(found(response))

    few, none = cost()
    users = User.objects.bulk_create(
        User(email=f"{n}@home.test", name=f"Doctor {n}") for n in range(300)
    )
    Standing.objects.bulk_create(Standing(user=user, kind="doctor") for user in users)
    many, some = cost()
    assert (none, some) == (0, NAMES_AT_MOST)
    assert many <= few + 1  # their badges
    assert many <= 11
