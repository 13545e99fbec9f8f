import uuid

import pytest
from django.urls import reverse

from forums.models import Post, State
from moderation import deciding
from moderation.models import Decision
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden_case(viewer_of, people, insult, open_case, choice):
    case = open_case(insult, INSULT)
    deciding.decide(viewer_of(people.moira), case.pk, 1, choice("hide"))
    return case


def form(version=2, **fields):
    return {"key": str(uuid.uuid4()), "version": version, "reason": ""} | fields


def test_a_manager_shows_again_what_was_hidden(client_for, mia, insult, hidden_case):
    client = client_for(mia)
    assert "Show it again" in client.get(hidden_case.get_absolute_url()).text
    client.post(reverse("moderation_restore", args=[hidden_case.pk]), form())
    insult.refresh_from_db()
    assert insult.state == State.PUBLISHED
    assert [d.action for d in hidden_case.decisions.all()] == ["restore", "hide"]
    assert "Show it again" not in client.get(hidden_case.get_absolute_url()).text


def test_its_author_is_told(client_for, people, mia, hidden_case, minute_over):
    client_for(mia).post(reverse("moderation_restore", args=[hidden_case.pk]), form())
    minute_over()
    assert "put your post back" in people.bela.notifications.latest("pk").text


def test_a_double_click_restores_once(client_for, mia, hidden_case):
    client, data = client_for(mia), form()
    for _ in range(2):
        client.post(reverse("moderation_restore", args=[hidden_case.pk]), data)
    assert Decision.objects.filter(action="restore").count() == 1


def test_a_second_manager_meets_the_change(client_for, people, mia, hidden_case):
    client_for(mia).post(reverse("moderation_restore", args=[hidden_case.pk]), form())
    response = client_for(people.moira).post(
        reverse("moderation_restore", args=[hidden_case.pk]), form()
    )
    assert response.status_code == 409
    assert "This case changed while you had it open" in response.text


@pytest.mark.parametrize("action", ["dismiss", "remove"])
def test_nothing_else_can_be_undone(
    client_for, viewer_of, people, mia, insult, open_case, choice, action
):
    case = open_case(insult, INSULT)
    deciding.decide(viewer_of(people.moira), case.pk, 1, choice(action))
    client = client_for(mia)
    assert "Show it again" not in client.get(case.get_absolute_url()).text
    response = client.post(reverse("moderation_restore", args=[case.pk]), form())
    assert response.status_code == 403


def test_what_is_no_longer_hidden_is_left_alone(client_for, mia, insult, hidden_case):
    Post.objects.filter(pk=insult.pk).update(state=State.WITHDRAWN)
    response = client_for(mia).post(reverse("moderation_restore", args=[hidden_case.pk]), form())
    assert response.status_code == 403


@pytest.mark.parametrize("name", ["bela", "anna", "vera"])
def test_to_all_but_managers_it_does_not_exist(client_for, people, insult, hidden_case, name):
    client = client_for(getattr(people, name))
    response = client.post(reverse("moderation_restore", args=[hidden_case.pk]), form())
    assert response.status_code == 404
    insult.refresh_from_db()
    assert insult.state == State.HIDDEN


def test_a_manager_without_her_second_factor_restores_nothing(client_for, people, hidden_case):
    client = client_for(people.moira, second_factor=False)
    response = client.post(reverse("moderation_restore", args=[hidden_case.pk]), form())
    assert response.url == reverse("mfa_index")
    assert not Decision.objects.filter(action="restore").exists()


def test_a_stranger_is_asked_to_sign_in(client_for, hidden_case):
    response = client_for().post(reverse("moderation_restore", args=[hidden_case.pk]), form())
    assert response.url.startswith(reverse("account_login"))
