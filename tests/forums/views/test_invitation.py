"""The page that the link of an invitation leads to."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from community.members.models import User
from forums import inviting, opening
from forums.models import Board, Invitation
from tests.forums.acts.test_opening import wanted


@pytest.fixture(autouse=True)
def commits_at_once(monkeypatch):
    """A test's transaction is never committed, so what waits for that is done at once."""
    monkeypatch.setattr("forums.granting.transaction.on_commit", lambda act: act())


@pytest.fixture
def group(people, viewer_of):
    return opening.open_group(viewer_of(people.anna), wanted(requires=Board.Requires.DOCTOR))


@pytest.fixture
def link_for(group, people, viewer_of, run_outbox, django_capture_on_commit_callbacks):
    """link_for(email) is the path in the mail that Anna's invitation sends there."""

    def link(email="bela@demo.test"):
        inviting.invite(viewer_of(people.anna), group, email, uuid.uuid4())
        with django_capture_on_commit_callbacks(execute=True):
            run_outbox()
        assert mail.outbox[-1].to == [email]
        return re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]

    return link


def test_it_shows_what_one_joins_and_then_one_joins(group, link_for, people, client_for):
    link, bela = link_for(), client_for(people.bela)
    text = bela.get(link).text
    for words in (group.name, "Anna Sharma", "community managers", "Verified doctors"):
        assert words in text
    assert bela.get(group.get_absolute_url()).status_code == 404  # looking is not joining
    assert bela.post(link).url == group.get_absolute_url()
    assert bela.get(group.get_absolute_url()).status_code == 200


def test_a_stranger_signs_in_first_and_comes_back(link_for, client_for):
    link = link_for()
    response = client_for().get(link)
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/?next=/invitation/")


@pytest.mark.parametrize("who", ["cara", "nina", "eve", "moira", "anna"])
def test_for_anyone_else_there_is_nothing(who, link_for, people, client_for):
    client, link = client_for(getattr(people, who)), link_for()
    for send in (client.get, client.post):
        answer = send(link)
        assert answer.status_code == 404
        assert answer.content == send("/invitation/nothing/").content


def test_a_second_click_finds_the_group(group, link_for, people, client_for):
    link, bela = link_for(), client_for(people.bela)
    assert bela.post(link).url == bela.post(link).url == group.get_absolute_url()
    assert bela.get(link).url == group.get_absolute_url()


def test_a_spent_link_says_so_and_names_nothing(group, link_for, people, client_for, viewer_of):
    link, bela = link_for(), client_for(people.bela)
    inviting.withdraw_invitation(viewer_of(people.anna), group, Invitation.objects.get().pk)
    for send in (bela.get, bela.post):
        response = send(link)
        assert response.status_code == 404
        assert "This invitation has ended" in response.text
        assert group.name not in response.text
    assert bela.get(group.get_absolute_url()).status_code == 404


def test_one_who_is_not_yet_what_it_asks_is_told_and_joins_later(
    group, link_for, people, client_for
):
    link, cara = link_for("cara@demo.test"), client_for(people.cara)
    text = cara.get(link).text
    assert "doctors who are verified here" in text
    assert "Join the group" not in text
    assert cara.post(link).status_code == 403
    people.cara.standings.create(kind="doctor")
    assert cara.post(link).url == group.get_absolute_url()


def test_the_suspended_learn_nothing_of_it(group, link_for, people, client_for):
    link = link_for()
    User.objects.filter(pk=people.bela.pk).update(
        suspended_until=timezone.now() + timedelta(days=1)
    )
    for send in (client_for(people.bela).get, client_for(people.bela).post):
        response = send(link)
        assert response.status_code == 403
        assert group.name not in response.text
