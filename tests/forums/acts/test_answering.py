"""A question: when it was first answered, and by what."""

from contextlib import suppress

import pytest

from community.audit.models import Entry
from community.lib.verdicts import Refused
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from forums import answering, posting, subjects, withdrawing
from forums.models import Board, Post, Question, State, Topic
from tests.forums.acts.test_once import HANDS, at_once
from tests.forums.writing import draft
from tests.rooms import add_post, add_topic

posts = subjects.PostSubject()


def question(topic):
    return Question.objects.get(topic=topic.pk)


def asked():
    return OutboxEntry.objects.filter(event="question.asked", done_at=None)


@pytest.fixture
def accept(viewer_of):
    def act(who, post, wanted=True):
        answering.accept(viewer_of(who), post, wanted=wanted)

    return act


@pytest.fixture
def asks(rooms, people, viewer_of):
    """asks() is a new question of Anna's, through the use case."""

    def ask():
        words = draft("Who needs admission?", title="Troponin")
        return posting.start_topic(viewer_of(people.anna), rooms.closed, words).topic

    return ask


@pytest.fixture
def replies(viewer_of):
    def reply(who, topic, words="Repeat it."):
        return posting.reply(viewer_of(who), Topic.objects.get(pk=topic.pk), draft(words))

    return reply


# --- The accepted answer -------------------------------------------------------------------------


def test_who_asked_accepts_moves_and_takes_back(rooms, people, accept):
    topic, first = rooms.closed_topic, rooms.closed_reply
    second = add_post(topic, people.moira, "Another thought.")
    for _ in range(2):
        accept(people.anna, first)
        assert question(topic).accepted_id == first.pk
    accept(people.anna, second)
    assert question(topic).accepted_id == second.pk
    accept(people.anna, first, wanted=False)  # an old page: it no longer was
    assert question(topic).accepted_id == second.pk
    accept(people.anna, second, wanted=False)
    assert question(topic).accepted_id is None
    told = Entry.objects.filter(verb__startswith="answer.").order_by("pk")
    assert list(told.values_list("verb", "about_id")) == [
        ("answer.accepted", first.pk),
        ("answer.accepted", second.pk),
        ("answer.unaccepted", second.pk),
    ]


def test_who_asked_may_have_found_it_out_alone(rooms, people, accept):
    own = add_post(rooms.closed_topic, people.anna, "It was the marathon.")
    accept(people.anna, own)
    assert question(rooms.closed_topic).accepted_id == own.pk


@pytest.mark.parametrize("who", ["bela", "moira"])
def test_nobody_else_accepts(who, rooms, people, accept):
    with pytest.raises(Refused, match="Only who asked"):
        accept(getattr(people, who), rooms.closed_reply)


def test_a_question_is_not_its_own_answer(rooms, people, accept):
    with pytest.raises(Refused):
        accept(people.anna, rooms.closed_post)


def test_what_is_held_is_not_accepted(rooms, people, accept):
    held = add_post(rooms.closed_topic, people.bela, "Words.", State.HELD)
    with pytest.raises(Refused):
        accept(people.anna, held)


def test_where_nothing_is_asked_nothing_is_accepted(rooms, people, accept):
    with pytest.raises(Refused, match="boards for questions"):
        accept(people.bela, rooms.open_reply)


@pytest.mark.parametrize("away", ["hold", "hide", "remove"])
def test_it_goes_with_its_post_and_does_not_come_back(away, rooms, people, accept):
    accept(people.anna, rooms.closed_reply)
    getattr(posts, away)(rooms.closed_reply.pk)
    assert question(rooms.closed_topic).accepted_id is None
    posts.restore(rooms.closed_reply.pk)
    assert question(rooms.closed_topic).accepted_id is None


def test_it_goes_with_a_post_that_is_withdrawn(rooms, people, accept, viewer_of):
    accept(people.anna, rooms.closed_reply)
    withdrawing.withdraw(viewer_of(people.bela), rooms.closed_reply)
    assert question(rooms.closed_topic).accepted_id is None


def test_another_post_that_goes_leaves_it(rooms, people, accept):
    other = add_post(rooms.closed_topic, people.moira, "Another thought.")
    accept(people.anna, rooms.closed_reply)
    posts.hide(other.pk)
    assert question(rooms.closed_topic).accepted_id == rooms.closed_reply.pk


