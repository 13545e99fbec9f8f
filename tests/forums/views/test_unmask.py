"""The pages on which two of the staff learn whose a pseudonym is, and its owner that they did."""

import time
import uuid
from datetime import timedelta

import pytest

from community.audit.models import Entry
from community.members.models import Standing, User
from forums.models import Unmasking
from tests.forums.masks import sign
from tests.rooms import add_post

pytestmark = pytest.mark.django_db

WHY = "A patient's safety cannot be looked after otherwise."


@pytest.fixture
def post(rooms, people):
    return sign(add_post(rooms.closed_topic, people.bela, "Masked."))


@pytest.fixture
def second(people):
    user = User.objects.create_user("mo@demo.test", "a-Password-1", name="Mo Second")
    Standing.objects.create(user=user, kind=Standing.Kind.COMMUNITY_MANAGER)
    return user


@pytest.fixture
def proven(client_for):
    """proven(user) has shown a moment ago that it is they."""

    def make(user):
        client = client_for(user)
        session = client.session
        proofs = session["account_authentication_methods"]
        proofs.append({"method": "password", "at": time.time(), "reauthenticated": True})
        session["account_authentication_methods"] = proofs
        session.save()
        return client

    return make


def asked(**fields):
    return {"ground": "safety", "reason": WHY, "key": str(uuid.uuid4())} | fields


def decided(choice="approve", **fields):
    return {"choice": choice, "reason": WHY, "key": str(uuid.uuid4())} | fields


@pytest.fixture
def waiting(post, people, proven):
    proven(people.moira).post(f"/p/{post.pk}/unmask/", asked())
    return Unmasking.objects.get()


def test_the_way_to_ask_stands_under_a_masked_post_for_its_managers(
    rooms, people, client_for, post
):
    where = rooms.closed_topic.get_absolute_url()
    assert f"/p/{post.pk}/unmask/" in client_for(people.moira).get(where).text
    assert f"/p/{post.pk}/unmask/" not in client_for(people.anna).get(where).text


def test_first_they_show_anew_that_it_is_they(people, client_for, post):
    response = client_for(people.moira).get(f"/p/{post.pk}/unmask/")
    assert response.status_code == 302
    assert "reauthenticate" in response.url


def test_what_was_typed_is_not_lost_where_that_is_too_long_ago(people, client_for, post):
    response = client_for(people.moira).post(f"/p/{post.pk}/unmask/", asked())
    assert response.status_code == 422
    assert "Confirm it in a new tab" in response.text
    assert "safety cannot be looked after" in response.text
    assert not Unmasking.objects.exists()


def test_a_manager_asks_with_a_ground_and_a_reason(people, proven, post):
    client = proven(people.moira)
    assert "Whose is Quiet Heron?" in client.get(f"/p/{post.pk}/unmask/").text
    response = client.post(f"/p/{post.pk}/unmask/", asked())
    one = Unmasking.objects.get()
    assert response.url == f"/unmaskings/{one.pk}/"
    assert (one.ground, one.reason, one.asked_by) == ("safety", WHY, people.moira)
    page = client.get(response.url).text
    assert "waits for a second" in page
    assert "You asked, so another of the staff decides." in page
    assert "Kovács" not in page


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"reason": ""}, "Say why."),
        ({"reason": "Because."}, "at least 20 characters"),
        ({"reason": "x" * 501}, "at most 500 fit"),
        ({"ground": ""}, "Choose the ground"),
        ({"ground": "curiosity"}, "not one of the available choices"),
    ],
)
def test_bad_input_is_said_and_changes_nothing(people, proven, post, fields, said):
    response = proven(people.moira).post(f"/p/{post.pk}/unmask/", asked(**fields))
    assert response.status_code == 422
    assert said in response.text
    assert not Unmasking.objects.exists()


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_those_who_may_not_read_the_post_there_is_nothing(who, people, proven, post):
    client = proven(getattr(people, who))
    assert client.get(f"/p/{post.pk}/unmask/").status_code == 404
    assert client.post(f"/p/{post.pk}/unmask/", asked()).status_code == 404


def test_a_colleague_may_read_it_and_not_ask(people, proven, post):
    assert proven(people.anna).post(f"/p/{post.pk}/unmask/", asked()).status_code == 403
    assert not Unmasking.objects.exists()


