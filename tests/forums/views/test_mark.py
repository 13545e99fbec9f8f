import re

import pytest

from community.lib.limits import Limit
from forums import marking
from forums.granting import grant_audience
from forums.limits import POSTS_PER_PAGE
from forums.models import Board, Mark, Topic
from tests.rooms import add_post, add_topic

IN_PLACE = {"X-Requested-With": "fetch"}


def marks_of(post):
    return f"/p/{post.pk}/mark/"


def buttons(text, post):
    """{label: (what it sends, whether it is pressed, its count)} under this post."""
    found = re.findall(
        rf'formaction="{marks_of(post)}" name="(\w+)" value="(\w+)" aria-pressed="(\w+)">'
        r'([^<]+?)\s*(?:<span class="mark__count">(\d+)</span>)?</button>',
        text,
    )
    return {
        label: (f"{name}={value}", pressed == "true", int(count or 0))
        for name, value, pressed, label, count in found
    }


def test_a_mark_is_given_and_taken_back_where_the_post_stands(rooms, people, client_for):
    client, topic = client_for(people.anna), rooms.closed_topic.get_absolute_url()
    assert buttons(client.get(topic).text, rooms.closed_reply) == {
        "Useful": ("give=useful", False, 0),
        "Evidence-based": ("give=evidence", False, 0),
        "Changed my practice": ("give=practice", False, 0),
    }
    response = client.post(marks_of(rooms.closed_reply), {"give": "useful"}, follow=True)
    assert response.redirect_chain[-1][0] == f"{topic}#p2"
    assert buttons(response.text, rooms.closed_reply)["Useful"] == ("take=useful", True, 1)
    response = client.post(marks_of(rooms.closed_reply), {"take": "useful"}, follow=True)
    assert buttons(response.text, rooms.closed_reply)["Useful"] == ("give=useful", False, 0)


def test_it_leads_back_to_the_page_that_the_post_is_on(rooms, people, client_for):
    topic = Topic.objects.get(pk=rooms.open_topic.pk)
    for n in range(POSTS_PER_PAGE):
        post = add_post(topic, people.nina, f"Post {n}.")
    response = client_for(people.anna).post(marks_of(post), {"give": "useful"}, follow=True)
    assert response.redirect_chain[-1][0] == f"{topic.get_absolute_url()}?page=2#p{post.number}"


def test_a_script_gets_the_marks_alone(rooms, people, client_for):
    client = client_for(people.anna)
    response = client.post(marks_of(rooms.closed_reply), {"give": "evidence"}, headers=IN_PLACE)
    assert response.status_code == 200
    assert response.text.strip().startswith('<div class="marks"')
    assert buttons(response.text, rooms.closed_reply)["Evidence-based"] == (
        "take=evidence",
        True,
        1,
    )


def test_others_read_how_many_and_never_who(rooms, people, client_for):
    for who in (people.anna, people.bela):
        client_for(who).post(marks_of(rooms.open_reply), {"give": "useful"})
    client_for(people.moira).post(marks_of(rooms.open_reply), {"give": "practice"})
    for who in (None, people.nina, people.eve):
        text = client_for(who).get(rooms.open_topic.get_absolute_url()).text
        assert not buttons(text, rooms.open_reply)
        told = re.findall(r'"marks__told">([^<]+)<', text)
        assert told == ["2 useful", "1 changed practice"]
        assert people.anna.name not in text
        assert people.moira.name not in text


def test_where_nothing_is_marked_nothing_is_offered(people, client_for):
    board = Board.objects.create(
        name="The mess", slug="mess", audience=Board.Audience.MEMBERS, kind="off_duty"
    )
    grant_audience(board)
    topic = add_topic(board, people.anna, "Biscuits")
    post = add_post(topic, people.anna, "Custard creams.")
    Mark.objects.create(user=people.cara, post=post, kind="useful")
    type(post).objects.update(useful_count=1)  # from when the board was of another kind
    client = client_for(people.bela)
    text = client.get(topic.get_absolute_url()).text
    assert "Custard creams." in text
    assert "/mark/" not in text
    assert "1 useful" not in text
    response = client.post(marks_of(post), {"give": "useful"})
    assert response.status_code == 403
    assert "Nothing is marked on this board." in response.text
    assert Mark.objects.count() == 1


@pytest.mark.parametrize(
    "sent", [{}, {"give": ""}, {"give": "against"}, {"take": "x\x00"}, {"give": "9" * 9999}]
)
def test_nonsense_is_refused_and_changes_nothing(sent, rooms, people, client_for, written):
    before = written()
    response = client_for(people.anna).post(marks_of(rooms.closed_reply), sent)
    assert response.status_code == 403
    assert "There is no such mark on this board." in response.text
    assert written() == before
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    ("who", "why"), [("nina", "for colleagues to mark"), ("eve", "Your account is suspended")]
)
def test_those_who_may_not_are_told_why(who, why, rooms, people, client_for):
    response = client_for(getattr(people, who)).post(marks_of(rooms.open_reply), {"give": "useful"})
    assert response.status_code == 403
    assert why in response.text
    assert not Mark.objects.exists()


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_others_there_is_no_such_post(who, rooms, people, client_for, written):
    client, before = client_for(getattr(people, who)), written()
    closed = client.post(marks_of(rooms.closed_reply), {"give": "useful"})
    missing = client.post("/p/987654321/mark/", {"give": "useful"})
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content
    assert written() == before


def test_a_stranger_is_asked_to_sign_in(rooms, client_for):
    response = client_for().post(marks_of(rooms.open_reply), {"give": "useful"})
    assert response.url.startswith("/accounts/login/")
    assert "/mark/" not in client_for().get(rooms.open_topic.get_absolute_url()).text


def test_whoever_is_too_fast_is_asked_to_wait(rooms, people, client_for, monkeypatch):
    monkeypatch.setattr(marking, "MARKING", Limit("marking", "1/minute", "for this test"))
    client = client_for(people.anna)
    client.post(marks_of(rooms.closed_reply), {"give": "useful"})
    response = client.post(marks_of(rooms.closed_reply), {"give": "evidence"}, follow=True)
    assert "Try again in" in response.text
    assert Mark.objects.count() == 1


def test_the_most_useful_topics_stand_first_in_their_look(rooms, people, client_for):
    other = add_topic(rooms.open, people.nina, "Never marked")
    add_post(other, people.nina, "Words.")
    for kind in ("useful", "evidence"):
        client_for(people.anna).post(marks_of(rooms.open_reply), {"give": kind})
    text = client_for(people.cara).get("/b/cardiology/?show=useful").text
    assert rooms.open_topic.title in text
    assert "Never marked" not in text
