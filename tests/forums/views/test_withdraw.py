import pytest

from forums.models import Post, State, Topic
from tests.forums.writing import typed
from tests.rooms import add_post, add_topic


def withdrawal_of(post):
    return f"/p/{post.pk}/withdraw/"


def test_the_author_is_asked_and_then_it_is_gone_for_all(rooms, people, client_for):
    client = client_for(people.nina)
    client.post(f"/p/{rooms.open_reply.pk}/edit/", typed("Second words.", version=1))
    assert "Second words." in client.get(withdrawal_of(rooms.open_reply)).text
    response = client.post(withdrawal_of(rooms.open_reply))
    assert response.url == rooms.open_topic.get_absolute_url()
    post = Post.objects.get(pk=rooms.open_reply.pk)
    assert post.state == State.WITHDRAWN
    assert (post.source, post.html, post.text) == ("", "", "")
    assert not post.revisions.exists()
    text = client.get(rooms.open_topic.get_absolute_url()).text
    assert "A post was withdrawn by its author." in text
    assert "good luck" not in text


def test_a_topic_without_replies_goes_with_its_first_post(rooms, people, client_for):
    topic = add_topic(rooms.open, people.nina, "On second thoughts")
    post = add_post(topic, people.nina, "Never mind.")
    response = client_for(people.nina).post(withdrawal_of(post))
    assert response.url == rooms.open.get_absolute_url()
    assert Topic.objects.get(pk=topic.pk).state == State.WITHDRAWN
    assert client_for(people.nina).get(topic.get_absolute_url()).status_code == 404


def test_a_first_post_that_others_answered_stays(rooms, people, client_for, written):
    before = written()
    response = client_for(people.bela).post(withdrawal_of(rooms.open_post))
    assert response.status_code == 403
    assert "Others have replied." in response.text
    assert written() == before


@pytest.mark.parametrize("who", ["anna", "moira"])
def test_those_who_see_it_but_did_not_write_it_are_told_so(who, rooms, people, client_for, written):
    before = written()
    response = client_for(getattr(people, who)).post(withdrawal_of(rooms.closed_reply))
    assert response.status_code == 403
    assert "Only its author can withdraw a post." in response.text
    assert written() == before


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_others_there_is_no_such_post(who, rooms, people, client_for, written):
    client, before = client_for(getattr(people, who)), written()
    for send in (client.get, client.post):
        closed, missing = send(withdrawal_of(rooms.closed_reply)), send("/p/987654321/withdraw/")
        assert closed.status_code == missing.status_code == 404
        assert closed.content == missing.content
    assert written() == before


def test_a_stranger_is_asked_to_sign_in(rooms, client_for, written):
    before = written()
    assert client_for().post(withdrawal_of(rooms.open_reply)).url.startswith("/accounts/login/")
    assert written() == before


def test_a_suspended_author_writes_nothing_but_may_take_back_what_they_said(
    rooms, people, client_for
):
    post = add_post(rooms.open_topic, people.eve, "I should not have said this.")
    client_for(people.eve).post(withdrawal_of(post))
    assert Post.objects.get(pk=post.pk).source == ""


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN])
def test_what_a_moderator_looks_at_waits_for_them(state, rooms, people, client_for, written):
    post = add_post(rooms.open_topic, people.nina, "Words.", state)
    before = written()
    response = client_for(people.nina).post(withdrawal_of(post))
    assert response.status_code == 403
    assert "A moderator is looking at this post" in response.text
    assert written() == before


def test_a_second_click_finds_it_gone(rooms, people, client_for):
    client = client_for(people.nina)
    client.post(withdrawal_of(rooms.open_reply))
    assert client.post(withdrawal_of(rooms.open_reply)).status_code == 404
