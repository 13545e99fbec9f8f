import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.members.viewer import viewer_for
from forums import withdrawing
from forums.models import Post
from moderation.law import holding
from moderation.models import Hold
from tests.forums.drawn import add_picture
from tests.forums.masks import sign
from tests.moderation.conftest import INSULT
from tests.rooms import add_post

pytestmark = pytest.mark.django_db

HOLDS = "/moderation/law/holds/"


def on(days):
    return f"{timezone.localdate() + timedelta(days=days):%Y-%m-%d}"


def placed(post, **fields):
    sent = {"kind": "post", "number": post.pk, "reason": "A claim.", "review_on": on(90)}
    return {"key": str(uuid.uuid4())} | sent | fields


@pytest.fixture
def hold(lex, insult):
    when = timezone.now() + timedelta(days=9)
    return holding.place(viewer_for(lex), "post", insult.pk, "A claim.", when, uuid.uuid4())


@pytest.mark.parametrize("name", ["anna", "bela", "eve", "moira", "vera", "adam"])
def test_for_all_others_there_are_no_holds(people, client_for, hold, name):
    client = client_for(getattr(people, name))
    for where in (HOLDS, f"{HOLDS}new/", f"{HOLDS}{hold.pk}/"):
        assert client.get(where).status_code == 404
        assert client.post(where, {}).status_code in (404, 405)
    assert Hold.objects.get().lifted_at is None


def test_nor_for_a_board_moderator_or_a_stranger(mo, client_for, hold):
    assert client_for(mo).get(f"{HOLDS}{hold.pk}/").status_code == 404
    assert client_for().get(HOLDS).url.startswith("/accounts/login/")


def test_an_empty_list_says_when_to_place_one(lex, client_for):
    client = client_for(lex)
    assert "No hold stands" in client.get(HOLDS).text
    assert "None was lifted yet" in client.get(f"{HOLDS}?state=lifted").text


def test_one_is_placed(lex, client_for, insult):
    client = client_for(lex)
    assert client.get(f"{HOLDS}new/").status_code == 200
    response = client.post(f"{HOLDS}new/", placed(insult))
    hold = Hold.objects.get()
    assert response.url == f"{HOLDS}{hold.pk}/"
    assert (hold.subject_kind, hold.subject_id, hold.placed_by) == ("post", insult.pk, lex)
    assert f"Post {insult.pk}" in client.get(HOLDS).text


def test_one_of_a_member_is_placed(lex, people, client_for, insult):
    client = client_for(lex)
    client.post(f"{HOLDS}new/", placed(insult, kind="member", number=people.bela.pk))
    assert Hold.objects.get().user == people.bela
    assert people.bela.name in client.get(HOLDS).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"number": 987654321}, "nothing with this number"),
        ({"number": "x"}, "whole number"),
        ({"kind": "house"}, "valid choice"),
        ({"reason": ""}, "required"),
        ({"review_on": ""}, "required"),
        ({"review_on": "2001-01-01"}, "within the next six months"),
        ({"review_on": on(400)}, "within the next six months"),
    ],
)
def test_what_is_wrong_is_said(lex, client_for, insult, fields, words):
    response = client_for(lex).post(f"{HOLDS}new/", placed(insult, **fields))
    assert response.status_code == 422
    assert words in response.text
    assert not Hold.objects.exists()


def test_the_page_says_what_was_kept_and_no_word_of_it(lex, people, client_for, hold, insult):
    client = client_for(lex)
    assert "Nothing yet" in client.get(f"{HOLDS}{hold.pk}/").text
    withdrawing.withdraw(viewer_for(people.bela), Post.objects.get(pk=insult.pk))
    page = client.get(f"{HOLDS}{hold.pk}/").text
    copy = hold.copies.get()
    assert f"Copy {copy.pk}: post {insult.pk}, version 1, withdrawn" in page
    assert INSULT not in page


def test_of_a_hold_on_a_member_it_does_not_say_which_pseudonyms_are_theirs(
    lex, people, client_for, rooms
):
    when = timezone.now() + timedelta(days=9)
    hold = holding.place(viewer_for(lex), "member", people.bela.pk, "x", when, uuid.uuid4())
    post = sign(add_post(rooms.closed_topic, people.bela, "Masked."))
    picture = add_picture(post, people.bela)
    withdrawing.withdraw(viewer_for(people.bela), Post.objects.get(pk=post.pk))
    page = client_for(lex).get(f"{HOLDS}{hold.pk}/").text
    assert page.count("signed with a pseudonym") == 2
    assert f"post {post.pk}" not in page
    assert f"picture {picture.pk}" not in page


def test_it_is_reviewed_and_lifted_with_a_reason(lex, client_for, hold):
    client, where = client_for(lex), f"{HOLDS}{hold.pk}/"
    sent = {"key": str(uuid.uuid4()), "deed": "keep", "review_on": on(60), "why": "It goes on."}
    assert client.post(where, sent | {"why": ""}).status_code == 422
    assert client.post(where, sent | {"review_on": on(400)}).status_code == 409
    assert client.post(where, sent).status_code == 302
    assert "It goes on." in client.get(where).text
    sent = {"key": str(uuid.uuid4()), "deed": "lift", "why": "It was settled."}
    assert client.post(where, sent | {"why": ""}).status_code == 422
    for _ in range(2):  # a double click
        assert client.post(where, sent).status_code == 302
    page = client.get(where).text
    assert "It was settled." in page
    assert 'value="lift"' not in page
    assert f"Post {hold.subject_id}" in client.get(f"{HOLDS}?state=lifted").text
    again = client.post(where, sent | {"key": str(uuid.uuid4())})
    assert again.status_code == 409
    assert "lifted already" in again.text


def test_the_list_costs_the_same_however_long_it_is(lex, client_for, hold, rooms, people):
    client = client_for(lex)
    client.get(HOLDS)
    with CaptureQueriesContext(connection) as one:
        client.get(HOLDS)
    when = timezone.now() + timedelta(days=9)
    for _ in range(4):
        post = add_post(rooms.closed_topic, people.bela, "Another.")
        holding.place(viewer_for(lex), "post", post.pk, "x", when, uuid.uuid4())
    holding.place(viewer_for(lex), "member", people.anna.pk, "x", when, uuid.uuid4())
    with CaptureQueriesContext(connection) as more:
        client.get(HOLDS)
    assert len(more) == len(one)


def test_each_of_its_fields_has_an_id_of_its_own(lex, client_for, hold):
    ids = re.findall(r'\bid="([^"]+)"', client_for(lex).get(f"{HOLDS}{hold.pk}/").text)
    assert len(ids) == len(set(ids))
