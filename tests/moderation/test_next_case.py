"""Which case comes next by itself, and the ways from one to another."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation import queueing
from moderation.filtering import Filters
from moderation.limits import CLAIM_HOLDS, SKIPPED_AT_MOST
from moderation.models import Case
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(rooms, insult, open_case):
    """Cases in the order in which they are due; the first is the most urgent."""
    now = timezone.now()
    posts = (insult, rooms.closed_post, rooms.open_post)
    return [open_case(p, due_at=now + timedelta(hours=n)) for n, p in enumerate(posts, start=1)]


def test_it_is_the_most_urgent(viewer_of, people, three):
    assert queueing.next_case(viewer_of(people.moira)) == three[0]


def test_what_another_is_looking_at_is_left_to_them(viewer_of, people, mia, three):
    Case.objects.filter(pk=three[0].pk).update(claimed_by=mia, claimed_at=timezone.now())
    assert queueing.next_case(viewer_of(people.moira)) == three[1]
    assert queueing.next_case(viewer_of(mia)) == three[0]


def test_but_not_for_ever(viewer_of, people, mia, three):
    Case.objects.update(claimed_by=mia, claimed_at=timezone.now() - CLAIM_HOLDS)
    assert queueing.next_case(viewer_of(people.moira)) == three[0]


def test_what_one_took_part_in_is_passed_over(viewer_of, people, rooms, three):
    rooms.closed_post.author = people.moira
    rooms.closed_post.save()
    Case.objects.filter(pk=three[1].pk).delete()
    assert queueing.next_case(viewer_of(people.moira)) == three[2]


def test_a_filter_narrows_it(viewer_of, people, three):
    Case.objects.filter(pk=three[2].pk).update(family="identifying")
    viewer = viewer_of(people.moira)
    assert queueing.next_case(viewer, Filters(family="identifying")) == three[2]
    assert queueing.next_case(viewer, Filters(family="welfare")) is None


def test_from_a_list_of_decided_ones_it_is_an_open_one(viewer_of, people, three):
    assert queueing.next_case(viewer_of(people.moira), Filters(state="decided")) == three[0]


def test_what_was_left_for_later_comes_when_there_is_nothing_else(viewer_of, people, three):
    viewer = viewer_of(people.moira)
    left = Filters().leaving(three[0].pk)
    assert queueing.next_case(viewer, left) == three[1]
    for case in three[1:]:
        left = left.leaving(case.pk)
    assert queueing.next_case(viewer, left) == three[0]


def test_a_board_moderator_is_led_to_no_other_board(viewer_of, mo, three):
    Case.objects.filter(pk__in=[three[0].pk, three[1].pk]).update(state="decided")
    assert queueing.next_case(viewer_of(mo)) is None


def test_others_have_none(viewer_of, people, three):
    assert queueing.next_case(viewer_of(people.anna)) is None


def test_the_page_of_a_case_leads_on_and_back(client_for, people, three):
    client = client_for(people.moira)
    context = client.get(three[1].get_absolute_url()).context
    assert context["previous"] == three[0].get_absolute_url()
    assert context["following"] == f"{three[2].get_absolute_url()}?skip={three[1].pk}"
    last = client.get(context["following"]).context
    assert last["following"] == ""
    assert last["previous"] == f"{three[1].get_absolute_url()}?skip={three[1].pk}"


def test_who_leaves_a_case_for_later_and_decides_the_next_is_not_led_back(
    client_for, people, three, sent
):
    client = client_for(people.moira)
    onwards = client.get(three[0].get_absolute_url()).context["following"]
    done = client.post(onwards, sent(three[1], "dismiss"))
    assert done.url == f"{three[2].get_absolute_url()}?skip={three[0].pk}"


def test_filters_are_read_as_they_are_written():
    filters = Filters(
        state="decided",
        family="offensive",
        source="member",
        place="Cardiology & more",
        claim="mine",
        late=True,
        held=True,
        skip=(3, 1),
        after="12.3",
    )
    query = dict(pair.split("=") for pair in filters.query[1:].split("&"))
    query["place"] = "Cardiology & more"
    assert Filters.of(query) == filters
    assert Filters().query == ""
    assert Filters.of({}) == Filters()


def test_an_address_holds_only_so_many():
    filters = Filters()
    for number in range(100):
        filters = filters.leaving(number)
    assert filters.skip == tuple(range(100 - SKIPPED_AT_MOST, 100))
    assert Filters.of({"skip": "1.x.-2.³.4"}).skip == (1, 4)


def test_the_words_of_no_post_are_in_the_ways(client_for, people, three):
    assert INSULT not in client_for(people.moira).get(three[2].get_absolute_url()).text
