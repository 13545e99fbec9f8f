"""What has been read: never less than before, never more than there is, and once however often."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from community.members.models import User
from community.members.viewer import viewer_for
from forums import listing, reading, resuming
from forums.kinds.kind import LATEST
from forums.models import BoardReading, Level, Post, Reading, State, Topic
from forums.newest import newest_before
from tests.forums.acts.test_once import HANDS, at_once
from tests.rooms import add_post, add_topic


@pytest.fixture
def anna(people, viewer_of):
    return viewer_of(people.anna)


def row(viewer, board, topic):
    """The topic's row on its board, as the viewer sees it now."""
    viewer.memo.clear()
    board, _ = listing.get_board(viewer, board.slug)
    rows = listing.topic_list(viewer, board, LATEST, None).rows
    return next(one for one in rows if one.topic.pk == topic.pk)


def count(viewer, board):
    viewer.memo.clear()
    return next(r for r in listing.board_rows(viewer) if r.board.pk == board.pk).new


# --- One topic -----------------------------------------------------------------------------------


def test_what_was_read_is_no_longer_new_and_the_next_reply_is(rooms, people, anna):
    topic = rooms.open_topic
    assert row(anna, rooms.open, topic).is_new
    resuming.mark_read(anna, topic, 2)
    assert not row(anna, rooms.open, topic).is_new
    add_post(topic, people.nina, "One more.")
    found = row(anna, rooms.open, topic)
    assert (found.is_new, found.new) == (True, 1)
    assert found.url.endswith("#p3")


def test_reading_never_goes_back(rooms, people, anna):
    add_post(rooms.open_topic, people.nina, "Third.")
    for number in (3, 1, 0):
        resuming.mark_read(anna, rooms.open_topic, number)
    assert Reading.objects.get().last_number == 3


def test_no_one_reads_beyond_the_end(rooms, people, anna):
    resuming.mark_read(anna, rooms.open_topic, 10**15)
    assert Reading.objects.get().last_number == 2
    add_post(rooms.open_topic, people.nina, "Third.")
    assert row(anna, rooms.open, rooms.open_topic).new == 1


def test_reading_changes_nothing_of_how_one_follows(rooms, anna):
    Reading.objects.create(user_id=anna.user_id, topic=rooms.open_topic, level=Level.MUTE)
    resuming.mark_read(anna, rooms.open_topic, 2)
    assert Reading.objects.get().level == Level.MUTE


def test_a_muted_topic_is_never_new(rooms, people, anna):
    Reading.objects.create(user_id=anna.user_id, topic=rooms.open_topic, level=Level.MUTE)
    assert not row(anna, rooms.open, rooms.open_topic).is_new
    assert count(anna, rooms.open) == ""


def test_what_one_reads_is_not_what_another_reads(rooms, people, anna, viewer_of):
    resuming.mark_read(anna, rooms.open_topic, 2)
    assert row(viewer_of(people.cara), rooms.open, rooms.open_topic).is_new


def test_a_reply_that_was_taken_away_is_nothing_new(rooms, people, anna):
    resuming.mark_read(anna, rooms.open_topic, 1)
    Topic.objects.filter(pk=rooms.open_topic.pk).update(
        bump_id=rooms.open_post.pk, bump_number=1, reply_count=0
    )
    assert not row(anna, rooms.open, rooms.open_topic).is_new


@pytest.mark.django_db(transaction=True)
def test_twenty_windows_at_once_make_one_row_with_the_highest(transactional_db, rooms, people):
    viewer, topic = viewer_for(people.cara), rooms.open_topic
    for n in range(HANDS):
        add_post(topic, people.nina, f"Reply {n}.")
    results = at_once(lambda n: resuming.mark_read(viewer, topic, n), range(1, HANDS + 1))
    assert results == [None] * HANDS
    assert Reading.objects.get(user=people.cara).last_number == HANDS


# --- A board, or everything ----------------------------------------------------------------------


def test_a_board_marked_read_has_nothing_new_until_something_comes(rooms, people, anna):
    assert count(anna, rooms.open) == "1"
    resuming.mark_all_read(anna, rooms.open)
    assert count(anna, rooms.open) == ""
    assert count(anna, rooms.closed) == "1"
    add_post(rooms.open_topic, people.nina, "One more.")
    assert count(anna, rooms.open) == "1"


def test_everything_marked_read_is_so_on_every_board(rooms, people, anna):
    resuming.mark_all_read(anna)
    assert count(anna, rooms.open) == count(anna, rooms.closed) == ""
    assert BoardReading.objects.get().board is None


def test_what_came_after_the_page_was_made_stays_new(rooms, people, anna):
    seen = rooms.open_topic.bump_id
    late = add_topic(rooms.open, people.nina, "Came meanwhile")
    add_post(late, people.nina, "Words.")
    resuming.mark_all_read(anna, rooms.open, upto=seen)
    assert row(anna, rooms.open, late).is_new
    assert not row(anna, rooms.open, rooms.open_topic).is_new
    resuming.mark_all_read(anna, rooms.open, upto=10**18)
    later = add_topic(rooms.open, people.nina, "Came later")
    add_post(later, people.nina, "Words.")
    assert row(anna, rooms.open, later).is_new


def test_a_floor_is_never_lowered(rooms, anna):
    resuming.mark_all_read(anna, rooms.open)
    before = BoardReading.objects.get().floor_id
    resuming.mark_all_read(anna, rooms.open, upto=1)
    assert BoardReading.objects.get().floor_id == before > 1


