"""A member says what they are, on their own word."""

import pytest
from django.urls import reverse

from community.members.models import Standing
from community.members.roles import Role, roles_of

pytestmark = pytest.mark.django_db
DECLARE = reverse("declare")


def say(client, profession="practice nurse", **changes):
    return client.post(DECLARE, {"profession": profession, "is_true": "on"} | changes)


@pytest.fixture
def cara(people, client_for):
    return client_for(people.cara)


def test_what_was_said_is_on_the_badge_and_opens_nothing_closed(people, cara):
    assert say(cara).status_code == 302
    standing = Standing.objects.get(user=people.cara)
    assert (standing.kind, standing.profession) == (Standing.Kind.DECLARED, "practice nurse")
    assert standing.checked == ""
    assert roles_of(people.cara) == {Role.ANYONE, Role.MEMBER, Role.DECLARED}
    assert "practice nurse" in cara.get(DECLARE).content.decode()


TITLES = [
    "Doctor",
    "consultant cardiologist",
    "GP",
    "Dr",
    "physician",
    "heart surgeon",
    "anaesthetist",
]


@pytest.mark.parametrize("title", TITLES)
def test_a_doctors_title_is_not_to_be_had_by_saying_so(people, cara, title):
    response = say(cara, title)
    assert response.status_code == 422
    assert "claim your number instead" in response.content.decode()
    assert title in response.content.decode()  # what was typed stays
    assert not Standing.objects.filter(user=people.cara).exists()


@pytest.mark.parametrize("profession", ["physician associate", "anaesthesia associate", "midwife"])
def test_who_is_no_doctor_may_say_what_they_are(cara, profession):
    assert say(cara, profession).status_code == 302


@pytest.mark.parametrize(
    "changes",
    [{"is_true": ""}, {"profession": ""}, {"profession": "x" * 61}],
)
def test_what_is_missing_or_too_long_changes_nothing(people, cara, changes):
    assert say(cara, **changes).status_code == 422
    assert not Standing.objects.filter(user=people.cara).exists()


def test_it_is_taken_back(people, cara):
    say(cara)
    cara.post(DECLARE, {"take_back": "yes"})
    assert Role.DECLARED not in roles_of(people.cara)


def test_saying_it_again_replaces_what_was_said(people, cara):
    say(cara)
    say(cara, "ward clerk")
    assert Standing.objects.get(user=people.cara, closed_at=None).profession == "ward clerk"


def test_who_is_verified_needs_no_word(people, client_for):
    for user in (people.anna, people.nina):
        client = client_for(user)
        assert "You are verified already" in client.get(DECLARE).content.decode()
        assert say(client).status_code == 422
    assert not Standing.objects.filter(kind=Standing.Kind.DECLARED).exists()


def test_a_stranger_and_a_suspended_member_may_not(people, client_for):
    assert client_for().get(DECLARE)["Location"].startswith(reverse("account_login"))
    say(client_for(people.eve))
    assert not Standing.objects.filter(kind=Standing.Kind.DECLARED).exists()


def test_not_more_than_five_times_a_day(people, cara):
    for _ in range(5):
        say(cara)
    assert "enough for one day" in say(cara).content.decode()