def test_of_a_named_post_nothing_is_asked(rooms, people, proven):
    assert proven(people.moira).get(f"/p/{rooms.closed_reply.pk}/unmask/").status_code == 404


def test_the_second_decides_and_both_see_the_name(people, proven, waiting, second):
    where = f"/unmaskings/{waiting.pk}/"
    client = proven(second)
    page = client.get(where).text
    assert WHY.replace("'", "&#x27;") in page
    assert "Kovács" not in page
    assert client.post(where, decided()).url == where
    for who in (second, people.moira):
        assert "Bela Kovács" in proven(who).get(where).text
    assert Entry.objects.filter(verb="unmasking.looked").count() == 2


def test_whoever_asked_cannot_decide(people, proven, waiting):
    where = f"/unmaskings/{waiting.pk}/"
    assert proven(people.moira).post(where, decided()).status_code == 403
    waiting.refresh_from_db()
    assert waiting.decided_at is None


def test_the_decision_needs_a_reason_and_a_fresh_proof(people, proven, client_for, waiting, second):
    where = f"/unmaskings/{waiting.pk}/"
    assert "reauthenticate" in client_for(second).get(where).url
    response = client_for(second).post(where, decided())
    assert response.status_code == 422
    assert "Confirm it in a new tab" in response.text
    assert proven(second).post(where, decided(reason="Yes.")).status_code == 422
    assert proven(second).post(where, decided(choice="maybe")).status_code == 422
    waiting.refresh_from_db()
    assert waiting.decided_at is None


def test_a_third_manager_reads_what_was_decided_and_no_name(people, proven, waiting, second):
    where = f"/unmaskings/{waiting.pk}/"
    proven(second).post(where, decided())
    third = User.objects.create_user("third@demo.test", name="Third")
    Standing.objects.create(user=third, kind=Standing.Kind.COMMUNITY_MANAGER)
    page = proven(third).get(where).text
    assert "approved" in page
    assert "Kovács" not in page


def test_after_three_days_no_one_sees_it(people, proven, waiting, second):
    where = f"/unmaskings/{waiting.pk}/"
    proven(second).post(where, decided())
    waiting.refresh_from_db()
    Unmasking.objects.update(decided_at=waiting.decided_at - timedelta(hours=73))
    assert "Kovács" not in proven(people.moira).get(where).text


def test_the_list_is_for_managers_and_administrators(people, client_for, waiting, second):
    assert "Quiet Heron" in client_for(second).get("/unmaskings/").text
    page = client_for(people.adam).get("/unmaskings/").text
    assert "Quiet Heron" not in page, "he does not read the board"
    for who in (people.anna, people.bela, people.vera):
        assert client_for(who).get("/unmaskings/").status_code == 404
    assert client_for(people.moira, second_factor=False).get("/unmaskings/").status_code == 404


@pytest.mark.parametrize("who", ["anna", "bela", "cara", "vera", "adam"])
def test_the_page_of_one_is_not_there_for_others(who, people, proven, waiting):
    client = proven(getattr(people, who))
    assert client.get(f"/unmaskings/{waiting.pk}/").status_code == 404
    assert client.post(f"/unmaskings/{waiting.pk}/", decided()).status_code == 404


def test_its_owner_reads_when_why_and_in_which_roles_and_no_names(
    people, client_for, proven, waiting, second
):
    proven(second).post(f"/unmaskings/{waiting.pk}/", decided())
    page = client_for(people.bela).get("/names/").text
    assert "No one has." in page
    waiting.refresh_from_db()
    Unmasking.objects.update(decided_at=waiting.decided_at - timedelta(days=8))
    page = client_for(people.bela).get("/names/").text
    assert "two of our staff know" in page
    assert "someone&#x27;s safety" in page
    assert page.count("cannot be looked after otherwise") == 2
    assert "another community manager" in page
    for name in ("Moira", "Mo Second"):
        assert name not in page


def test_a_look_is_no_head(people, proven, waiting, second):
    """Nothing shows the name without being recorded."""
    assert proven(second).head(f"/unmaskings/{waiting.pk}/").status_code == 405
