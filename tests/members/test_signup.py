"""Joining and getting back in: no answer tells whether an address is known."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail

from community.members.models import User
from community.members.roles import Role
from forums.demo.people import PASSWORD

SIGNUP, LOGIN, RESET = "/accounts/signup/", "/accounts/login/", "/accounts/password/reset/"
NEW = "newcomer@demo.test"


@pytest.fixture
def client(people, client_for):
    return client_for()


def join(client, email=NEW, name="Nora Newman", password="a-long-enough-phrase"):
    return client.post(SIGNUP, {"name": name, "email": email, "password1": password})


def words(response):
    """A page's words without what differs each time, or names the address that was typed."""
    text = re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", response.content.decode())
    return re.sub(r"[\w.+-]+@demo\.test", "ADDRESS", text)


def link_in(message, path):
    return re.search(rf"http://[^/\s]+({path}\S*)", message.body)[1]


def signed_in(client):
    return "_auth_user_id" in client.session


# --- Joining ----------------------------------------------------------------------------------


def test_joining_asks_for_the_address_to_be_confirmed(client):
    assert join(client).status_code == 302
    assert not signed_in(client)
    user = User.objects.get(email=NEW)
    assert user.name == "Nora Newman"
    assert not EmailAddress.objects.get(user=user).verified
    assert [message.to for message in mail.outbox] == [[NEW]]


def test_the_link_confirms_the_address_and_makes_a_member(client):
    join(client)
    link = link_in(mail.outbox[0], "/accounts/confirm-email/")
    page = client.get(link)
    assert page.status_code == 200
    assert not EmailAddress.objects.get(email=NEW).verified  # a mail scanner opens links too
    client.post(link)
    assert EmailAddress.objects.get(email=NEW).verified
    assert User.objects.get(email=NEW).roles == {Role.ANYONE, Role.MEMBER}


def test_without_confirming_no_one_gets_in(client):
    join(client)
    client.post(LOGIN, {"login": NEW, "password": "a-long-enough-phrase"})
    assert not signed_in(client)


def test_a_link_made_up_confirms_nothing(client):
    join(client)
    client.post("/accounts/confirm-email/MTA:made-up:link/")
    assert not EmailAddress.objects.get(email=NEW).verified


def test_joining_with_a_known_address_answers_the_same(people, client, client_for):
    first, stranger = client, client_for()
    new, known = join(first), join(stranger, people.anna.email)
    assert (new.status_code, new.url) == (known.status_code, known.url)
    assert words(first.get(new.url)) == words(stranger.get(known.url))
    assert [message.to[0] for message in mail.outbox] == [NEW, people.anna.email]
    assert "/accounts/confirm-email/" not in mail.outbox[1].body
    assert User.objects.filter(email__iexact=people.anna.email).count() == 1


def test_an_address_in_capitals_is_the_same_address(people, client):
    join(client, people.anna.email.upper())
    assert User.objects.filter(email__iexact=people.anna.email).count() == 1


@pytest.mark.parametrize("password", ["short", "password12345", "newcomer@demo.test"])
def test_a_weak_password_is_refused(client, password):
    assert join(client, password=password).status_code == 200
    assert not User.objects.filter(email=NEW).exists()


def test_a_name_is_needed(client):
    assert join(client, name="").status_code == 200
    assert not User.objects.filter(email=NEW).exists()


# --- Signing in -------------------------------------------------------------------------------


def test_a_member_signs_in_and_out(people, client):
    response = client.post(LOGIN, {"login": people.anna.email, "password": PASSWORD})
    assert response.status_code == 302
    assert signed_in(client)
    client.post("/accounts/logout/")
    assert not signed_in(client)


def test_a_wrong_password_and_an_unknown_address_answer_the_same(people, client, client_for):
    wrong = client.post(LOGIN, {"login": people.anna.email, "password": "not-this-one-no"})
    unknown = client_for().post(LOGIN, {"login": NEW, "password": "not-this-one-no"})
    assert wrong.status_code == unknown.status_code == 200
    assert words(wrong) == words(unknown)
    assert not mail.outbox


def test_an_unknown_address_costs_the_time_of_a_password(people, client, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode

    def count(self, *args, **kwargs):
        hashed.append(args[0])
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(MD5PasswordHasher, "encode", count)
    client.post(LOGIN, {"login": people.anna.email, "password": "not-this-one-no"})
    for_known, hashed[:] = len(hashed), []
    client.post(LOGIN, {"login": NEW, "password": "not-this-one-no"})
    assert len(hashed) == for_known > 0


def test_a_suspended_member_may_sign_in_and_is_only_anyone(people, client, viewer_of):
    client.post(LOGIN, {"login": people.eve.email, "password": PASSWORD})
    assert signed_in(client)
    assert viewer_of(people.eve).roles == {Role.ANYONE}


def test_many_wrong_passwords_are_stopped(people, client):
    for _ in range(12):
        client.post(LOGIN, {"login": people.anna.email, "password": "not-this-one-no"})
    client.post(LOGIN, {"login": people.anna.email, "password": PASSWORD})
    assert not signed_in(client)


# --- A forgotten password ---------------------------------------------------------------------


def test_a_reset_answers_the_same_for_known_and_unknown(people, client, client_for):
    stranger = client_for()
    known = client.post(RESET, {"email": people.anna.email})
    unknown = stranger.post(RESET, {"email": NEW})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert words(client.get(known.url)) == words(stranger.get(unknown.url))
    assert [message.to[0] for message in mail.outbox] == [people.anna.email, NEW]
    assert "/password/reset/key/" not in mail.outbox[1].body


def test_the_link_sets_a_new_password_once(people, client, client_for):
    client.post(RESET, {"email": people.anna.email})
    link = link_in(mail.outbox[0], "/accounts/password/reset/key/")
    form = client.get(link).url  # the key goes into the session and out of the address
    assert (
        client.post(
            form, dict.fromkeys(("password1", "password2"), "another-long-phrase")
        ).status_code
        == 302
    )
    fresh = client_for()
    fresh.post(LOGIN, {"login": people.anna.email, "password": "another-long-phrase"})
    assert signed_in(fresh)
    assert client_for().get(link).status_code == 200  # says that the link was used
    assert User.objects.get(pk=people.anna.pk).check_password("another-long-phrase")
