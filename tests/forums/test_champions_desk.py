"""The desk where an administrator appoints those who look after a specialty's questions."""

import pytest

from community.audit.models import Entry
from community.inbox.models import Notification
from forums.granting import grant_audience
from forums.models import Board, Champion

ADD = "/admin/forums/champion/add/"


@pytest.fixture
def adam(people, client_for):
    return client_for(people.adam)


@pytest.fixture
def appoints(rooms, adam):
    def appoint(who):
        return adam.post(ADD, {"user": who.pk, "specialty": rooms.open.specialty_id})

    return appoint


def test_an_administrator_appoints_and_it_is_recorded_and_told(rooms, people, appoints):
    assert appoints(people.bela).status_code == 302
    champion = Champion.objects.get()
    assert (champion.user, champion.specialty) == (people.bela, rooms.open.specialty)
    entry = Entry.objects.get(verb="champion.appointed")
    assert (entry.actor_id, entry.about_id) == (people.adam.pk, champion.pk)
    assert entry.detail == {"user": people.bela.pk, "specialty": rooms.open.specialty_id}
    notification = Notification.objects.get(user=people.bela)
    assert "Cardiology" in notification.text
    assert notification.url == "/unanswered/cardiology/"


def test_nobody_is_appointed_twice(people, appoints):
    appoints(people.bela)
    assert appoints(people.bela).status_code == 200
    assert Champion.objects.count() == Entry.objects.filter(verb="champion.appointed").count() == 1


def test_an_administrator_releases_and_it_is_recorded(people, appoints, adam):
    appoints(people.bela)
    pk = Champion.objects.get().pk
    adam.post(f"/admin/forums/champion/{pk}/delete/", {"post": "yes"})
    assert not Champion.objects.exists()
    entry = Entry.objects.get(verb="champion.released")
    assert (entry.actor_id, entry.about_id) == (people.adam.pk, pk)


def test_one_is_not_turned_into_another(people, appoints, adam):
    appoints(people.bela)
    champion = Champion.objects.get()
    where = f"/admin/forums/champion/{champion.pk}/change/"
    sent = {"user": people.moira.pk, "specialty": champion.specialty_id}
    assert adam.post(where, sent).status_code == 404
    assert Champion.objects.get().user == people.bela
    assert people.bela.name in adam.get("/admin/forums/champion/").text


@pytest.mark.parametrize("who", ["anna", "bela", "cara", "moira", "vera"])
def test_nobody_else_does(who, rooms, people, client_for):
    client = client_for(getattr(people, who))
    sent = {"user": people.bela.pk, "specialty": rooms.open.specialty_id}
    assert client.post(ADD, sent).status_code == 404
    assert not Champion.objects.exists()


def test_only_a_kind_there_is_may_be_chosen_for_a_board(rooms, people, adam):
    board = Board.objects.create(name="New", slug="new", audience="public", kind="question")
    grant_audience(board)
    where = f"/admin/forums/board/{board.pk}/change/"
    sent = {
        "name": "New", "slug": "new", "state": "open", "position": "0", "slow_seconds": "0",
        "requires": "member",
    }  # fmt: skip
    assert "Select a valid choice" in adam.post(where, {**sent, "kind": "knitting"}).text
    assert adam.post(where, {**sent, "kind": "off_duty"}).status_code == 302
    assert Board.objects.get(pk=board.pk).kind == "off_duty"
