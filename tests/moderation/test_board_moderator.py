"""A moderator of one board sees its cases and no others."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community.members.models import Standing
from community.members.viewer import Viewer
from moderation import access
from moderation.models import Case
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


@pytest.mark.parametrize("who", ["moira", "mo", "mia", "lex", "anna", "bela", "adam", None])
def test_of_many_cases_at_once_the_same_are_visible(
    request, viewer_of, people, rooms, insult, open_case, who
):
    mixed = [open_case(insult, INSULT), open_case(rooms.open_post)]
    for kind, subject_id, author in [
        ("post", rooms.closed_post.pk, people.moira),
        ("post", insult.pk, people.bela),
        ("post", 987654321, people.bela),
        ("profile", people.bela.pk, people.bela),
        ("picture", 987654321, people.bela),
    ]:
        case = Case(subject_kind=kind, subject_id=subject_id, author=author, state="decided")
        case.severity, case.due_at = Case.Severity.LOW, timezone.now()
        case.save()
        mixed.append(case)
    user = getattr(people, who, None) or request.getfixturevalue(who) if who else None
    viewer = viewer_of(user) if user else Viewer()
    seen = access.visible_cases(viewer)
    ids = set(seen.values_list("pk", flat=True))
    assert set(access.visible_among(viewer, Case.objects.values("pk"))) == ids
    some = Case.objects.filter(pk__gt=mixed[0].pk)
    assert set(access.visible_among(viewer, some.values("pk"))) == ids - {mixed[0].pk}
    assert len(seen) == {"moira": 4, "mia": 5, "mo": 3}.get(who, 0)


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
