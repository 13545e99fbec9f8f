"""Whoever loses a board loses, at the next request, all that they kept of it; and finds it again
when they may read there once more."""

import pytest
from django.utils import timezone

from community.inbox.telling import tell
from community.members.models import Standing
from forums.models import Bookmark, Draft, Level, Reading, Revision
from tests.forums.writing import typed

pytestmark = pytest.mark.django_db

WORD = "zqcanaryxv"


@pytest.fixture
def kept(rooms, people):
    """All that Anna can keep of a closed board, with the word in each."""
    topic, post = rooms.closed_topic, rooms.closed_reply
    type(topic).objects.filter(pk=topic.pk).update(title=f"About {WORD}")
    type(post).objects.filter(pk=post.pk).update(html=f"<p>{WORD}</p>", text=WORD, source=WORD)
    Revision.objects.create(
        post=post, version=1, source=WORD, html=WORD, text=WORD, written_at=timezone.now()
    )
    Bookmark.objects.create(user=people.anna, post=post, note=f"Note on {WORD}")
    Draft.objects.create(
        user=people.anna,
        place=f"reply {topic.pk}",
        board=rooms.closed,
        topic=topic,
        source=f"Draft of {WORD}",
    )
    Reading.objects.create(user=people.anna, topic=topic, last_number=1, level=Level.WATCH)
    tell(people.anna.pk, "Bela mentioned you", post.get_absolute_url(), subject=("post", post.pk))
    return rooms


def pages(rooms):
    topic, post = rooms.closed_topic, rooms.closed_reply
    return {
        "home": "/",
        "index": "/boards/",
        "board": f"/b/{rooms.closed.slug}/",
        "most useful": f"/b/{rooms.closed.slug}/?show=useful",
        "unanswered of the board": f"/b/{rooms.closed.slug}/?show=unanswered",
        "topic": f"/t/{topic.pk}/about-{WORD}/",
        "first new": f"/t/{topic.pk}/new/",
        "news": f"/t/{topic.pk}/news/?after=1",
        "permalink": f"/p/{post.pk}/",
        "history": f"/p/{post.pk}/history/",
        "bookmark": f"/p/{post.pk}/bookmark/",
        "bookmarks": "/bookmarks/",
        "drafts": "/drafts/",
        "following": "/following/",
        "unanswered": "/unanswered/cardiology/",
        "names": f"/b/{rooms.closed.slug}/names/?q=an",
        "inbox": "/inbox/",
    }


def seen(client, rooms):
    """On which of the pages the word, or a way to it, is to be found."""
    found = set()
    for name, where in pages(rooms).items():
        response = client.get(where)
        assert response.status_code < 500, where
        if WORD in response.content.decode() + response.get("Location", ""):
            found.add(name)
    return found


def lapse(user):
    Standing.objects.filter(user=user).update(ends_at=timezone.now())


SHOWN = {
    "home", "index", "board", "topic", "first new", "permalink", "history", "bookmark",
    "bookmarks", "drafts", "following", "inbox",
}  # fmt: skip


def test_all_of_it_is_shown_while_the_board_is_open_to_them(kept, people, client_for):
    """Or what follows would look for what is nowhere."""
    assert seen(client_for(people.anna), kept) >= SHOWN


def test_none_of_it_is_shown_from_the_next_request_on(kept, people, client_for):
    client = client_for(people.anna)
    seen(client, kept)  # with every cache warm
    lapse(people.anna)
    assert seen(client, kept) == set()


def test_the_header_no_longer_counts_it(kept, people, client_for):
    client = client_for(people.anna)
    assert 'class="count"' in client.get("/boards/").text
    lapse(people.anna)
    assert 'class="count"' not in client.get("/boards/").text


def test_it_is_all_there_again_once_they_may_read_there(kept, people, client_for):
    client = client_for(people.anna)
    lapse(people.anna)
    assert seen(client, kept) == set()
    Standing.objects.filter(user=people.anna).update(ends_at=None)
    assert seen(client, kept) >= SHOWN


@pytest.mark.parametrize(
    "deed, fields",
    [
        ("/t/{topic}/read/", {"number": 2}),
        ("/t/{topic}/follow/", {"level": "watch"}),
        ("/b/{board}/read/", {}),
        ("/b/{board}/follow/", {"level": "track"}),
        ("/p/{post}/mark/", {"kind": "useful"}),
        ("/p/{post}/accept/", {}),
        ("/p/{post}/undo/", {}),
        ("/p/{post}/bookmark/", {}),
        ("/reply/{topic}/", typed()),
    ],
)
def test_nothing_can_be_done_to_it_any_more(kept, people, client_for, deed, fields):
    where = deed.format(
        topic=kept.closed_topic.pk, post=kept.closed_reply.pk, board=kept.closed.slug
    )
    client = client_for(people.anna)
    lapse(people.anna)
    response = client.post(where, fields)
    missing = client.post(deed.format(topic=987654321, post=987654321, board="none"), fields)
    assert response.status_code == missing.status_code == 404
    assert WORD not in response.text


def test_a_draft_cannot_be_saved_where_one_may_not_read(kept, people, client_for):
    client = client_for(people.anna)
    lapse(people.anna)
    fields = {"topic": kept.closed_topic.pk, "source": "Words."}
    assert client.post("/drafts/save/", fields).status_code == 404
    assert Draft.objects.get(user=people.anna).source == f"Draft of {WORD}"
