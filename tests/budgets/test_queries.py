"""What a page costs in queries: the same with five topics and with five hundred."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.lib import rendering
from forums.models import Post, Topic
from tests.forums.writing import typed

FEW, MANY = 5, 500

# Signed in, with the session, the user and the roles, once the grants are in the cache.
BUDGET = {"home": 6, "boards": 6, "board": 8, "topic": 10, "reply": 18}


def fill(rooms, people, count):
    """`count` topics with a post each on the board, and as many replies in its first topic."""
    shown = rendering.render("Words.")
    written = {"source": "Words.", "html": shown.html, "text": shown.text, "renderer": 1}
    authors = [people.anna, people.bela, people.nina, people.moira]
    topics = Topic.objects.bulk_create(
        Topic(board=rooms.closed, author=authors[n % 4], title=f"Topic {n}", last_number=1)
        for n in range(count)
    )
    posts = Post.objects.bulk_create(
        Post(topic=topic, number=1, author=topic.author, **written) for topic in topics
    )
    for topic, post in zip(topics, posts, strict=True):
        topic.bump_id = post.pk
    Topic.objects.bulk_update(topics, ["bump_id"])
    last = rooms.closed_topic.posts.count()
    Post.objects.bulk_create(
        Post(topic=rooms.closed_topic, number=last + n, author=authors[n % 4], **written)
        for n in range(1, count + 1)
    )
    Topic.objects.filter(pk=rooms.closed_topic.pk).update(last_number=last + count)


def cost(act):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = act()
    assert response.status_code in (200, 302)
    return len(queries)


@pytest.fixture
def costs(rooms, people, client_for):
    """costs() is what each page costs now, by name."""
    client = client_for(people.anna)
    topic = rooms.closed_topic.get_absolute_url()
    pages = {
        "home": lambda: client.get("/"),
        "boards": lambda: client.get("/boards/"),
        "board": lambda: client.get("/b/cardiology-clinical/"),
        "topic": lambda: client.get(topic),
        "reply": lambda: client.post(f"/reply/{rooms.closed_topic.pk}/", typed()),
    }

    def measure():
        for name in ("home", "boards", "board", "topic"):
            pages[name]()
        return {name: cost(act) for name, act in pages.items()}

    return measure


def test_pages_keep_to_their_budget(rooms, people, costs):
    fill(rooms, people, FEW)
    found = costs()
    assert {name: n for name, n in found.items() if n > BUDGET[name]} == {}


def test_no_page_costs_more_for_there_being_more(rooms, people, costs):
    fill(rooms, people, FEW)
    few = costs()
    fill(rooms, people, MANY)
    assert costs() == few


def test_a_deep_page_costs_what_the_first_does(rooms, people, client_for):
    fill(rooms, people, MANY)
    client, topic = client_for(people.anna), rooms.closed_topic.get_absolute_url()
    client.get(topic)
    assert cost(lambda: client.get(f"{topic}?page=20")) == cost(lambda: client.get(topic))
    board = "/b/cardiology-clinical/"
    before = Topic.objects.order_by("-bump_id")[400].bump_id
    assert cost(lambda: client.get(f"{board}?before={before}")) <= cost(lambda: client.get(board))


def test_a_page_with_what_is_set_aside_costs_one_query_more(rooms, people, client_for):
    fill(rooms, people, MANY)
    client, topic = client_for(people.anna), rooms.closed_topic.get_absolute_url()
    client.get(topic)
    whole = cost(lambda: client.get(topic))
    Post.objects.filter(topic=rooms.closed_topic, number__in=[3, 4, 5, 6]).update(state="removed")
    assert cost(lambda: client.get(topic)) == whole + 1
