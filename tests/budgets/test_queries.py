"""What a page costs in queries: the same with ten posts and with a hundred thousand. Signed in,
with the session, the user, the roles, and a notification that waits."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.inbox.models import Notification
from forums.models import Draft, Level, Post, Reading, Topic
from moderation.bench import tuning
from tests.forums.polls import add_poll, end, vote
from tests.forums.writing import typed
from tests.rooms import add_post, add_topic

FEW, MANY = 10, 100_000

# Once the grants and the thresholds are in the cache. A topic with stubs in it costs one more.
BUDGET = {
    "home": 9,
    "boards": 6,
    "find": 6,
    "board": 8,
    "unanswered": 8,
    "useful": 8,
    "following": 7,
    "ignored": 5,
    "topic": 9,
    "new": 3,
    "news": 4,
    "read": 7,
    "reply": 18,
    "first answer": 18,
}

TOPICS = """
    INSERT INTO forums_topic (board_id, author_id, title, state, created_at, last_number,
        reply_count, is_locked, is_pinned, bump_id, bump_number, mark_count)
    SELECT %(board)s, %(author)s, 'Topic ' || n, 'published', now(), 1, 0, false, false, 0,
        1, n %% 5
    FROM generate_series(1, %(topics)s) n
"""
FIRST_POSTS = """
    INSERT INTO forums_post (topic_id, number, author_id, state, source, html, text, renderer,
        version, kept_reason, created_at)
    SELECT id, 1, author_id, 'published', 'Words.', '<p>Words.</p>', 'Words.', 1, 1, '', now()
    FROM forums_topic WHERE bump_id = 0
"""
BUMPS = """
    UPDATE forums_topic SET bump_id = post.id FROM forums_post post
    WHERE post.topic_id = forums_topic.id AND forums_topic.bump_id = 0
"""
QUESTIONS = """
    INSERT INTO forums_question (topic_id, board_id, first_answer_at)
    SELECT id, board_id, CASE WHEN id %% 3 > 0 THEN now() END FROM forums_topic
    WHERE board_id = %(board)s ON CONFLICT DO NOTHING
"""
READINGS = """
    INSERT INTO forums_reading (user_id, topic_id, last_number, level)
    SELECT %(reader)s, id, id %% 2, CASE WHEN id %% 3 = 0 THEN 'track' ELSE '' END
    FROM forums_topic WHERE board_id = %(board)s ON CONFLICT DO NOTHING
"""
REPLIES = """
    INSERT INTO forums_post (topic_id, number, author_id, state, source, html, text, renderer,
        version, kept_reason, created_at)
    SELECT %(topic)s, %(last)s + n, %(author)s, 'published', 'Words.', '<p>Words.</p>', 'Words.', 1,
        1, '', now()
    FROM generate_series(1, %(replies)s) n
"""
LONGER = """
    UPDATE forums_topic SET last_number = last_number + %(replies)s, reply_count = reply_count
        + %(replies)s, bump_number = last_number + %(replies)s,
        bump_id = (SELECT max(id) FROM forums_post WHERE topic_id = %(topic)s)
    WHERE id = %(topic)s
