"""Each number that is kept, broken and counted again."""

import threading
from datetime import timedelta

import pytest
import structlog
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from community.audit.models import Entry
from forums import answering, marking, recounting, tasks
from forums.models import Board, Mark, Post, Question, State, Topic
from forums.storing import lock_topic
from tests.rooms import add_post, add_topic


@pytest.fixture
def filled(rooms, people, viewer_of):
    """Two rooms with a bit of everything: marks, an accepted answer, posts that are gone."""
    marking.mark(viewer_of(people.anna), rooms.closed_reply, "useful", wanted=True)
    marking.mark(viewer_of(people.moira), rooms.closed_reply, "practice", wanted=True)
    marking.mark(viewer_of(people.anna), rooms.open_reply, "evidence", wanted=True)
    answering.accept(viewer_of(people.anna), rooms.closed_reply)
    topic = Topic.objects.get(pk=rooms.open_topic.pk)
    for state in (State.HELD, State.HIDDEN, State.REMOVED, State.WITHDRAWN, State.UNDONE):
        post = add_post(topic, people.bela, "Words.", state)
        Mark.objects.create(user=people.anna, post=post, kind="useful")
        Post.objects.filter(pk=post.pk).update(useful_count=1)
    add_post(add_topic(rooms.closed, people.anna, "Alone"), people.anna, "Anyone?", State.HELD)
    assert recounting.recount(fix=False) == {}
    return rooms


def everything():
    """All the numbers there are."""
    return [list(model.objects.order_by("pk").values()) for model in (Topic, Post, Question, Mark)]


YESTERDAY = timezone.now() - timedelta(days=1)

