"""What one may not know of is, byte for byte, what there is not."""

import pytest

from forums.models import Post, State, Topic
from tests.rooms import add_post, add_topic

MISSING = 987654321
WHO = ["cara", "dan", "eve", "nina", "stu", "vera", "adam"]


def pairs(rooms, hidden):
    """(an address in a closed or hidden place, the same where there is nothing)"""
    closed, topic, reply = rooms.closed.slug, rooms.closed_topic, rooms.closed_reply
    yield f"/b/{closed}/", "/b/no-such-board/"
    yield f"/b/{closed}/new/", "/b/no-such-board/new/"
    for found in (topic.pk, hidden.topic_id):
        yield f"/t/{found}/", f"/t/{MISSING}/"
        yield f"/t/{found}/any-slug/", f"/t/{MISSING}/any-slug/"
        yield f"/reply/{found}/", f"/reply/{MISSING}/"
    for found in (reply.pk, hidden.pk):
        for page in ("", "edit/", "history/", "withdraw/"):
            yield f"/p/{found}/{page}", f"/p/{MISSING}/{page}"


@pytest.fixture
def hidden(rooms, people):
    """A topic of an open board that a moderator hid."""
    topic = add_topic(rooms.open, people.bela, "Hidden")
    return add_post(topic, people.bela, "Hidden words.", State.HIDDEN)


@pytest.mark.parametrize("who", WHO)
def test_it_is_the_same_404(who, rooms, people, hidden, client_for):
    client = client_for(getattr(people, who))
    for there, nowhere in pairs(rooms, hidden):
        for send in (client.get, client.post):
            real, missing = send(there), send(nowhere)
            if missing.status_code != 404:  # POST where only GET is answered
                assert real.status_code == missing.status_code
                continue
            assert real.status_code == 404, there
            assert real.content == missing.content
            assert headers_of(real) == headers_of(missing)


def headers_of(response):
    return {k: v for k, v in response.items() if k != "Content-Length"}, response.cookies.keys()


def test_a_stranger_is_told_no_more(rooms, hidden, client_for):
    for there, nowhere in pairs(rooms, hidden):
        real, missing = client_for().get(there), client_for().get(nowhere)
        assert real.status_code == missing.status_code
        assert real.content == missing.content
        if missing.status_code == 302:
            assert real.url.replace(there, nowhere) == missing.url


def test_the_gate_holds_also_when_only_the_topic_is_hidden(rooms, people, client_for):
    Topic.objects.filter(pk=rooms.open_topic.pk).update(state=State.HIDDEN)
    assert Post.objects.get(pk=rooms.open_reply.pk).state == State.PUBLISHED
    assert client_for(people.anna).get(f"/p/{rooms.open_reply.pk}/").status_code == 404
