"""What is told at a set time, and only if it is still so then."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from community.inbox.access import visible
from community.inbox.models import Notification
from community.members.models import Specialty, Standing, User
from community.members.standing import close
from community.pipeline import outbox
from community.pipeline.models import OutboxEntry
from forums import answering, bookmarking, posting, reminding, subjects, withdrawing
from forums.models import Board, Bookmark, Champion, Ignore, Post
from tests.forums.writing import draft
from tests.rooms import add_post

posts = subjects.PostSubject()


def told(who):
    return Notification.objects.filter(user=who)


@pytest.fixture
def later(run_outbox):
    """later() is when all that was put by has come due."""

    def run():
        OutboxEntry.objects.filter(done_at=None).update(due_at=timezone.now())
        return run_outbox()

    return run


# --- A question without an answer ----------------------------------------------------------------


@pytest.fixture
def asked(rooms, people, viewer_of):
    """A question of Anna's on the closed board of cardiology, which Bela and Moira look after."""
    for who in (people.bela, people.moira, people.anna):
        Champion.objects.create(user=who, specialty=rooms.closed.specialty)
    words = draft("Who needs admission?", title="Secrettitle")
    return posting.start_topic(viewer_of(people.anna), rooms.closed, words).topic


def test_champions_are_told_of_it_after_two_hours(asked, people, run_outbox, later):
    run_outbox()
    entry = OutboxEntry.objects.get(event="question.asked")
    assert timedelta(hours=1, minutes=59) < entry.due_at - timezone.now() < timedelta(hours=2)
    assert not told(people.bela).exists()
    later()
    for who in (people.bela, people.moira):
        notification = told(who).get()
        assert notification.text.startswith("A question in Cardiology is still without an answer.")
        assert notification.subject_id == asked.posts.get().pk
        assert "secrettitle" not in (notification.text + notification.url).lower()
    assert not told(people.anna).filter(key__startswith="question").exists(), "she asked it"


