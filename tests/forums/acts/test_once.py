"""Many hands at once, on real connections: each form once, each number once."""

import threading
import uuid

import pytest
from django.db import connection

from community import events
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from forums import posting
from forums.models import Post, Topic
from tests.forums.writing import draft

HANDS = 20

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("unlimited")]


def at_once(act, arguments):
    """act(argument) in a thread for each, begun together; the results, or what was raised."""
    results, gate = [], threading.Barrier(len(arguments))

    def hand(argument):
        try:
            gate.wait(timeout=30)
            results.append(act(argument))
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=hand, args=(argument,)) for argument in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def test_twenty_clicks_of_one_form_make_one_post(transactional_db, rooms, people):
    viewer, form = viewer_for(people.anna), draft("Once.")
    topic = Topic.objects.get(pk=rooms.open_topic.pk)
    posts = at_once(lambda _: posting.reply(viewer, topic, form).pk, range(HANDS))
    assert len(set(posts)) == 1, posts
    assert len(posts) == HANDS
    assert Post.objects.filter(source="Once.").count() == 1
    assert OutboxEntry.objects.filter(handler=events.SCREEN).count() == 1
    topic.refresh_from_db()
    assert (topic.reply_count, topic.last_number) == (2, 3)


def test_twenty_clicks_open_one_topic(transactional_db, rooms, people):
    viewer, form = viewer_for(people.anna), draft("Once.", title="Once only")
    posts = at_once(lambda _: posting.start_topic(viewer, rooms.open, form).pk, range(HANDS))
    assert len(set(posts)) == 1, posts
    assert Topic.objects.filter(title="Once only").count() == 1


def test_twenty_replies_at_once_are_numbered_without_gap_or_double(transactional_db, rooms, people):
    topic, viewers = rooms.open_topic, [viewer_for(who) for who in (people.anna, people.nina)]

    def reply(n):
        return posting.reply(viewers[n % 2], topic, draft(f"Reply {n}.")).number

    numbers = at_once(reply, range(HANDS))
    assert sorted(numbers) == list(range(3, HANDS + 3))
    topic = Topic.objects.get(pk=topic.pk)
    assert topic.posts.count() == topic.last_number == HANDS + 2
    assert topic.reply_count == HANDS + 1
    assert topic.bump_id == topic.posts.latest("number").pk


def test_of_many_edits_of_one_version_one_is_kept_and_all_others_are_told(
    transactional_db, rooms, people
):
    viewer, post = viewer_for(people.nina), rooms.open_reply

    def edit(n):
        return posting.edit(viewer, post, draft(f"Edit {n}.", key=uuid.uuid4()), 1).source

    results = at_once(edit, range(8))
    kept = [result for result in results if isinstance(result, str)]
    assert len(kept) == 1, results
    assert sum(isinstance(result, posting.Conflict) for result in results) == 7
    post.refresh_from_db()
    assert (post.source, post.version, post.revisions.count()) == (kept[0], 2, 1)
