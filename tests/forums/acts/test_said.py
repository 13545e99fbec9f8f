"""What screening is told beside a post's own words."""

import pytest

from community.members.models import Audience, Profile
from forums.models import Post, State
from forums.said import said_before, workplace_of
from forums.subjects import PostSubject
from moderation import screening
from moderation.detectors.finding import Action
from tests.forums.masks import sign
from tests.rooms import add_post

pytestmark = pytest.mark.django_db


def works_at(member, place, audience=Audience.DOCTORS):
    Profile.objects.update_or_create(
        user=member, defaults={"workplace": place, "workplace_for": audience}
    )


def test_the_workplace_counts_where_others_can_see_it(people):
    works_at(people.anna, "Whitby Hospital")
    assert workplace_of(people.anna.pk) == "Whitby Hospital"
    works_at(people.anna, "Whitby Hospital", Audience.NOBODY)
    assert workplace_of(people.anna.pk) == ""
    assert workplace_of(people.bela.pk) == ""


def test_earlier_posts_are_the_authors_own_in_this_topic_oldest_first(people, rooms):
    first = add_post(rooms.closed_topic, people.bela, "First the calf.")
    add_post(rooms.closed_topic, people.anna, "Somebody else's.")
    last = add_post(rooms.closed_topic, people.bela, "Then the thigh.")
    said = said_before(people.bela.pk, rooms.closed_topic, last.number)
    assert said == (rooms.closed_reply.text, first.text)
    Post.objects.filter(pk=first.pk).update(state=State.REMOVED)
    assert first.text not in said_before(people.bela.pk, rooms.closed_topic, last.number)


def test_details_told_in_two_posts_add_up(people, rooms):
    add_post(rooms.closed_topic, people.bela, "A 47-year-old firefighter with a swollen calf.")
    second = add_post(rooms.closed_topic, people.bela, "He came in again from Whitby.")
    alone = add_post(rooms.closed_topic, people.anna, "He came in again from Whitby.")
    assert screening.screen_subject("post", alone.pk) is None
    case = screening.screen_subject("post", second.pk)
    assert case is not None
    assert case.findings.get().action == Action.HOLD


def test_a_pseudonym_is_not_told_by_where_its_holder_works(people, rooms):
    works_at(people.bela, "Whitby Hospital")
    assert PostSubject().read(rooms.closed_reply.pk).workplace == "Whitby Hospital"
    sign(rooms.closed_reply)
    assert PostSubject().read(rooms.closed_reply.pk).workplace == ""
