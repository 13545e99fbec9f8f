from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.granting import MODERATE
from forums.models import BoardGroupGrant
from moderation.models import Case
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db


def page(client, state=""):
    return client.get(reverse("moderation_queue"), {"state": state} if state else {})


def test_a_manager_sees_the_worst_and_the_most_urgent_first(
    client_for, people, rooms, insult, open_case
):
    now = timezone.now()
    later = open_case(insult, INSULT)
    mild = open_case(rooms.open_post, severity=Case.Severity.LOW, due_at=now + timedelta(minutes=5))
    urgent = open_case(rooms.closed_post, due_at=now + timedelta(minutes=30))
    response = page(client_for(people.moira))
    assert [row.case for row in response.context["rows"]] == [urgent, later, mild]


def test_it_says_in_words_what_it_is_where_and_how_late(client_for, people, insult, open_case):
    open_case(insult, INSULT, due_at=timezone.now() - timedelta(hours=3, minutes=5))
    response = page(client_for(people.moira))
    for words in ("May abuse someone", "abuse", "Cardiology, clinical", "3 h overdue"):
        assert words in response.text
    assert response.context["figures"].open == response.context["figures"].overdue == 1


def test_the_words_of_a_post_are_not_in_the_list(client_for, people, insult, open_case):
    open_case(insult, INSULT)
    assert INSULT not in page(client_for(people.moira)).text


def test_an_empty_queue_says_what_happens_next(client_for, people):
    assert "New cases come here by themselves" in page(client_for(people.moira)).text


def test_decided_cases_have_a_list_of_their_own(client_for, people, insult, open_case, sent):
    case = open_case(insult, INSULT)
    client = client_for(people.moira)
    client.post(case.get_absolute_url(), sent(case, "hide"))
    assert "Hidden by Moira" in page(client, "decided").text
    assert not page(client).context["rows"]


def test_a_manager_sees_no_case_about_herself(client_for, people, rooms, open_case):
    rooms.open_reply.author = people.moira
    rooms.open_reply.save()
    open_case(rooms.open_reply)
    response = page(client_for(people.moira))
    assert not response.context["rows"]
    assert response.context["figures"].open == 0


def test_a_board_taken_from_her_takes_its_cases_and_their_count(
    client_for, people, rooms, insult, open_case
):
    open_case(insult, INSULT)
    BoardGroupGrant.objects.filter(
        content_object=rooms.closed, permission__codename=MODERATE
    ).first().delete()
    response = page(client_for(people.moira))
    assert not response.context["rows"]
    assert response.context["figures"].open == 0


def test_staff_without_a_second_factor_are_led_to_set_one_up(client_for, people):
    response = page(client_for(people.moira, second_factor=False))
    assert response.status_code == 302
    assert response.url == reverse("mfa_index")


@pytest.mark.parametrize(
    "name", ["anna", "bela", "cara", "dan", "eve", "nina", "stu", "vera", "adam"]
)
def test_to_all_others_it_does_not_exist(client_for, people, name):
    client = client_for(getattr(people, name))
    response = page(client)
    assert response.status_code == 404
    assert response.content == client.get("/no/such/page/").content


def test_a_stranger_is_asked_to_sign_in(client_for, people):
    response = page(client_for())
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
