"""Who sees which part of a member's page: the one answer that every page asks for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.members import seeing, ties
from community.members.models import Audience, Block, Follow, Profile, User
from community.members.viewer import Viewer
from forums import mentioning

WHO = ["stranger", "anna", "bela", "cara", "dan", "eve", "nina", "stu", "moira", "vera", "adam"]
# Of Bela's page, where only Anna is connected with him.
SEEN = {
    Audience.PUBLIC: set(WHO),
    Audience.MEMBERS: set(WHO) - {"stranger", "eve"},
    Audience.DOCTORS: {"anna", "bela"},
    Audience.CONNECTIONS: {"anna", "bela"},
    Audience.NOBODY: {"bela"},
}


def connect(one, other):
    for user, followed in ((one, other), (other, one)):
        Follow.objects.get_or_create(user=user, followed=followed)


@pytest.fixture
def viewer_named(people, viewer_of):
    return lambda who: Viewer() if who == "stranger" else viewer_of(getattr(people, who))


@pytest.mark.parametrize("audience", Audience)
def test_each_audience_is_who_its_name_says(people, viewer_named, audience):
    connect(people.anna, people.bela)
    seen = {who for who in WHO if seeing.sees(viewer_named(who), people.bela, audience)}
    assert seen == SEEN[audience]


def test_following_one_way_is_no_connection(people, viewer_of):
    Follow.objects.create(user=people.nina, followed=people.bela)
    assert not seeing.sees(viewer_of(people.nina), people.bela, Audience.CONNECTIONS)
    assert not seeing.sees(viewer_of(people.bela), people.nina, Audience.CONNECTIONS)


def test_a_block_ends_the_connection_and_takes_nothing_that_any_member_sees(people, viewer_of):
    connect(people.anna, people.bela)
    Block.objects.create(user=people.bela, blocked=people.anna)
    for viewer, member in ((people.anna, people.bela), (people.bela, people.anna)):
        seen = [a for a in Audience if seeing.sees(viewer_of(viewer), member, a)]
        assert seen == [Audience.PUBLIC, Audience.MEMBERS, Audience.DOCTORS]


@pytest.mark.parametrize("audience", Audience)
def test_the_database_gives_the_same_answer(people, viewer_named, audience):
    connect(people.anna, people.bela)
    User.objects.update(specialty_for=audience)
    everyone = list(User.objects.all())
    for who in WHO:
        viewer = viewer_named(who)
        found = User.objects.filter(seeing.shown_to(viewer, "specialty_for"))
        expected = {user.pk for user in everyone if seeing.sees(viewer, user, audience)}
        if not viewer.is_member:  # who is suspended sees themselves here, and no list
            expected.discard(viewer.user_id)
            found = found.exclude(pk=viewer.user_id) if viewer.user_id else found
        assert set(found.values_list("pk", flat=True)) == expected, who


def test_each_part_goes_by_its_own_audience(people, viewer_of):
    Profile.objects.create(
        user=people.bela,
        about="I cycle.",
        about_for="public",
        region="wales",
        region_for="members",
        workplace="Llandough",
        workplace_for="doctors",
        interests="None.",
        interests_for="nobody",
    )
    User.objects.filter(pk=people.bela.pk).update(specialty_for="doctors", grade_for="members")

    def parts(viewer):
        bela = User.objects.select_related("specialty", "profile").get(pk=people.bela.pk)
        page = seeing.shown(viewer, bela)
        return [
            bool(part)
            for part in (
                page.about,
                page.region,
                page.workplace,
                page.interests,
                page.specialty,
                page.grade,
            )
        ]

    assert parts(Viewer()) == [True, False, False, False, False, False]
    assert parts(viewer_of(people.eve)) == [True, False, False, False, False, False]
    assert parts(viewer_of(people.nina)) == [True, True, False, False, False, True]
    assert parts(viewer_of(people.anna)) == [True, True, True, False, True, True]
    assert parts(viewer_of(people.bela)) == [True] * 6


def test_what_is_held_is_only_its_authors_but_not_what_was_chosen_from_a_list(people, viewer_of):
    Profile.objects.create(user=people.bela, about="I cycle.", region="wales", state="held")
    bela = User.objects.get(pk=people.bela.pk)
    others = seeing.shown(viewer_of(people.anna), bela)
    assert (others.about, others.region) == ("", "Wales")
    assert "cycle" in seeing.shown(viewer_of(people.bela), bela).about


def test_a_grade_from_the_list_stands_where_there_is_no_other(people, viewer_of):
    people.bela.grade, people.bela.band = "", "gp"
    assert seeing.grade_for(viewer_of(people.anna), people.bela) == "General practitioner"


# --- Wherever a member is shown ------------------------------------------------------------------


def test_a_specialty_for_doctors_is_beside_no_post_for_others(rooms, people, client_for):
    User.objects.filter(pk=people.bela.pk).update(specialty_for="doctors", grade_for="nobody")
    where = rooms.open_topic.get_absolute_url()
    for who, sees_it in ((None, False), (people.nina, False), (people.anna, True)):
        page = client_for(who).get(where).text
        assert ("General practice" in page) is sees_it, who
        assert "GP partner" not in page


def test_nor_does_the_colour_of_the_circle_tell_it(rooms, people, client_for):
    tint = people.bela.specialty.tint
    where = rooms.open_topic.get_absolute_url()
    circles = client_for(people.nina).get(where).text.count(f'tint-{tint}"')
    assert circles > 0
    User.objects.filter(pk=people.bela.pk).update(specialty_for="doctors")
    assert client_for(people.nina).get(where).text.count(f'tint-{tint}"') == circles - 1


def test_nor_the_names_that_complete_a_mention(rooms, people, client_for):
    where = f"{reverse('names', args=[rooms.open.slug])}?q=Bela"
    assert "GP partner" in client_for(people.nina).get(where).text
    User.objects.filter(pk=people.bela.pk).update(specialty_for="doctors", grade_for="doctors")
    page = client_for(people.nina).get(where).text
    assert "Bela Kovács" in page
    assert "GP partner" not in page
    assert "General practice" not in page


def test_what_is_for_connections_costs_a_page_one_query(rooms, people, client_for):
    where = rooms.open_topic.get_absolute_url()
    connect(people.nina, people.bela)

    def looked():
        client = client_for(people.nina)
        client.get(where)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(where).text
        return len(queries), page

    plain, _ = looked()
    User.objects.update(specialty_for="connections", grade_for="connections")
    costly, page = looked()
    assert "General practice" in page
    assert costly == plain + 1


def test_whom_one_blocks_can_still_name_one(rooms, people, viewer_of):
    ties.block(viewer_of(people.bela), people.nina)
    found = mentioning.colleagues(viewer_of(people.nina), rooms.open, "Bela", None)
    assert [one.user for one in found] == [people.bela]
