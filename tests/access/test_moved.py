"""A topic that was moved to where fewer read is closed to all others at once: every page, every
size of its pictures, what was told of it and not yet mailed, what they kept of it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.inbox.models import Notification
from community.inbox.telling import tell
from community.lib.reencoding import SIZES
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from forums import access, merging, moving, posting, splitting
from forums.models import (
    Bookmark,
    Draft,
    Level,
    Picture,
    Poll,
    Post,
    Reading,
    Revision,
    Topic,
)
from tests.access.test_canary import crawl, every_address
from tests.forums.counting import key, require_counted
from tests.forums.drawn import add_picture, files
from tests.forums.writing import draft, typed
from tests.rooms import add_post

pytestmark = pytest.mark.django_db

WORD = "zqcanaryxv"


@pytest.fixture
def kept(rooms, people):
    """An open topic with the word in it, and all that Nina, who reads there, can keep of it."""
    topic, post, nina = rooms.open_topic, rooms.open_post, people.nina
    Topic.objects.filter(pk=topic.pk).update(title=f"About {WORD}")
    Post.objects.filter(pk=post.pk).update(html=f"<p>{WORD}</p>", text=WORD, source=WORD)
    add_post(Topic.objects.get(pk=topic.pk), people.bela, f"More of {WORD}.")
    Revision.objects.create(
        post=post, version=1, source=WORD, html=WORD, text=WORD, written_at=timezone.now()
    )
    Bookmark.objects.create(user=nina, post=post, note=f"Note on {WORD}")
    Draft.objects.create(
        user=nina, place=f"reply {topic.pk}", board=rooms.open, topic=topic, source=f"Of {WORD}"
    )
    Reading.objects.create(user=nina, topic=topic, last_number=1, level=Level.WATCH)
    Poll.objects.create(
        topic=topic, question=f"Who of {WORD}?", options=[WORD, "b"],
        closes_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    add_picture(post, people.bela, stored=files(), alt=WORD)
    tell(nina.pk, "Bela mentioned you", post.get_absolute_url(), subject=("post", post.pk))
    return rooms


def pages(rooms):
    topic, post = rooms.open_topic, rooms.open_post
    return {
        "home": "/",
        "index": "/boards/",
        "board": f"/b/{rooms.open.slug}/",
        "topic": f"/t/{topic.pk}/about-{WORD}/",
        "short": f"/t/{topic.pk}/",
        "first new": f"/t/{topic.pk}/new/",
        "news": f"/t/{topic.pk}/news/?after=1",
        "permalink": f"/p/{post.pk}/",
        "history": f"/p/{post.pk}/history/",
        "bookmark": f"/p/{post.pk}/bookmark/",
        "bookmarks": "/bookmarks/",
        "drafts": "/drafts/",
        "following": "/following/",
        "inbox": "/inbox/",
        "poll": f"/t/{topic.pk}/poll/",
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


SHOWN = {
    "home", "index", "board", "topic", "short", "first new", "permalink", "history", "bookmark",
    "bookmarks", "drafts", "following", "inbox",
}  # fmt: skip


def close(rooms, people):
    ids = [rooms.open_topic.pk]
    done = moving.move(viewer_for(people.moira), rooms.open, rooms.closed, ids, key())
    assert done.steps
    require_counted()


def test_all_of_it_is_shown_before(kept, people, client_for):
    """Or what follows would look for what is nowhere."""
    assert seen(client_for(people.nina), kept) >= SHOWN
    assert {"board", "topic", "permalink"} <= seen(client_for(), kept)


@pytest.mark.parametrize("who", [None, "cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_none_of_it_is_shown_from_the_next_request_on(who, kept, people, client_for):
    client = client_for(getattr(people, who) if who else None)
    seen(client, kept)  # with every cache warm
    close(kept, people)
    assert seen(client, kept) == set()


def test_colleagues_who_read_there_find_it_as_it_was(kept, people, client_for):
    close(kept, people)
    client = client_for(people.anna)
    text = client.get(kept.open_topic.get_absolute_url(), follow=True).text
    assert f"More of {WORD}." in text
    assert client.get(f"/p/{kept.open_post.pk}/").status_code == 302


def test_a_crawl_from_every_address_finds_nothing(kept, people, client_for):
    close(kept, people)
    ids = {kept.open_topic.pk, kept.open_post.pk, kept.open_reply.pk}
    for client in (client_for(), client_for(people.nina)):
        count = 0
        for where, response in crawl(client, ["/", *every_address(sorted(ids))]):
            count += 1
            answer = "" if response.streaming else response.text
            assert WORD not in answer + str(response.items()), where
        assert count > 40


def test_it_is_the_page_of_what_there_is_not(kept, people, client_for):
    close(kept, people)
    nina = client_for(people.nina)
    for page in ("/t/{}/", "/p/{}/", "/t/{}/new/", "/t/{}/news/?after=1", "/p/{}/history/"):
        pk = kept.open_topic.pk if page.startswith("/t") else kept.open_post.pk
        answer, missing = nina.get(page.format(pk)), nina.get(page.format(987654321))
        assert answer.status_code == missing.status_code == 404
        assert answer.content == missing.content


def test_its_pictures_close_with_it(kept, people, client_for, viewer_of):
    nina, anna = viewer_of(people.nina), viewer_of(people.anna)
    assert access.visible_pictures(nina).count() == 1
    token = Picture.objects.get().token
    sizes = [reverse("picture_file", args=[token, size]) for size in SIZES]
    client = client_for(people.nina)
    tags = {where: client.get(where)["ETag"] for where in sizes}
    close(kept, people)
    assert not access.visible_pictures(nina).exists()
    assert access.visible_pictures(anna).count() == 1
    for where, tag in tags.items():
        assert client.get(where, headers={"If-None-Match": tag}).status_code == 404
        assert client_for().get(where).status_code in (302, 404)


def test_no_mail_goes_out_about_it_any_more(kept, people, run_outbox):
    assert Notification.objects.filter(user=people.nina, mailed_at=None).exists()
    close(kept, people)
    OutboxEntry.objects.update(due_at=timezone.now())
    mail.outbox.clear()
    run_outbox()
    assert [m for m in mail.outbox if people.nina.email in m.to] == []


def test_the_mail_would_have_gone_out(kept, people, run_outbox, django_capture_on_commit_callbacks):
    """Or the test above would wait for what never comes."""
    OutboxEntry.objects.update(due_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        run_outbox()
    assert [m for m in mail.outbox if people.nina.email in m.to]


def test_the_header_no_longer_counts_it(kept, people, client_for):
    client = client_for(people.nina)
    assert 'class="count"' in client.get("/boards/").text
    close(kept, people)
    assert 'class="count"' not in client.get("/boards/").text


@pytest.mark.parametrize(
    "deed, fields",
    [
        ("/t/{topic}/read/", {"number": 2}),
        ("/t/{topic}/follow/", {"level": "watch"}),
        ("/p/{post}/mark/", {"kind": "useful"}),
        ("/p/{post}/bookmark/", {}),
        ("/p/{post}/withdraw/", {}),
        ("/reply/{topic}/", typed()),
        ("/t/{topic}/poll/vote/", {"choice": 0}),
        ("/drafts/save/", {"place": "reply {topic}", "source": "Words."}),
    ],
)
def test_nothing_can_be_done_to_it_any_more(deed, fields, kept, people, client_for):
    names = {"topic": kept.open_topic.pk, "post": kept.open_post.pk}
    fields = {n: v.format(**names) if isinstance(v, str) else v for n, v in fields.items()}
    client = client_for(people.nina)
    close(kept, people)
    response = client.post(deed.format(**names), fields)
    assert response.status_code == 404
    assert WORD not in response.text


def test_one_who_wrote_in_it_can_not_edit_it_where_they_may_not_read(
    kept, people, client_for, viewer_of
):
    nina = viewer_of(people.nina)
    close(kept, people)
    answer = client_for(people.nina).post(
        f"/p/{kept.open_reply.pk}/edit/", typed("Other words.", version=1)
    )
    assert answer.status_code == 404
    post = Post.objects.select_related("topic__board").get(pk=kept.open_reply.pk)
    stale = post
    stale.topic.board = kept.open  # as a request that began before the move knows it
    with pytest.raises(Http404):
        posting.edit(nina, stale, draft("Other words."), 1)
    with pytest.raises(Http404):
        posting.reply(nina, stale.topic, draft("Other words."))


def test_what_is_merged_into_a_closed_topic_closes_too(kept, people, client_for):
    moira = viewer_for(people.moira)
    topic = Topic.objects.select_related("board").get(pk=kept.open_topic.pk)
    Poll.objects.all().delete()
    client = client_for(people.nina)
    seen(client, kept)
    merging.merge(moira, topic, kept.closed_topic, key())
    require_counted()
    assert seen(client, kept) == set()
    assert seen(client_for(), kept) == set()


def test_what_is_split_off_and_moved_leaves_a_line_that_tells_nothing(kept, people, client_for):
    moira = viewer_for(people.moira)
    topic = Topic.objects.select_related("board").get(pk=kept.open_topic.pk)
    Topic.objects.filter(pk=topic.pk).update(title="Plain")
    Post.objects.filter(pk=kept.open_post.pk).update(html="", text="Plain.", source="Plain.")
    Picture.objects.update(alt="Plain")
    Poll.objects.all().delete()
    last = Post.objects.get(topic=topic, number=3)
    step = splitting.split(moira, topic, [last.pk], f"New {WORD}", key())
    moving.move(moira, kept.open, kept.closed, [step.detail["to"]], key())
    stranger: Client = client_for()
    page = stranger.get(f"/t/{topic.pk}/", follow=True).text
    assert re.search(r"1 post was\s+moved from here", page)
    assert WORD not in page
    assert stranger.get(f"/p/{last.pk}/").status_code == 404