def test_who_was_in_the_middle_of_a_topic_goes_on_from_its_end(rooms, people, anna):
    topic = rooms.open_topic
    for n in range(30):
        add_post(topic, people.nina, f"Reply {n}.")
    resuming.mark_read(anna, topic, 5)
    resuming.mark_all_read(anna, rooms.open)
    add_post(topic, people.nina, "After all that.")
    found = row(anna, rooms.open, topic)
    assert found.new == 1
    assert found.url.endswith("?page=2#p33")


def test_what_was_never_opened_begins_at_its_beginning(rooms, people, anna):
    resuming.mark_all_read(anna, rooms.open)
    add_post(rooms.open_topic, people.nina, "One more.")
    found = row(anna, rooms.open, rooms.open_topic)
    assert found.is_new
    assert found.url == rooms.open_topic.get_absolute_url()


def test_marking_a_board_read_leaves_following_it_as_it_was(rooms, anna):
    BoardReading.objects.create(user_id=anna.user_id, board=rooms.open, level=Level.WATCH)
    resuming.mark_all_read(anna, rooms.open)
    assert BoardReading.objects.get().level == Level.WATCH


def test_it_puts_nothing_behind_a_member_that_they_may_not_read(rooms, people, viewer_of):
    cara = viewer_of(people.cara)
    resuming.mark_all_read(cara)
    assert BoardReading.objects.get().floor_id == rooms.open_topic.bump_id
    assert rooms.open_topic.bump_id > rooms.closed_topic.bump_id


@pytest.mark.django_db(transaction=True)
def test_twenty_hands_on_both_buttons_make_one_row_of_each(transactional_db, rooms, people):
    viewer = viewer_for(people.anna)
    for n in range(10):
        topic = add_topic(rooms.open, people.nina, f"Topic {n}")
        add_post(topic, people.nina, "Words.")
        resuming.mark_read(viewer, topic, 1)
        add_post(topic, people.nina, "More words.")
    boards = [None, rooms.open] * (HANDS // 2)
    assert at_once(lambda board: resuming.mark_all_read(viewer, board), boards) == [None] * HANDS
    assert BoardReading.objects.count() == 2
    assert set(Reading.objects.values_list("last_number", flat=True)) == {2}


# --- Those who joined later ----------------------------------------------------------------------


def joined(user, ago):
    User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - ago)
    cache.clear()


def test_nothing_said_before_a_member_joined_is_new_to_them(rooms, people, viewer_of):
    joined(people.cara, timedelta())
    cara = viewer_of(people.cara)
    assert count(cara, rooms.open) == ""
    assert not row(cara, rooms.open, rooms.open_topic).is_new
    add_post(rooms.open_topic, people.nina, "Since then.")
    assert count(cara, rooms.open) == "1"


def test_all_said_since_they_joined_is_new_to_those_who_came_early(rooms, people, viewer_of):
    joined(people.cara, timedelta(days=100))
    assert count(viewer_of(people.cara), rooms.open) == "1"


def test_a_cache_that_was_emptied_forgets_no_ones_floor(rooms, people, viewer_of):
    joined(people.cara, timedelta())
    cara = viewer_of(people.cara)
    assert count(cara, rooms.open) == ""
    add_post(rooms.open_topic, people.nina, "Since then.")
    cache.clear()
    assert count(cara, rooms.open) == "1"


@pytest.mark.parametrize("written_before", range(8))
def test_the_newest_post_before_a_moment_is_found_wherever_it_lies(written_before, rooms, people):
    moment = timezone.now()
    Post.objects.update(created_at=moment + timedelta(hours=1))
    for _ in range(3):
        add_post(rooms.open_topic, people.nina, "Words.")
    ids = list(Post.objects.order_by("pk").values_list("pk", flat=True))
    for n, pk in enumerate(ids):
        hours = -1 if n < written_before else 1
        Post.objects.filter(pk=pk).update(created_at=moment + timedelta(hours=hours))
    found = newest_before(moment)
    assert [pk for pk in ids if pk <= found] == ids[:written_before]


def test_before_the_first_post_there_is_none(people):
    assert newest_before(timezone.now()) == 0


# --- What came meanwhile -------------------------------------------------------------------------


def test_news_are_the_published_posts_of_others_after_a_number(rooms, people, anna):
    topic = rooms.open_topic
    add_post(topic, people.anna, "My own.")
    add_post(topic, people.nina, "Held.", State.HELD)
    first = add_post(topic, people.nina, "First.")
    second = add_post(topic, people.bela, "Second.")
    assert resuming.news(anna, topic, 2) == [first.pk, second.pk]
    assert resuming.news(anna, topic, second.number) == []


def test_the_line_stands_before_the_first_new_post_and_on_its_page_only(rooms, people, anna):
    topic = rooms.open_topic
    for n in range(60):
        add_post(topic, people.nina, f"Reply {n}.")
    resuming.mark_read(anna, topic, 25)

    def line(page):
        topic_now = reading.get_topic_or_404(anna, topic.pk)
        return reading.first_new(reading.topic_page(anna, topic_now, page)[1])

    assert [line(page) for page in ("1", "2", "3", "4")] == [None, 26, None, None]
    resuming.mark_read(anna, topic, 40)
    assert [line(page) for page in ("1", "2", "3", "4")] == [None, None, 41, None]


def test_no_line_stands_over_nothing(rooms, people, anna):
    resuming.mark_read(anna, rooms.open_topic, 2)
    add_post(rooms.open_topic, people.nina, "", State.UNDONE)
    topic = reading.get_topic_or_404(anna, rooms.open_topic.pk)
    assert reading.first_new(reading.topic_page(anna, topic, None)[1]) is None
