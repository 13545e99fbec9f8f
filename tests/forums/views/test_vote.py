import pytest

from forums.models import Poll, Vote
from tests.forums.polls import add_poll, end


@pytest.fixture
def topic(rooms):
    add_poll(rooms.closed_topic)
    return rooms.closed_topic


def votes_in(topic):
    return f"/t/{topic.pk}/poll/vote/"


def test_a_vote_is_cast_and_leads_back_to_the_poll(topic, people, client_for):
    response = client_for(people.bela).post(votes_in(topic), {"choice": "1"})
    assert response.url == f"{topic.get_absolute_url()}#poll"
    assert Vote.objects.get().choices == [1]
    page = client_for(people.bela).get(topic.get_absolute_url()).text
    assert 'value="1"\n                 checked' in page, "their own vote is there for them to see"
    assert "checked" not in client_for(people.anna).get(topic.get_absolute_url()).text


@pytest.mark.parametrize(
    "sent", [{}, {"choice": "9"}, {"choice": "x"}, {"choice": ["0", "1"]}, {"choice": "²"}]
)
def test_what_is_no_vote_is_said_and_changes_nothing(sent, topic, people, client_for):
    response = client_for(people.bela).post(votes_in(topic), sent)
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert not Vote.objects.exists()


def test_places_are_given_without_a_script(topic, people, client_for):
    Poll.objects.update(method="ranked")
    client = client_for(people.bela)
    client.post(votes_in(topic), {"place-0": "2", "place-1": "", "place-2": "1"})
    assert Vote.objects.get().choices == [2, 0]
    again = client.post(votes_in(topic), {"place-0": "1", "place-1": "1"})
    assert again.status_code == 422
    assert "the same place" in again.text
    assert Vote.objects.get().choices == [2, 0]


def test_several_are_ticked(topic, people, client_for):
    Poll.objects.update(method="several")
    client_for(people.bela).post(votes_in(topic), {"choice": ["2", "0"]})
    assert Vote.objects.get().choices == [0, 2]


def test_who_may_read_but_not_vote_is_told_why(rooms, people, client_for):
    add_poll(rooms.open_topic)
    response = client_for(people.cara).post(votes_in(rooms.open_topic), {"choice": "1"})
    assert response.status_code == 403
    assert "profession has been checked" in response.text


def test_who_may_not_read_it_finds_nothing(topic, people, client_for):
    for who in (people.cara, people.nina):
        for what in ("vote", "close"):
            where = f"/t/{topic.pk}/poll/{what}/"
            assert client_for(who).post(where, {"choice": "1"}).status_code == 404
    assert not Vote.objects.exists()


def test_a_closed_poll_takes_no_more_votes(topic, people, client_for):
    end(Poll.objects.get())
    assert client_for(people.bela).post(votes_in(topic), {"choice": "1"}).status_code == 403


def test_its_author_closes_it_and_no_colleague(topic, people, client_for):
    where = f"/t/{topic.pk}/poll/close/"
    assert client_for(people.bela).post(where).status_code == 403
    assert Poll.objects.get().is_open
    response = client_for(people.anna).post(where, follow=True)
    assert "The poll is closed." in response.text
    assert not Poll.objects.get().is_open