def test_the_sweep_brings_it_when_its_time_has_come(asked, people):
    sent = []
    OutboxEntry.objects.filter(event="topic.started").update(done_at=timezone.now())
    entry = OutboxEntry.objects.filter(event="question.asked")
    assert outbox.sweep() == 0
    entry.update(due_at=timezone.now() - timedelta(seconds=1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outbox, "nudge", sent.extend)
        assert outbox.sweep() == 1
    assert outbox.run(entry.get().pk)
    assert told(people.bela).count() == 1


def test_they_are_mailed_by_the_rules_of_the_inbox(
    asked, people, later, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        later()
    to = [message.to for message in mail.outbox]
    assert [people.bela.email] in to
    letters = [str(message.message()) for message in mail.outbox]
    assert not any("secrettitle" in words.lower() or "admission" in words for words in letters)


def test_once_for_each_question(asked, people, later, viewer_of):
    later()
    answer = posting.reply(viewer_of(people.bela), asked, draft())
    posts.hide(answer.pk)  # and so it is asked again
    later()
    reminding.tell_champions(asked.pk)
    assert told(people.moira).filter(key__startswith="question").count() == 1


@pytest.mark.parametrize(
    "meanwhile",
    ["answered", "found out", "held", "hidden", "removed", "undone", "withdrawn", "kind"],
)
def test_nobody_is_told_of_what_no_longer_waits(meanwhile, asked, people, later, viewer_of):
    post, anna = Post.objects.get(topic=asked.pk), viewer_of(people.anna)
    match meanwhile:
        case "answered":
            posting.reply(viewer_of(people.bela), asked, draft())
        case "found out":
            answering.accept(anna, posting.reply(anna, asked, draft("Found it.")))
        case "held":
            posts.hold(post.pk)
        case "hidden":
            posts.hide(post.pk)
        case "removed":
            posts.remove(post.pk)
        case "undone":
            withdrawing.undo(anna, post)
        case "withdrawn":
            withdrawing.withdraw(anna, post)
        case "kind":
            Board.objects.filter(pk=asked.board_id).update(kind="discussion")
    later()
    assert not Notification.objects.filter(key__startswith="question").exists()


def test_a_question_that_was_held_for_hours_is_told_of_two_hours_after_it_is_shown(
    asked, people, later, run_outbox
):
    posts.hold(asked.posts.get().pk)
    later()
    posts.restore(asked.posts.get().pk)
    run_outbox()
    assert not told(people.bela).filter(key__startswith="question").exists()
    later()
    assert told(people.bela).filter(key__startswith="question").exists()


def test_an_answer_of_another_kind_does_not_count_as_one(asked, people, later, viewer_of):
    posting.reply(viewer_of(people.anna), asked, draft("To add to this …"))
    later()
    assert told(people.bela).filter(key__startswith="question").exists()


def test_not_those_who_may_not_read_the_board_now(asked, people, later):
    Champion.objects.create(user=people.nina, specialty=asked.board.specialty)
    close(people.bela.pk, Standing.Kind.DOCTOR, actor_id=None, why="lapsed")
    later()
    assert not told(people.bela).exists()
    assert not told(people.nina).exists()
    assert told(people.moira).exists()


def test_not_those_who_ignore_who_asked(asked, people, later):
    Ignore.objects.create(user=people.bela, ignored=people.anna)
    later()
    assert not told(people.bela).exists()


def test_those_of_the_specialty_above_are_told_and_those_below_are_not(
    asked, people, later, viewer_of
):
    above = asked.board.specialty
    below = Specialty.objects.create(slug="cath-lab", name="Cath lab", parent=above)
    Champion.objects.filter(user=people.moira).update(specialty=below)
    Board.objects.filter(pk=asked.board_id).update(specialty=below)
    later()
    assert told(people.bela).exists()
    assert told(people.moira).exists()
    Notification.objects.all().delete()
    Board.objects.filter(pk=asked.board_id).update(specialty=above)
    reminding.tell_champions(asked.pk)
    assert told(people.bela).exists()
    assert not told(people.moira).exists()


def test_a_board_without_a_specialty_has_no_champions(asked, later):
    Board.objects.filter(pk=asked.board_id).update(specialty=None, section="career")
    later()
    assert not Notification.objects.filter(key__startswith="question").exists()


def test_many_champions_cost_no_more_than_few(asked, people, django_assert_max_num_queries):
    doctors = User.objects.bulk_create(
        User(email=f"doctor{n}@home.test", name=f"Doctor {n}") for n in range(50)
    )
    Standing.objects.bulk_create(Standing(user=who, kind=Standing.Kind.DOCTOR) for who in doctors)
    Champion.objects.bulk_create(
        Champion(user=who, specialty=asked.board.specialty) for who in doctors
    )
    with django_assert_max_num_queries(12):
        reminding.tell_champions(asked.pk)
    assert Notification.objects.filter(key__startswith="question").count() == 52


# --- An accepted answer --------------------------------------------------------------------------


def test_its_author_is_told_once_and_without_a_word_of_it(rooms, people, viewer_of, run_outbox):
    anna, reply = viewer_of(people.anna), rooms.closed_reply
    for wanted in (True, False, True):
        answering.accept(anna, reply, wanted=wanted)
        run_outbox()
    notification = told(people.bela).get()
    assert notification.text == "Your answer to a colleague's question was accepted."
    assert notification.url == f"/p/{reply.pk}/"
    assert (notification.subject_kind, notification.subject_id) == ("post", reply.pk)


def test_not_of_what_was_taken_back_at_once(rooms, people, viewer_of, run_outbox):
    anna = viewer_of(people.anna)
    answering.accept(anna, rooms.closed_reply)
    answering.accept(anna, rooms.closed_reply, wanted=False)
    run_outbox()
    assert not told(people.bela).exists()


def test_not_of_ones_own(rooms, people, viewer_of, run_outbox):
    own = add_post(rooms.closed_topic, people.anna, "Found it.")
    answering.accept(viewer_of(people.anna), own)
    run_outbox()
    assert not Notification.objects.exists()


def test_not_an_author_who_may_no_longer_read_it(rooms, people, viewer_of, run_outbox):
    answering.accept(viewer_of(people.anna), rooms.closed_reply)
    close(people.bela.pk, Standing.Kind.DOCTOR, actor_id=None, why="lapsed")
    run_outbox()
    assert not told(people.bela).exists()


# --- A bookmark ----------------------------------------------------------------------------------


@pytest.fixture
def kept(rooms, people, viewer_of):
    at = timezone.now() + timedelta(hours=1)
    bookmarking.amend(viewer_of(people.bela), rooms.closed_post, "Secretnote", at)
    return Bookmark.objects.get()


def test_a_reminder_comes_at_its_time_and_once(kept, rooms, people, run_outbox, later):
    run_outbox()
    assert not told(people.bela).exists()
    later()
    entry = OutboxEntry.objects.get(event="bookmark.due")
    reminding.remind(**entry.payload)
    notification = told(people.bela).get()
    assert notification.url == f"/p/{rooms.closed_post.pk}/"
    assert "Secretnote" not in notification.text
    assert (notification.subject_kind, notification.subject_id) == ("post", rooms.closed_post.pk)


@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Kathmandu"])
def test_the_same_time_is_known_on_whatever_clock(zone, rooms, people, viewer_of, later):
    from zoneinfo import ZoneInfo

    at = (timezone.now() + timedelta(hours=1)).astimezone(ZoneInfo(zone))
    bookmarking.amend(viewer_of(people.bela), rooms.closed_post, "", at)
    later()
    assert told(people.bela).count() == 1


def test_another_time_replaces_it_and_no_time_ends_it(kept, rooms, people, viewer_of, later):
    bela = viewer_of(people.bela)
    bookmarking.amend(bela, rooms.closed_post, "", timezone.now() + timedelta(hours=2))
    later()
    assert told(people.bela).count() == 1
    bookmarking.amend(bela, rooms.closed_post, "", timezone.now() + timedelta(hours=3))
    bookmarking.amend(bela, rooms.closed_post, "", None)
    later()
    assert told(people.bela).count() == 1


def test_nobody_is_reminded_of_what_they_no_longer_keep(kept, rooms, people, viewer_of, later):
    bookmarking.remove(viewer_of(people.bela), rooms.closed_post)
    bookmarking.keep(viewer_of(people.bela), rooms.closed_post)
    later()
    assert not told(people.bela).exists()


def test_nor_of_what_they_may_not_read_then(kept, people, later):
    close(people.bela.pk, Standing.Kind.DOCTOR, actor_id=None, why="lapsed")
    later()
    assert not told(people.bela).exists()


def test_nor_of_what_is_hidden_then(kept, rooms, people, later):
    posts.hide(rooms.closed_post.pk)
    later()
    assert not told(people.bela).exists()


def test_what_was_told_is_gone_with_the_right_to_read(kept, people, later, viewer_of):
    later()
    notifications = list(told(people.bela))
    assert visible(viewer_of(people.bela), notifications) == notifications
    close(people.bela.pk, Standing.Kind.DOCTOR, actor_id=None, why="lapsed")
    assert visible(viewer_of(people.bela), notifications) == []
