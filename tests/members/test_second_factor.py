"""Staff prove themselves twice; with a password alone they are members like any other."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from community.members.roles import Role
from community.members.viewer import viewer_for
from forums.access import visible_boards
from forums.demo.people import PASSWORD
from forums.management.commands.demo_logins import code_now

LOGIN, CODE, SESSIONS = "/accounts/login/", "/accounts/2fa/authenticate/", "/accounts/sessions/"
DESK, QUEUE = "/admin/verification/claim/", "/moderation/"
STAFF = ["moira", "vera", "adam"]


def sign_in(client, user):
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD})


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", STAFF)
def test_a_password_alone_does_not_let_staff_in(people, client_for, name):
    client = client_for()
    response = sign_in(client, getattr(people, name))
    assert response.url == CODE
    assert not signed_in(client)


def test_the_code_of_the_printed_secret_does(people, client_for):
    client = client_for()
    sign_in(client, people.vera)
    client.post(CODE, {"code": code_now()})
    assert signed_in(client)
    assert client.get("/admin/").status_code == 200


def test_a_wrong_code_does_not(people, client_for):
    client = client_for()
    sign_in(client, people.vera)
    wrong = f"{(int(code_now()) + 1) % 1_000_000:06}"
    assert client.post(CODE, {"code": wrong}).status_code == 200
    assert not signed_in(client)


def test_a_code_is_used_once(people, client_for):
    code, one, other = code_now(), client_for(), client_for()
    for client in (one, other):
        sign_in(client, people.vera)
        client.post(CODE, {"code": code})
    assert signed_in(one)
    assert not signed_in(other)


def test_without_a_second_factor_staff_are_only_members(people, rooms):
    for name in STAFF:
        viewer = viewer_for(getattr(people, name), second_factor=False)
        assert viewer.roles == {Role.ANYONE, Role.MEMBER}
        assert viewer.needs_second_factor
    moira = viewer_for(people.moira, second_factor=False)
    assert rooms.closed not in visible_boards(moira)
    assert rooms.closed in visible_boards(viewer_for(people.moira))


@pytest.mark.parametrize("name", STAFF)
def test_no_staff_page_opens_without_it(people, client_for, name):
    user = getattr(people, name)
    Authenticator.objects.filter(user=user).delete()
    client = client_for()
    sign_in(client, user)
    assert signed_in(client)
    for url in (DESK, QUEUE):
        assert client.get(url).status_code != 200, url


def test_with_it_the_desk_and_the_queue_open(people, client_for):
    assert client_for(people.vera).get(DESK).status_code == 200
    assert client_for(people.moira).get(QUEUE).status_code == 200


def test_a_doctor_needs_none(people, client_for):
    client = client_for()
    sign_in(client, people.anna)
    assert signed_in(client)


def test_sessions_are_listed_and_the_others_can_be_ended(people, client_for):
    phone, ward = client_for(), client_for()
    for client in (phone, ward):
        sign_in(client, people.anna)
        client.get("/")
    assert UserSession.objects.filter(user=people.anna).count() == 2
    assert phone.get(SESSIONS).status_code == 200
    phone.post(SESSIONS)  # sign out everywhere else
    assert signed_in(phone)
    assert ward.get(SESSIONS).status_code == 302


def test_no_one_sees_another_members_sessions(people, client_for):
    phone, other = client_for(), client_for()
    phone.defaults["HTTP_USER_AGENT"] = "The phone of Anna"
    sign_in(phone, people.anna)
    sign_in(other, people.bela)
    assert "The phone of Anna" in phone.get(SESSIONS).text
    assert "The phone of Anna" not in other.get(SESSIONS).text
