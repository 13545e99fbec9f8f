"""A moderator of one board sees its cases and no others."""

import pytest
from django.urls import reverse

from community.members.models import Standing
from moderation import access
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db


def test_only_the_cases_of_their_board(client_for, mo, rooms, insult, open_case):
    theirs = open_case(insult, INSULT)
    other = open_case(rooms.open_post)
    client = client_for(mo)
    rows = client.get(reverse("moderation_queue")).context["rows"]
    assert [row.case for row in rows] == [theirs]
    assert client.get(theirs.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404


def test_a_grant_by_name_is_nothing_without_the_office(client_for, mo, insult, open_case):
    case = open_case(insult, INSULT)
    mo.standings.filter(kind=Standing.Kind.MODERATOR).delete()
    assert client_for(mo).get(case.get_absolute_url()).status_code == 404


def test_nor_without_a_second_factor(client_for, mo, insult, open_case):
    case = open_case(insult, INSULT)
    response = client_for(mo, second_factor=False).get(case.get_absolute_url())
    assert response.status_code in (302, 404)


def test_who_wrote_in_a_thread_does_not_decide_there(
    client_for, viewer_of, mo, rooms, insult, open_case, sent
):
    case = open_case(insult, INSULT)
    rooms.closed_post.author = mo
    rooms.closed_post.save()
    assert case in access.visible_cases(viewer_of(mo))
    assert case not in access.decidable_cases(viewer_of(mo))
    response = client_for(mo).post(case.get_absolute_url(), sent(case, "hide"))
    assert response.status_code == 403
    assert "another moderator decides" in response.text


def test_the_law_desk_does_not_work_the_queue(client_for, lex, insult, open_case):
    case = open_case(insult, INSULT)
    assert client_for(lex).get(reverse("moderation_queue")).status_code == 404
    assert client_for(lex).get(case.get_absolute_url()).status_code == 404