BROKEN = {
    "topic.state": (Topic, "open_topic", {"state": State.HIDDEN}),
    "topic.last_number": (Topic, "open_topic", {"last_number": 2}),
    "topic.reply_count": (Topic, "open_topic", {"reply_count": 7}),
    "topic.bump_id": (Topic, "open_topic", {"bump_id": 0}),
    "topic.bump_number": (Topic, "open_topic", {"bump_number": 3}),
    "topic.mark_count": (Topic, "closed_topic", {"mark_count": 0}),
    "post.useful_count": (Post, "closed_reply", {"useful_count": 5}),
    "post.evidence_count": (Post, "open_reply", {"evidence_count": 0}),
    "post.practice_count": (Post, "open_post", {"practice_count": 1}),
    "question.first_answer_at": (Question, "closed_topic", {"first_answer_at": YESTERDAY}),
    "question.board_id": (Question, "closed_topic", {"board": "open"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_number_that_is_wrong_is_found_and_set_right(name, filled):
    model, which, wrong = BROKEN[name]
    wrong = {k: filled.open if v == "open" else v for k, v in wrong.items()}
    before = everything()
    assert model.objects.filter(pk=getattr(filled, which).pk).update(**wrong) == 1
    broken = everything()
    assert broken != before
    assert recounting.recount(fix=False) == {name: 1}
    assert everything() == broken, "it was only looked at"
    assert recounting.recount(fix=True) == {name: 1}
    assert everything() == before
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.actor_id) == ("topic.recounted", None)
    assert entry.detail == {"numbers": [name]}
    assert recounting.recount(fix=True) == {}


@pytest.mark.parametrize("what", ["hidden", "another topic's", "the question"])
def test_an_accepted_answer_that_cannot_be_one_is_none(what, filled):
    wrong = {
        "hidden": Post.objects.filter(state=State.HIDDEN).get(),
        "another topic's": filled.open_reply,
        "the question": filled.closed_post,
    }[what]
    topic = wrong.topic if what == "hidden" else filled.closed_topic
    Question.objects.update_or_create(
        topic=topic,
        defaults={"board": topic.board, "accepted": wrong, "first_answer_at": None},
    )
    assert recounting.recount(fix=True)["question.accepted_id"] == 1
    assert Question.objects.get(topic=topic.pk).accepted_id is None
    assert recounting.recount(fix=True) == {}


def test_topics_of_a_board_that_is_for_questions_now_become_questions(filled):
    Board.objects.filter(pk=filled.open.pk).update(kind="question")
    assert recounting.recount(fix=True) == {"question.topic_id": 1}
    found = Question.objects.get(topic=filled.open_topic.pk)
    assert (found.board_id, found.first_answer_at) == (
        filled.open.pk,
        filled.open_reply.created_at,
    )
    assert recounting.recount(fix=True) == {}


def test_a_number_that_was_given_is_not_given_again(filled):
    Topic.objects.filter(pk=filled.open_topic.pk).update(last_number=99)
    assert recounting.recount(fix=True) == {}
    assert Topic.objects.get(pk=filled.open_topic.pk).last_number == 99


def test_marks_of_members_who_are_no_more_are_no_longer_counted(filled, people):
    Mark.objects.filter(user=people.moira).delete()
    found = recounting.recount(fix=True)
    assert found == {"post.practice_count": 1, "topic.mark_count": 1}


def test_it_goes_through_all_topics_in_steps(filled, people, monkeypatch):
    monkeypatch.setattr(recounting, "RECOUNTED_AT_ONCE", 2)
    for n in range(5):
        add_post(add_topic(filled.open, people.nina, f"Topic {n}"), people.nina, "Words.")
    Topic.objects.update(reply_count=77)
    assert recounting.recount(fix=True) == {"topic.reply_count": Topic.objects.count()}


def test_gaps_between_ids_cost_nothing(filled, people, django_assert_max_num_queries):
    Topic.objects.create(pk=10**12, board=filled.open, author=people.nina, title="Far off")
    with django_assert_max_num_queries(7):
        assert recounting.recount(fix=False) == {}


def test_what_only_seemed_wrong_is_left_as_it_is(filled):
    """Between the look and the lock someone else has finished writing."""
    Topic.objects.filter(pk=filled.open_topic.pk).update(reply_count=7)
    (suspected,) = recounting.look()
    Topic.objects.filter(pk=filled.open_topic.pk).update(reply_count=1)
    entries = Entry.objects.count()
    assert recounting.mend(suspected) == []
    assert Entry.objects.count() == entries


@pytest.mark.django_db(transaction=True)
def test_it_waits_for_whoever_writes_in_the_topic(transactional_db, filled):
    Topic.objects.filter(pk=filled.open_topic.pk).update(mark_count=9)
    (suspected,) = recounting.look()
    mended = []

    def mend():
        try:
            mended.extend(recounting.mend(suspected))
        finally:
            connection.close()

    with transaction.atomic():
        topic = lock_topic(filled.open_topic.pk)
        thread = threading.Thread(target=mend)
        thread.start()
        thread.join(timeout=0.5)
        assert thread.is_alive(), "it did not wait"
        topic.mark_count = 1
        topic.save(update_fields=["mark_count"])
    thread.join(timeout=30)
    assert mended == []


# --- By hand, and at night -----------------------------------------------------------------------


def test_the_command_says_what_is_wrong_and_mends_it_when_told(filled, capsys):
    call_command("recount")
    assert capsys.readouterr().out == "Every number is right.\n"
    Topic.objects.filter(pk=filled.open_topic.pk).update(reply_count=7)
    with pytest.raises(CommandError, match="--fix"):
        call_command("recount")
    assert capsys.readouterr().out == "topic.reply_count: 1 wrong\n"
    call_command("recount", "--fix")
    assert capsys.readouterr().out == "topic.reply_count: 1 set right\n"
    call_command("recount")


def test_a_night_with_something_to_mend_is_told_in_numbers(filled):
    Topic.objects.filter(pk=filled.open_topic.pk).update(reply_count=7, title="Secrettitle")
    with structlog.testing.capture_logs() as logs:
        tasks.recount()
        tasks.recount()
    assert logs == [{"event": "numbers_recounted", "log_level": "warning", "topic_reply_count": 1}]
    assert Topic.objects.get(pk=filled.open_topic.pk).reply_count == 1
