"""A limit that a moderator set: three posts a day, no new topics, in the rooms where it holds."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from community.lib.verdicts import Refused
from community.members.models import User
from forums import polling, posting, restraining, rules
from forums.models import Post, State
from forums.polling import Poll
from moderation import sanctioning
from moderation.limits import LIMITED_POSTS
from moderation.models import Case, Decision, Sanction
from tests.forums.polls import add_poll
from tests.forums.writing import draft
from tests.rooms import add_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlimited")]


@pytest.fixture
def limit(people, rooms):
    """limit("closed") has Bela write less there."""

    def impose(where="all", days=7):
        case = Case.objects.create(
            subject_kind="post",
            subject_id=rooms.closed_reply.pk,
            author=people.bela,
            place=rooms.closed.name,
            state=Case.State.DECIDED,
            severity=Case.Severity.MEDIUM,
            family="offensive",
            due_at=timezone.now(),
        )
        decision = Decision.objects.create(case=case, moderator=people.moira, action="keep")
        with transaction.atomic():
            return sanctioning.impose(decision, "limit", days=days, rooms=where)

    return impose


@pytest.fixture
def wrote_before(rooms):
    """What stands in the rooms from before was written the day before yesterday."""
    Post.objects.update(created_at=timezone.now() - timedelta(days=2))


@pytest.fixture
def bela(viewer_of, people):
    """bela() is a viewer as each request makes one anew."""
    return lambda: viewer_of(people.bela)


@pytest.mark.usefixtures("wrote_before")
def test_three_replies_a_day_and_no_fourth(limit, bela, rooms):
    limit()
    for number in range(LIMITED_POSTS):
        posting.reply(bela(), rooms.closed_topic, draft(f"Reply {number}"))
    with pytest.raises(Refused, match="at most three posts a day"):
        posting.reply(bela(), rooms.closed_topic, draft("One more"))
    assert not Post.objects.filter(source="One more").exists()


@pytest.mark.usefixtures("wrote_before")
def test_of_two_limits_each_holds(limit, bela, rooms):
    limit("all", days=5)
    limit("open", days=10)
    for number in range(LIMITED_POSTS):
        posting.reply(bela(), rooms.closed_topic, draft(f"Reply {number}"))
    with pytest.raises(Refused, match="at most three posts a day"):
        posting.reply(bela(), rooms.open_topic, draft("One more"))


@pytest.mark.usefixtures("wrote_before")
def test_the_page_says_until_when_and_when_the_next_may_come(limit, bela, people, rooms):
    until = timezone.localtime(limit().ends_at)
    for _ in range(LIMITED_POSTS):
        posting.reply(bela(), rooms.closed_topic, draft())
    oldest = Post.objects.filter(author=people.bela).order_by("-pk")[LIMITED_POSTS - 1]
    again = timezone.localtime(oldest.created_at + timedelta(days=1))
    verdict = rules.may_reply_now(bela(), rooms.closed_topic)
    assert not verdict
    assert f"Until {until.day} {until:%B}" in verdict.reason
    assert f"the next post on {again.day} {again:%B}, {again:%H:%M}" in verdict.reason
    assert "Decisions about you" in verdict.reason


@pytest.mark.usefixtures("wrote_before")
def test_after_a_day_they_may_go_on(limit, bela, people, rooms):
    limit()
    for _ in range(LIMITED_POSTS):
        posting.reply(bela(), rooms.closed_topic, draft())
    Post.objects.filter(author=people.bela).update(created_at=timezone.now() - timedelta(hours=25))
    assert rules.may_reply_now(bela(), rooms.closed_topic)
    posting.reply(bela(), rooms.closed_topic, draft("The next day"))


def test_no_new_topics(limit, bela, rooms):
    limit()
    verdict = rules.may_start_topic(bela(), rooms.closed)
    assert "open no new topics" in verdict.reason
    with pytest.raises(Refused):
        posting.start_topic(bela(), rooms.closed, draft(title="A new one"))


@pytest.mark.usefixtures("wrote_before")
@pytest.mark.parametrize(("where", "elsewhere"), [("open", "closed"), ("closed", "open")])
def test_a_limit_holds_in_its_rooms_alone(limit, bela, people, rooms, where, elsewhere):
    limit(where)
    here, there = getattr(rooms, where), getattr(rooms, elsewhere)
    assert not rules.may_start_topic(bela(), here)
    assert rules.may_start_topic(bela(), there)
    for _ in range(LIMITED_POSTS + 1):  # what is written elsewhere does not count
        posting.reply(bela(), getattr(rooms, f"{elsewhere}_topic"), draft())
    assert rules.may_reply_now(bela(), getattr(rooms, f"{where}_topic"))
    for _ in range(LIMITED_POSTS):
        posting.reply(bela(), getattr(rooms, f"{where}_topic"), draft())
    verdict = rules.may_reply_now(bela(), getattr(rooms, f"{where}_topic"))
    assert f"in {where} rooms" in verdict.reason


def test_two_limits_hold_each_in_its_rooms_and_to_its_end(limit, bela, people, rooms):
    limit("open", days=3)
    longer = limit("closed", days=30)
    assert not rules.may_start_topic(bela(), rooms.open)
    assert not rules.may_start_topic(bela(), rooms.closed)
    Sanction.objects.exclude(pk=longer.pk).update(
        starts_at=timezone.now() - timedelta(days=3), ends_at=timezone.now() - timedelta(hours=1)
    )
    assert rules.may_start_topic(bela(), rooms.open)
    assert not rules.may_start_topic(bela(), rooms.closed)


def test_it_ends_by_itself(limit, bela, rooms):
    sanction = limit()
    passed = timezone.now() - timedelta(minutes=1)
    Sanction.objects.update(starts_at=passed - timedelta(days=7), ends_at=passed)
    User.objects.filter(pk=sanction.user_id).update(limited_until=passed)
    assert rules.may_start_topic(bela(), rooms.closed)
    for _ in range(LIMITED_POSTS + 1):
        posting.reply(bela(), rooms.closed_topic, draft())


@pytest.mark.usefixtures("wrote_before")
def test_withdrawing_gives_no_post_back_and_taking_back_at_once_does(limit, bela, people, rooms):
    limit()
    posts = [posting.reply(bela(), rooms.closed_topic, draft()) for _ in range(LIMITED_POSTS)]
    Post.objects.filter(pk=posts[0].pk).update(state=State.WITHDRAWN)
    assert not rules.may_reply_now(bela(), rooms.closed_topic)
    Post.objects.filter(pk=posts[0].pk).update(state=State.UNDONE)
    assert rules.may_reply_now(bela(), rooms.closed_topic)


@pytest.mark.usefixtures("wrote_before")
def test_a_double_click_on_the_last_finds_its_post(limit, bela, people, rooms):
    limit()
    for _ in range(LIMITED_POSTS - 1):
        posting.reply(bela(), rooms.closed_topic, draft())
    last = draft("The last", key=uuid.uuid4())
    first, again = (posting.reply(bela(), rooms.closed_topic, last) for _ in range(2))
    assert first == again


@pytest.mark.usefixtures("wrote_before")
def test_they_may_still_edit_mark_and_vote(limit, bela, people, rooms):
    limit()
    for _ in range(LIMITED_POSTS):
        post = posting.reply(bela(), rooms.closed_topic, draft())
    assert rules.may_edit(bela(), post)
    assert rules.may_mark(bela(), rooms.closed_post)
    add_poll(rooms.closed_topic)
    poll = Poll.objects.get(topic=rooms.closed_topic)
    assert rules.may_vote(bela(), rooms.closed_topic, poll)
    assert polling.shown(bela(), rooms.closed_topic)


def test_others_are_not_limited_and_pay_no_query(
    limit, viewer_of, people, rooms, django_assert_num_queries
):
    limit()
    anna = viewer_of(people.anna)
    with django_assert_num_queries(0):
        assert restraining.may_open(anna, rooms.closed)
        assert restraining.may_add(anna, rooms.closed)
        restraining.take_turn(anna, rooms.closed)


def test_whoever_is_limited_pays_one_query_for_the_limit_and_one_for_what_they_wrote(
    limit, bela, rooms, django_assert_num_queries
):
    limit()
    viewer = bela()
    with django_assert_num_queries(2):
        restraining.may_add(viewer, rooms.closed)
        restraining.may_open(viewer, rooms.closed)
        restraining.may_open(viewer, rooms.open)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("wrote_before")
def test_of_two_sent_at_once_only_one_is_the_last(limit, viewer_of, people, rooms):
    limit()
    for number in range(LIMITED_POSTS - 1):
        add_post(rooms.closed_topic, people.bela, f"Reply {number}")
    start, outcomes = threading.Barrier(2), []

    def act(viewer, topic):
        try:
            start.wait(5)
            posting.reply(viewer, topic, draft())
            outcomes.append("written")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=(viewer_of(people.bela), topic))
        for topic in (rooms.closed_topic, rooms.open_topic)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["refused", "written"]
