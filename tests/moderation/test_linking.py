import pytest
from django.db import IntegrityError
from django.http import Http404
from django.urls import reverse

from community.audit.models import Entry
from moderation import linking
from moderation.models import Case, CaseLink
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(rooms, insult, open_case):
    return open_case(rooms.closed_post), open_case(insult, INSULT)


def send(client, case, number):
    return client.post(reverse("moderation_link", args=[case.pk]), {"number": number}, follow=True)


def part(client, case, other):
    return client.post(reverse("moderation_unlink", args=[case.pk, other.pk]), follow=True)


def linked(viewer, case):
    return list(linking.linked_cases(viewer, case))


def test_two_cases_lead_to_each_other(client_for, viewer_of, people, two):
    older, newer = two
    page = send(client_for(people.moira), newer, older.pk)
    assert f"Case {older.pk}</a>" in page.text
    viewer = viewer_of(people.moira)
    assert linked(viewer, older) == [newer]
    assert linked(viewer, newer) == [older]
    entry = Entry.objects.get(verb="case.linked")
    assert (entry.about_id, entry.detail) == (newer.pk, {"other": older.pk})


def test_from_either_side_and_twice_it_is_one_link(client_for, people, two):
    older, newer = two
    client = client_for(people.moira)
    for case, other in ((newer, older), (older, newer), (newer, older)):
        send(client, case, other.pk)
    assert CaseLink.objects.count() == 1
    assert Entry.objects.filter(verb="case.linked").count() == 1


def test_they_can_be_parted_from_either_side(client_for, viewer_of, people, two):
    older, newer = two
    client = client_for(people.moira)
    send(client, newer, older.pk)
    for _ in range(2):
        assert part(client, older, newer).status_code == 200
    assert not linked(viewer_of(people.moira), older)
    assert Entry.objects.filter(verb="case.unlinked").count() == 1


@pytest.mark.parametrize("number", ["", "x", "0", "-1", "987654", "9" * 30, "1.5"])
def test_a_number_that_is_none_links_nothing(client_for, people, two, number):
    page = send(client_for(people.moira), two[1], number)
    assert "There is no other case with this number" in page.text
    assert not CaseLink.objects.exists()


def test_a_case_does_not_belong_to_itself(client_for, people, two):
    page = send(client_for(people.moira), two[0], two[0].pk)
    assert "There is no other case with this number" in page.text


def test_a_board_moderator_learns_of_no_case_elsewhere(
    client_for, viewer_of, people, mo, rooms, two, open_case
):
    elsewhere = open_case(rooms.open_post)
    client = client_for(mo)
    not_theirs = send(client, two[0], elsewhere.pk).text
    none = send(client, two[0], 987654).text
    for page in (not_theirs, none):
        assert "There is no other case with this number where you moderate" in page
    linking.link(viewer_of(people.moira), two[0].pk, elsewhere.pk)
    assert linked(viewer_of(mo), two[0]) == []
    assert f"Case {elsewhere.pk}" not in client.get(two[0].get_absolute_url()).text
    part(client, two[0], elsewhere)
    assert linked(viewer_of(people.moira), two[0]) == [elsewhere]


def test_to_all_others_there_is_no_such_case(client_for, viewer_of, people, mo, rooms, open_case):
    one, other = open_case(rooms.open_post), open_case(rooms.open_reply)
    for who in (people.anna, people.bela, people.vera, people.adam, mo):
        assert send(client_for(who), one, other.pk).status_code == 404
        assert part(client_for(who), one, other).status_code == 404
    with pytest.raises(Http404):
        linking.link(viewer_of(mo), one.pk, other.pk)


def test_the_name_of_whoever_wrote_is_not_among_the_links(client_for, people, two):
    older, newer = two
    Case.objects.filter(pk=older.pk).update(mask="Quiet Otter")
    page = send(client_for(people.moira), newer, older.pk).text
    assert "Anna" not in page.split('id="links"')[1].split("</form>")[0]


def test_the_database_keeps_them_in_order(people, two):
    older, newer = two
    with pytest.raises(IntegrityError):
        CaseLink.objects.create(older=newer, newer=older, by=people.moira)
