"""Marks of quality: each once, none against, and counted to the last one."""

import pytest

from community.audit.models import Entry
from community.lib.limits import Limit, TooFast
from community.lib.verdicts import Refused
from community.members.models import User
from community.members.viewer import viewer_for
from forums import marking, subjects, withdrawing
from forums.granting import grant_audience
from forums.models import Board, Mark, Post, State, Topic
from tests.forums.acts.test_once import HANDS, at_once
from tests.rooms import add_post, add_topic

posts = subjects.PostSubject()


def counts(post):
    post = Post.objects.get(pk=post.pk)
    return post.useful_count, post.evidence_count, post.practice_count


def total(topic):
    return Topic.objects.get(pk=topic.pk).mark_count


@pytest.fixture
def mark(viewer_of):
    def act(who, post, kind="useful", wanted=True):
        marking.mark(viewer_of(who), post, kind, wanted=wanted)

    return act


@pytest.fixture
def unlimited(monkeypatch):
    limit = Limit("marking", "10000/minute", "what is tested here is not the limit")
    monkeypatch.setattr(marking, "MARKING", limit)


def test_each_kind_is_given_once_and_taken_back(rooms, people, mark):
    reply = rooms.closed_reply
    for _ in range(2):
        mark(people.anna, reply)
        mark(people.anna, reply, "evidence")
        assert counts(reply) == (1, 1, 0)
        assert total(rooms.closed_topic) == 2
    for _ in range(2):
        mark(people.anna, reply, wanted=False)
        assert counts(reply) == (0, 1, 0)
        assert total(rooms.closed_topic) == 1
    verbs = list(Entry.objects.filter(about="post").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["post.marked", "post.marked", "post.unmarked"]


def test_what_one_takes_back_is_ones_own(rooms, people, mark):
    mark(people.anna, rooms.open_reply)
    mark(people.bela, rooms.open_reply, wanted=False)
    assert counts(rooms.open_reply) == (1, 0, 0)


@pytest.mark.parametrize("kind", ["", "useless", "useful ", "useful\x00", "USEFUL", "9" * 5000])
def test_there_are_no_other_marks(kind, rooms, people, mark, written):
    before = written()
    with pytest.raises(Refused):
        mark(people.anna, rooms.closed_reply, kind)
    assert written() == before


def test_nobody_marks_their_own(rooms, people, mark):
    with pytest.raises(Refused, match="for colleagues to mark"):
        mark(people.bela, rooms.closed_reply)


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN])
def test_what_a_moderator_looks_at_waits(state, rooms, people, mark):
    post = add_post(rooms.open_topic, people.nina, "Words.", state)
    with pytest.raises(Refused, match="A moderator is looking"):
        mark(people.moira, post)


def test_who_may_not_write_there_marks_nothing(rooms, people, mark):
    with pytest.raises(Refused, match="suspended"):
        mark(people.eve, rooms.open_reply)


def test_off_duty_nothing_is_marked(people, mark):
    board = Board.objects.create(
        name="The mess", slug="mess", audience=Board.Audience.MEMBERS, kind="off_duty"
    )
    grant_audience(board)
    post = add_post(add_topic(board, people.anna, "Biscuits"), people.anna, "Custard creams.")
    with pytest.raises(Refused, match="Nothing is marked on this board"):
        mark(people.bela, post)
    assert not Mark.objects.exists()


def test_whoever_presses_without_end_is_asked_to_wait(rooms, people, mark, monkeypatch):
    monkeypatch.setattr(marking, "MARKING", Limit("marking", "2/minute", "for this test"))
    mark(people.anna, rooms.closed_reply)
    mark(people.anna, rooms.closed_reply, wanted=False)
    with pytest.raises(TooFast):
        mark(people.anna, rooms.closed_reply)
    assert counts(rooms.closed_reply) == (0, 0, 0)


# --- What a topic tells --------------------------------------------------------------------------


@pytest.fixture
def marked(rooms, people, mark):
    mark(people.anna, rooms.open_reply)
    mark(people.anna, rooms.open_reply, "practice")
    mark(people.anna, rooms.open_post)
    assert total(rooms.open_topic) == 3
    return rooms


@pytest.mark.parametrize("away", ["hold", "hide"])
def test_marks_of_a_post_that_is_set_aside_do_not_count_until_it_is_back(away, marked):
    getattr(posts, away)(marked.open_reply.pk)
    assert total(marked.open_topic) == 1
    posts.restore(marked.open_reply.pk)
    assert total(marked.open_topic) == 3


def test_hiding_what_was_held_takes_its_marks_once(marked):
    posts.hold(marked.open_reply.pk)
    posts.hide(marked.open_reply.pk)
    assert total(marked.open_topic) == 1


def test_marks_go_with_a_first_post_too(marked):
    posts.hold(marked.open_post.pk)
    assert total(marked.open_topic) == 2


def test_marks_go_with_what_is_removed_withdrawn_or_undone(marked, people, viewer_of, mark):
    withdrawing.withdraw(viewer_of(people.nina), marked.open_reply)
    assert total(marked.open_topic) == 1
    topic = Topic.objects.get(pk=marked.open_topic.pk)
    last = add_post(topic, people.nina, "Said at once.")
    mark(people.anna, last)
    assert total(marked.open_topic) == 2
    withdrawing.undo(viewer_of(people.nina), last)
    assert total(marked.open_topic) == 1
    posts.remove(marked.open_post.pk)
    assert total(marked.open_topic) == 0


# --- Many at once --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_twenty_presses_of_one_button_are_one_mark(transactional_db, rooms, people, unlimited):
    viewer, reply = viewer_for(people.anna), rooms.closed_reply

    def press(wanted):
        return at_once(lambda _: marking.mark(viewer, reply, "useful", wanted=wanted), range(HANDS))

    assert press(True) == [None] * HANDS
    assert counts(reply) == (1, 0, 0)
    assert total(rooms.closed_topic) == Mark.objects.count() == 1
    assert press(False) == [None] * HANDS
    assert counts(reply) == (0, 0, 0)
    assert total(rooms.closed_topic) == Mark.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_many_members_at_once_are_all_counted(transactional_db, rooms, people):
    User.objects.bulk_create(
        User(email=f"member{n}@home.test", name=f"Member {n}") for n in range(HANDS)
    )
    viewers = [viewer_for(user) for user in User.objects.filter(name__startswith="Member ")]
    targets = [rooms.open_post, rooms.open_reply]
    jobs = [(viewer, targets[n % 2]) for n, viewer in enumerate(viewers)]
    done = at_once(lambda job: marking.mark(job[0], job[1], "useful", wanted=True), jobs)
    assert done == [None] * HANDS
    assert [counts(post)[0] for post in targets] == [HANDS // 2, HANDS // 2]
    assert total(rooms.open_topic) == HANDS
