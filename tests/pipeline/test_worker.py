"""Real workers on a real Redis: killed, robbed of their queue, asked five times over. What is
promised is done, and done once."""

import pytest
import redis
from django.conf import settings

from community import events
from community.celery import app
from community.members.viewer import viewer_for
from community.pipeline import outbox
from community.pipeline.models import OutboxEntry
from community.pipeline.tasks import handle
from forums import posting
from forums.models import Post, State
from moderation.models import Case, Screening
from tests.forums.writing import draft
from tests.pipeline.broker import forget_connections
from tests.pipeline.workers import kill, start, wait_for, working

THREAT = "I will find you and kill you."

pytestmark = [
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("unlimited"),
]


@pytest.fixture(autouse=True)
def fresh_broker(settings):
    """An empty Redis before and after, and no connection to what was before."""
    settings.OUTBOX_RESEND_AFTER = 1
    forget_connections()
    empty_redis()
    yield
    forget_connections()
    empty_redis()


@pytest.fixture
def unlimited(monkeypatch):
    from tests.forums.writing import UNLIMITED

    monkeypatch.setattr(posting, "POSTING", UNLIMITED)


def empty_redis():
    client = redis.Redis.from_url(settings.REDIS_URL)
    client.flushdb()
    client.close()


def post_many(rooms, people, count):
    """`count` replies, every fourth a threat; their ids."""
    viewer = viewer_for(people.anna)
    return [
        posting.reply(viewer, rooms.open_topic, draft(THREAT if n % 4 == 0 else f"Reply {n}.")).pk
        for n in range(count)
    ]


def due():
    """What a worker has to do at once: screening. Telling waits for the author's minute."""
    return OutboxEntry.objects.filter(handler=events.SCREEN)


def all_done():
    return not due().filter(done_at=None).exists()


def everything_once(posts, threats):
    """Each post screened once, each threat in one case and held, nothing left to do."""
    screened = Screening.objects.filter(subject_kind="post", subject_id__in=posts)
    assert sorted(screened.values_list("subject_id", flat=True)) == sorted(posts)
    assert Case.objects.count() == threats
    assert Post.objects.filter(pk__in=posts, state=State.HELD).count() == threats
    assert Case.objects.filter(version=1).count() == threats  # opened once and never bumped
    assert all_done()


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(rooms, people, tmp_path):
    posts = post_many(rooms, people, 60)
    worker = start()
    try:
        wait_for(lambda: Screening.objects.count() >= 3)
    finally:
        kill(worker)
    left = due().filter(done_at=None).count()
    assert left, "it was killed too late to show anything"
    with working("--beat", "--schedule", str(tmp_path / "beat")):
        wait_for(all_done)
    everything_once(posts, threats=15)


def test_an_emptied_broker_loses_nothing(rooms, people):
    posts = post_many(rooms, people, 12)
    empty_redis()
    with working():
        wait_for(lambda: outbox.sweep() == 0 and all_done())
    everything_once(posts, threats=3)


def test_a_task_delivered_five_times_is_done_once(rooms, people):
    posts = post_many(rooms, people, 6)
    for pk in due().values_list("pk", flat=True):
        for _ in range(4):
            handle.delay(pk)
    with working():
        wait_for(all_done)
        wait_for(queue_is_empty)
    everything_once(posts, threats=2)
    assert due().exclude(attempts=1).count() == 0


def queue_is_empty():
    with app.connection_for_read() as broker:
        return broker.default_channel.client.llen("celery") == 0