@pytest.mark.django_db(transaction=True)
def test_twenty_presses_accept_once(transactional_db, rooms, people):
    viewer, reply = viewer_for(people.anna), rooms.closed_reply
    done = at_once(lambda _: answering.accept(viewer, reply), range(HANDS))
    assert done == [None] * HANDS
    assert question(rooms.closed_topic).accepted_id == reply.pk
    assert OutboxEntry.objects.filter(event="answer.accepted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_accepted_at_once_one_is(transactional_db, rooms, people):
    viewer = viewer_for(people.anna)
    replies = [add_post(rooms.closed_topic, people.bela, f"Reply {n}.") for n in range(8)]
    Question.objects.all().delete()  # and its row is made by whoever comes first
    done = at_once(lambda post: answering.accept(viewer, post), replies)
    assert done == [None] * 8
    assert question(rooms.closed_topic).accepted_id in {post.pk for post in replies}


@pytest.mark.django_db(transaction=True)
def test_a_post_withdrawn_while_it_is_accepted_is_not_the_answer(transactional_db, rooms, people):
    anna, bela = viewer_for(people.anna), viewer_for(people.bela)
    replies = [add_post(rooms.closed_topic, people.bela, f"Reply {n}.") for n in range(6)]

    def act(job):
        does, post = job
        with suppress(Refused):  # the other came first
            does(post)

    jobs = [(lambda post: answering.accept(anna, post), post) for post in replies]
    jobs += [(lambda post: withdrawing.withdraw(bela, post), post) for post in replies]
    assert at_once(act, jobs) == [None] * 12
    assert question(rooms.closed_topic).accepted_id is None


# --- The first answer ----------------------------------------------------------------------------


def test_a_reply_of_ones_own_is_no_answer(people, asks, replies):
    topic = asks()
    replies(people.anna, topic, "To add to this: he is well.")
    assert question(topic).first_answer_at is None
    answer = replies(people.bela, topic)
    replies(people.moira, topic, "I agree.")
    assert question(topic).first_answer_at == answer.created_at


def test_the_time_of_the_first_answer_follows_what_comes_and_goes(people, asks, replies):
    topic = asks()
    first, second = replies(people.bela, topic), replies(people.moira, topic, "I agree.")
    posts.hide(first.pk)
    assert question(topic).first_answer_at == second.created_at
    posts.hide(second.pk)
    assert question(topic).first_answer_at is None
    posts.restore(first.pk)
    assert question(topic).first_answer_at == first.created_at


@pytest.mark.django_db(transaction=True)
def test_of_answers_at_once_the_first_is_the_first(
    transactional_db, rooms, people, asks, unlimited
):
    topic = asks()
    viewers = [viewer_for(who) for who in (people.bela, people.moira)]

    def answer(n):
        return posting.reply(viewers[n % 2], topic, draft(f"Answer {n}.")).number

    assert sorted(at_once(answer, range(8))) == list(range(2, 10))
    first = Post.objects.get(topic=topic, number=2)
    assert question(topic).first_answer_at == first.created_at


def test_a_question_that_is_open_again_is_asked_again(people, asks, replies):
    topic = asks()
    answer = replies(people.bela, topic)
    assert asked().count() == 1
    posts.hide(answer.pk)
    assert asked().count() == 2


# --- A board that was of another kind until now --------------------------------------------------


def test_topics_from_before_become_questions_as_they_are_touched(
    rooms, people, replies, accept, viewer_of
):
    Board.objects.filter(pk=rooms.open.pk).update(kind="question")
    topic = Topic.objects.get(pk=rooms.open_topic.pk)
    replies(people.anna, topic, "Good luck from me too.")
    assert not Question.objects.filter(topic=topic).exists()
    accept(people.bela, Post.objects.get(pk=rooms.open_reply.pk))
    found = question(topic)
    assert found.first_answer_at == rooms.open_reply.created_at
    assert found.accepted_id == rooms.open_reply.pk


def test_a_post_that_goes_there_is_no_error(rooms, people):
    Board.objects.filter(pk=rooms.open.pk).update(kind="question")
    posts.hide(rooms.open_reply.pk)
    assert question(rooms.open_topic).first_answer_at is None


def test_a_topic_of_a_kind_that_is_no_more_is_a_discussion(rooms, people, replies):
    Board.objects.filter(pk=rooms.open.pk).update(kind="no-such-kind")
    assert replies(people.anna, rooms.open_topic).number == 3


# --- What waits for an answer --------------------------------------------------------------------


def test_a_question_answered_by_who_asked_waits_for_no_one(rooms, people, accept, viewer_of):
    topic = add_topic(rooms.closed, people.anna, "Found it")
    add_post(topic, people.anna, "What is this?")
    own = add_post(topic, people.anna, "Found it.")

    def waits():
        found = answering.unanswered(viewer_of(people.bela), rooms.closed.specialty, None)
        return topic.pk in {row.topic.pk for row in found.rows}

    assert waits()
    accept(people.anna, own)
    assert not waits()
