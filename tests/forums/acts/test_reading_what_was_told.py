"""What the inbox told of a post is read with the post; what a moderator told stays."""

import pytest

from community.inbox.models import Notification
from community.inbox.telling import tell
from forums import resuming

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(people, viewer_of):
    return viewer_of(people.anna)


def told_of(rooms, people, key):
    post = ("post", rooms.closed_reply.pk)
    return tell(people.anna.pk, "Something", "/", subject=post, once=key, mail=False)


def is_read(notification):
    return Notification.objects.get(pk=notification.pk).read_at is not None


def test_a_mention_is_read_with_the_post_it_stands_in(rooms, people, anna):
    notice = told_of(rooms, people, f"post:{rooms.closed_reply.pk}")
    resuming.mark_read(anna, rooms.closed_topic, 1)
    assert not is_read(notice)
    resuming.mark_read(anna, rooms.closed_topic, 2)
    assert is_read(notice)


def test_that_there_are_replies_is_read_at_the_end_of_the_topic(rooms, people, anna):
    notice = told_of(rooms, people, f"replies:{rooms.closed_topic.pk}")
    resuming.mark_read(anna, rooms.closed_topic, 1)
    assert not is_read(notice)
    resuming.mark_read(anna, rooms.closed_topic, 2)
    assert is_read(notice)


def test_what_a_moderator_told_of_the_post_stays(rooms, people, anna):
    notice = told_of(rooms, people, "case.held:7")
    resuming.mark_read(anna, rooms.closed_topic, 2)
    assert not is_read(notice)


def test_another_topic_and_another_member_are_left_alone(rooms, people, anna, viewer_of):
    notice = told_of(rooms, people, f"post:{rooms.closed_reply.pk}")
    resuming.mark_read(anna, rooms.open_topic, 2)
    resuming.mark_read(viewer_of(people.bela), rooms.closed_topic, 2)
    assert not is_read(notice)
