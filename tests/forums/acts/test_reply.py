import pytest

from community import events
from community.audit.models import Entry
from community.lib.verdicts import Refused
from community.pipeline.models import OutboxEntry
from forums import posting
from forums.models import State, Topic
from tests.forums.writing import draft
from tests.rooms import add_post


def counters(topic):
    topic = Topic.objects.get(pk=topic.pk)
    return topic.last_number, topic.reply_count, topic.bump_id


def test_the_topic_counts_it_at_once(rooms, people, viewer_of):
    post = posting.reply(viewer_of(people.anna), rooms.open_topic, draft())
    assert counters(rooms.open_topic) == (3, 2, post.pk)


def test_a_reply_after_held_ones_has_the_next_number_and_counts_itself_only(
    rooms, people, viewer_of
):
    add_post(rooms.open_topic, people.nina, "Held.", State.HELD)
    post = posting.reply(viewer_of(people.anna), rooms.open_topic, draft())
    assert counters(rooms.open_topic) == (4, 2, post.pk)


def test_it_is_recorded_and_screened_later(rooms, people, viewer_of):
    post = posting.reply(viewer_of(people.anna), rooms.closed_topic, draft("Their words."))
    entry = Entry.objects.get(verb="post.submitted")
    assert (entry.actor_id, entry.about_id, entry.detail) == (
        people.anna.pk,
        post.pk,
        {"topic": rooms.closed_topic.pk},
    )
    work = OutboxEntry.objects.get(handler=events.SCREEN)
    assert work.payload == {"kind": "post", "subject_id": post.pk}


@pytest.mark.parametrize(
    "change, words",
    [({"is_locked": True}, "locked"), ({"state": State.HELD}, "replies wait")],
)
def test_the_topic_is_looked_at_again_once_it_is_locked(
    change, words, rooms, people, viewer_of, written
):
    topic = Topic.objects.select_related("board").get(pk=rooms.open_topic.pk)
    Topic.objects.filter(pk=topic.pk).update(**change)
    before = written()
    with pytest.raises(Refused, match=words):
        posting.reply(viewer_of(people.anna), topic, draft())
    assert written() == before