"""


def fill(rooms, people, posts):
    """`posts` more of them: half open topics on the closed board, half are replies in its first."""
    values = {
        "board": rooms.closed.pk,
        "author": people.bela.pk,
        "reader": people.anna.pk,
        "topic": rooms.closed_topic.pk,
        "topics": posts // 2,
        "replies": posts // 2,
        "last": Topic.objects.get(pk=rooms.closed_topic.pk).last_number,
    }
    with connection.cursor() as cursor:
        for statement in (TOPICS, FIRST_POSTS, BUMPS, QUESTIONS, READINGS, REPLIES, LONGER):
            cursor.execute(statement, values)
        cursor.execute("ANALYZE forums_topic, forums_post, forums_reading, forums_question")


def cost(act):
    with CaptureQueriesContext(connection) as queries:
        response = act()
    assert response.status_code in (200, 302)
    return len(queries)


@pytest.fixture
def pages(rooms, people, client_for):
    """{name: what opens it} for Anna, who has read, follows, ignores, drafts and has mail."""
    Notification.objects.create(
        user=people.anna, text="x", url="/", subject_kind="post", subject_id=rooms.open_reply.pk
    )
    Reading.objects.create(
        user=people.anna, topic=rooms.closed_topic, last_number=1, level=Level.TRACK
    )
    Draft.objects.create(
        user=people.anna,
        place=f"reply {rooms.closed_topic.pk}",
        board=rooms.closed,
        topic=rooms.closed_topic,
        source="Half a reply",
    )
    client, pk = client_for(people.anna), rooms.closed_topic.pk
    question = add_topic(rooms.closed, people.bela, "Who needs an echo?")
    add_post(question, people.bela, "All of them?")
    addresses = {
        "home": "/",
        "boards": "/boards/",
        "find": "/boards/?find=cardio",
        "board": "/b/cardiology-clinical/",
        "unanswered": "/b/cardiology-clinical/?show=unanswered",
        "useful": "/b/cardiology-clinical/?show=useful",
        "following": "/following/",
        "ignored": "/ignored/",
        "topic": rooms.closed_topic.get_absolute_url(),
        "new": f"/t/{pk}/new/",
        "news": f"/t/{pk}/news/?after=1",
    }
    opened = {name: lambda where=where: client.get(where) for name, where in addresses.items()}
    return opened | {
        "read": lambda: client.post(f"/t/{pk}/read/", {"number": 1}),
        "reply": lambda: client.post(f"/reply/{pk}/", typed()),
        "first answer": lambda: client.post(f"/reply/{question.pk}/", typed()),
    }


def measure(pages):
    for name in ("home", "boards", "board", "topic"):
        pages[name]()  # what is cached is in the cache
    tuning.bench()
    return {name: cost(act) for name, act in pages.items()}


def test_pages_keep_to_their_budget(rooms, people, pages):
    fill(rooms, people, FEW)
    found = measure(pages)
    assert {name: n for name, n in found.items() if n > BUDGET[name]} == {}


def test_no_page_costs_more_for_there_being_more(rooms, people, pages):
    fill(rooms, people, FEW)
    few = measure(pages)
    fill(rooms, people, MANY)
    assert Post.objects.count() > MANY
    assert measure(pages) == few


def test_a_deep_page_costs_what_the_first_does(rooms, people, client_for, pages):
    fill(rooms, people, MANY)
    client, topic = client_for(people.anna), rooms.closed_topic.get_absolute_url()
    pages["board"]()
    assert cost(lambda: client.get(f"{topic}?page=2000")) == cost(pages["topic"])
    boards = {"board": "", "unanswered": "show=unanswered&", "useful": "show=useful&"}
    deep = Topic.objects.order_by("-bump_id")[20_000]
    keys = {"board": deep.bump_id, "unanswered": deep.pk, "useful": f"3.{deep.pk}"}
    for name, look in boards.items():
        where = f"/b/cardiology-clinical/?{look}before={keys[name]}"
        assert "topic-row" in client.get(where).text, name
        assert cost(lambda where=where: client.get(where)) <= cost(pages[name]), name
    follows = f"/following/?before={deep.bump_id}"
    assert cost(lambda: client.get(follows)) == cost(pages["following"])


def test_a_poll_costs_two_queries_and_the_topics_beside_it_none(rooms, people, pages):
    fill(rooms, people, FEW)
    pages["topic"]()
    without = cost(pages["topic"])
    poll = add_poll(rooms.closed_topic)
    assert cost(pages["topic"]) == without + 1, "whether one has voted"
    vote(people.anna, rooms.closed_topic, 0)
    assert cost(pages["topic"]) == without + 2, "and then the figures"
    end(poll)
    assert cost(pages["topic"]) == without + 2


def test_a_page_with_stubs_or_with_what_is_ignored_costs_one_query_more(rooms, people, pages):
    fill(rooms, people, FEW)
    pages["topic"]()
    whole = cost(pages["topic"])
    topic = Topic.objects.get(pk=rooms.closed_topic.pk)
    add_post(topic, people.bela, "", "removed")
    assert cost(pages["topic"]) == whole + 1 <= 10
