"""Bookmarks: once each, for no one else's eyes, and only while one may read the post."""

from datetime import UTC, timedelta

import pytest
from django.utils import timezone

from community.audit.models import Entry
from community.lib.limits import Limit, TooFast
from community.members.models import Standing
from community.members.standing import close, give
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from forums import bookmarking, subjects
from forums.limits import BOOKMARKS_PER_PAGE, SNIPPET
from forums.models import Bookmark
from tests.forums.acts.test_once import HANDS, at_once
from tests.rooms import add_post

posts = subjects.PostSubject()


@pytest.fixture
def anna(people, viewer_of):
    return viewer_of(people.anna)


def listed(viewer, after=None):
    return [bookmark.post_id for bookmark in bookmarking.bookmark_list(viewer, after)[0]]


def soon(**ahead):
    return (timezone.now() + timedelta(**ahead)).replace(microsecond=0)


def due():
    return OutboxEntry.objects.filter(event="bookmark.due")


def test_it_is_kept_once_and_taken_away(rooms, anna):
    for _ in range(2):
        bookmarking.keep(anna, rooms.closed_post)
        assert listed(anna) == [rooms.closed_post.pk]
    for _ in range(2):
        bookmarking.remove(anna, rooms.closed_post)
        assert listed(anna) == []


def test_nobody_else_sees_it_and_no_record_tells_of_it(rooms, people, anna, viewer_of):
    bookmarking.amend(anna, rooms.closed_post, "For the audit meeting", None)
    assert listed(viewer_of(people.bela)) == []
    assert not Entry.objects.exists()


def test_taking_ones_own_away_leaves_those_of_others(rooms, people, anna, viewer_of):
    bela = viewer_of(people.bela)
    bookmarking.keep(anna, rooms.closed_post)
    bookmarking.keep(bela, rooms.closed_post)
    bookmarking.remove(anna, rooms.closed_post)
    assert listed(bela) == [rooms.closed_post.pk]


def test_pressing_bookmark_again_leaves_note_and_reminder(rooms, anna):
    at = soon(hours=1)
    bookmarking.amend(anna, rooms.open_post, "Read this", at)
    bookmarking.keep(anna, rooms.open_post)
    kept = bookmarking.bookmark_of(anna, rooms.open_post)
    assert (kept.note, kept.remind_at) == ("Read this", at)


def test_a_reminder_is_put_by_once_for_each_time(rooms, anna):
    at = soon(hours=1)
    for note in ("One", "Two"):
        bookmarking.amend(anna, rooms.open_post, note, at)
    kept = bookmarking.bookmark_of(anna, rooms.open_post)
    entry = due().get()
    assert entry.due_at == at
    assert entry.payload == {"bookmark_id": kept.pk, "at": at.astimezone(UTC).isoformat()}
    bookmarking.amend(anna, rooms.open_post, "Two", at + timedelta(hours=1))
    assert due().count() == 2
    bookmarking.amend(anna, rooms.open_post, "Two", None)
    assert due().count() == 2


def test_whoever_sets_reminders_without_end_is_asked_to_wait(rooms, anna, monkeypatch):
    monkeypatch.setattr(bookmarking, "REMINDING", Limit("reminding", "1/minute", "for this test"))
    bookmarking.amend(anna, rooms.open_post, "", soon(hours=1))
    with pytest.raises(TooFast):
        bookmarking.amend(anna, rooms.open_post, "", soon(hours=2))
    assert due().count() == 1


# --- The list ------------------------------------------------------------------------------------


def test_it_goes_with_the_right_to_read_and_comes_back_with_it(rooms, people, viewer_of):
    bookmarking.amend(viewer_of(people.bela), rooms.closed_post, "Mine", None)
    bookmarking.keep(viewer_of(people.bela), rooms.open_post)
    close(people.bela.pk, Standing.Kind.DOCTOR, actor_id=None, why="lapsed")
    lapsed = viewer_of(people.bela)
    assert listed(lapsed) == [rooms.open_post.pk]
    assert bookmarking.bookmark_of(lapsed, rooms.closed_post) is None
    give(people.bela.pk, Standing.Kind.DOCTOR, actor_id=None)
    again = viewer_of(people.bela)
    assert listed(again) == [rooms.open_post.pk, rooms.closed_post.pk]
    assert bookmarking.bookmark_of(again, rooms.closed_post).note == "Mine"


def test_what_a_moderator_hides_is_gone_from_it_until_restored(rooms, anna):
    bookmarking.keep(anna, rooms.open_reply)
    posts.hide(rooms.open_reply.pk)
    assert listed(anna) == []
    posts.restore(rooms.open_reply.pk)
    assert listed(anna) == [rooms.open_reply.pk]


def test_it_is_paged_by_key_newest_first_without_gap(rooms, people, anna):
    kept = [
        add_post(rooms.open_topic, people.nina, f"Post {n}.") for n in range(BOOKMARKS_PER_PAGE + 2)
    ]
    for post in kept:
        bookmarking.keep(anna, post)
    first, after = bookmarking.bookmark_list(anna, None)
    rest, end = bookmarking.bookmark_list(anna, after)
    assert [b.post_id for b in first + rest] == [post.pk for post in reversed(kept)]
    assert len(first) == BOOKMARKS_PER_PAGE
    assert end is None


def test_it_brings_the_beginning_of_the_post_and_no_more(
    rooms, people, anna, django_assert_num_queries
):
    post = add_post(rooms.open_topic, people.nina, "A long story. " * 100)
    bookmarking.keep(anna, post)
    bookmarking.bookmark_list(anna, None)
    with django_assert_num_queries(1):
        (kept,) = bookmarking.bookmark_list(anna, None)[0]
        assert kept.snippet == post.text[:SNIPPET]
        assert kept.post.topic.board.name == rooms.open.name
        assert kept.post.author.name == people.nina.name
    assert {"source", "html", "text"} <= kept.post.get_deferred_fields()


# --- Many at once --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_twenty_presses_are_one_bookmark(transactional_db, rooms, people):
    viewer = viewer_for(people.anna)
    done = at_once(lambda _: bookmarking.keep(viewer, rooms.open_post), range(HANDS))
    assert done == [None] * HANDS
    assert Bookmark.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_of_one_form_are_one_bookmark_and_one_reminder(
    transactional_db, rooms, people, monkeypatch
):
    monkeypatch.setattr(bookmarking, "REMINDING", Limit("reminding", "99/minute", "for this test"))
    viewer, at = viewer_for(people.anna), soon(hours=1)
    done = at_once(lambda _: bookmarking.amend(viewer, rooms.open_post, "Once", at), range(HANDS))
    assert done == [None] * HANDS
    assert Bookmark.objects.get().note == "Once"
    assert due().count() == 1
