"""The use case of whoever answers an appeal."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.utils import timezone

from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib.verdicts import Refused
from forums.models import State
from moderation import access, deciding, sanctioning
from moderation.appeals import appealing, hearing
from moderation.appeals import telling as telling_of_appeals
from moderation.appeals.hearing import Answer
from moderation.deciding import Conflict
from moderation.models import Appeal, Case, Decision, SecondLook
from tests.moderation.conftest import INSULT
from tests.rooms import add_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def appealed(viewer_of, people, insult, open_case, choice):
    """appealed("hide") is Bela's appeal against Moira's decision about his post; without an action,
    against being held."""

    def make(action: str = "", **fields: object) -> Appeal:
        case = open_case(insult, INSULT, held=not action)
        decision = None
        if action:
            decision = deciding.decide(
                viewer_of(people.moira), case.pk, 1, choice(action, **fields)
            )
        return Appeal.objects.create(
            case=case,
            decision=decision,
            author=people.bela,
            words="It is a quotation.",
            due_at=timezone.now() + timedelta(days=7),
        )

    return make


def given(outcome: str = "kept", version: int = 1, **fields: object) -> Answer:
    told = {"reason": "We read it again.", "key": uuid.uuid4(), "subject_version": version}
    return Answer(**{"outcome": outcome} | told | fields)


def test_a_decision_that_stands_changes_nothing_but_the_appeal(
    viewer_of, people, mia, insult, appealed
):
    appeal = appealed("hide")
    hearing.answer(viewer_of(mia), appeal.pk, 1, given("kept"))
    appeal.refresh_from_db()
    insult.refresh_from_db()
    assert (appeal.outcome, appeal.decided_by, appeal.version) == ("kept", mia, 2)
    assert (appeal.reason, insult.state) == ("We read it again.", State.HIDDEN)
    assert appeal.decision.reversed_at is None
    assert Decision.objects.count() == 1


def test_a_decision_that_was_wrong_is_taken_back(viewer_of, mia, insult, appealed):
    appeal = appealed("hide")
    hearing.answer(viewer_of(mia), appeal.pk, 1, given("reversed"))
    insult.refresh_from_db()
    first = Decision.objects.get(action="hide")
    second = Decision.objects.get(action="restore")
    assert insult.state == State.PUBLISHED
    assert first.reversed_at
    assert (second.moderator, second.reason) == (mia, "We read it again.")
    assert second.before == {"reverses": first.pk}


def test_the_same_form_twice_is_one_answer(viewer_of, mia, appealed):
    appeal, answer = appealed("hide"), given("reversed")
    for _ in range(2):
        hearing.answer(viewer_of(mia), appeal.pk, 1, answer)
    assert Entry.objects.filter(verb="appeal.decided").count() == 1
    assert Decision.objects.filter(action="restore").count() == 1


def test_an_answer_stands(viewer_of, mia, appealed):
    appeal = appealed("hide")
    hearing.answer(viewer_of(mia), appeal.pk, 1, given("kept"))
    for version in (1, 2):
        with pytest.raises(Conflict):
            hearing.answer(viewer_of(mia), appeal.pk, version, given("reversed"))


def test_what_was_edited_meanwhile_is_not_answered_unread(viewer_of, mia, insult, appealed):
    appeal = appealed("hide")
    insult.refresh_from_db()
    insult.version = 2
    insult.save()
    with pytest.raises(Conflict):
        hearing.answer(viewer_of(mia), appeal.pk, 1, given("reversed"))
    insult.refresh_from_db()
    assert insult.state == State.HIDDEN


def test_it_is_recorded_without_a_word(viewer_of, mia, appealed):
    appeal = appealed("hide")
    hearing.answer(viewer_of(mia), appeal.pk, 1, given("kept"))
    entry = Entry.objects.get(verb="appeal.decided")
    assert (entry.actor_id, entry.about_id) == (mia.pk, appeal.pk)
    assert entry.detail == {"outcome": "kept"}


# --- Who may -------------------------------------------------------------------------------------


def test_whoever_decided_does_not_answer(viewer_of, people, appealed):
    appeal = appealed("hide")
    for outcome in ("kept", "reversed"):
        with pytest.raises(Refused, match="You decided this"):
            hearing.answer(viewer_of(people.moira), appeal.pk, 1, given(outcome))


def test_nor_whoever_gave_it_a_second_look(viewer_of, mia, appealed):
    appeal = appealed("hide")
    SecondLook.objects.create(decision=appeal.decision, by=mia, action="hide", agrees=True)
    with pytest.raises(Refused, match="second look"):
        hearing.answer(viewer_of(mia), appeal.pk, 1, given())


def test_nor_whoever_wrote_in_the_thread(viewer_of, mia, rooms, appealed):
    appeal = appealed("hide")
    add_post(rooms.closed_topic, mia, "I would not say that.")
    with pytest.raises(Refused, match="wrote in this conversation"):
        hearing.answer(viewer_of(mia), appeal.pk, 1, given())


def test_the_board_s_moderator_answers(viewer_of, mo, insult, appealed):
    hearing.answer(viewer_of(mo), appealed("hide").pk, 1, given("reversed"))
    insult.refresh_from_db()
    assert insult.state == State.PUBLISHED


@pytest.mark.parametrize("kind", ["limit", "suspension"])
def test_of_what_limits_a_member_only_managers_answer(viewer_of, mo, mia, appealed, kind):
    appeal = appealed("hide")
    sanctioning.impose(appeal.decision, kind, days=7)
    with pytest.raises(Refused, match="community manager answers"):
        hearing.answer(viewer_of(mo), appeal.pk, 1, given())
    assert hearing.answer(viewer_of(mia), appeal.pk, 1, given()).outcome == "kept"


def test_of_a_warning_the_board_s_moderator_does(viewer_of, mo, appealed):
    appeal = appealed("hide")
    sanctioning.impose(appeal.decision, "warning")
    assert hearing.answer(viewer_of(mo), appeal.pk, 1, given()).outcome == "kept"


@pytest.mark.parametrize(
    "name", ["anna", "bela", "cara", "dan", "eve", "nina", "stu", "vera", "adam"]
)
def test_nobody_else_knows_of_it(viewer_of, people, appealed, name):
    appeal, viewer = appealed("hide"), viewer_of(getattr(people, name))
    assert not access.visible_appeals(viewer).exists()
    with pytest.raises(Http404):
        hearing.answer(viewer, appeal.pk, 1, given())


def test_nor_the_law_desk_nor_a_moderator_of_another_board(
    viewer_of, people, lex, mo, rooms, open_case
):
    case = open_case(rooms.open_post)
    decision = Decision.objects.create(case=case, moderator=people.moira, action="hide")
    appeal = Appeal.objects.create(
        case=case, decision=decision, author=people.bela, words="x", due_at=timezone.now()
    )
    for user in (lex, mo):
        with pytest.raises(Http404):
            hearing.answer(viewer_of(user), appeal.pk, 1, given())


def test_a_moderator_does_not_answer_their_own(viewer_of, people, mia, insult, appealed):
    """As an author they read it beside the decision; as staff they do not find it."""
    insult.author = mia
    insult.save()
    appeal = appealed("hide")
    with pytest.raises(Http404):
        hearing.answer(viewer_of(mia), appeal.pk, 1, given())


# --- Against a hold ------------------------------------------------------------------------------


def test_a_hold_that_was_wrong_ends_and_settles_the_case(viewer_of, people, insult, appealed):
    appeal = appealed()
    hearing.answer(viewer_of(people.moira), appeal.pk, 1, given("reversed"))
    insult.refresh_from_db()
    appeal.case.refresh_from_db()
    decision = Decision.objects.get()
    assert insult.state == State.PUBLISHED
    assert appeal.case.state == Case.State.DECIDED
    assert (decision.action, decision.moderator) == ("dismiss", people.moira)
    assert Appeal.objects.get().outcome == "reversed"


def test_a_hold_that_was_right_goes_on_in_the_queue(viewer_of, people, insult, appealed):
    appeal = appealed()
    hearing.answer(viewer_of(people.moira), appeal.pk, 1, given("kept"))
    insult.refresh_from_db()
    appeal.case.refresh_from_db()
    assert insult.state == State.HELD
    assert appeal.case.state == Case.State.OPEN
    assert not Decision.objects.exists()


def test_a_hold_that_waits_for_an_edit_can_be_ended(viewer_of, people, insult, appealed):
    appeal = appealed()
    Case.objects.update(state=Case.State.WAITING)
    hearing.answer(viewer_of(people.moira), appeal.pk, 1, given("reversed"))
    insult.refresh_from_db()
    assert insult.state == State.PUBLISHED


# --- Telling -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "words"), [("kept", "decision stands"), ("reversed", "decision was taken back")]
)
def test_the_author_and_the_first_moderator_are_told_once(
    viewer_of, people, mia, appealed, run_outbox, outcome, words
):
    appeal = appealed("hide")
    hearing.answer(viewer_of(mia), appeal.pk, 1, given(outcome))
    run_outbox()
    telling_of_appeals.tell_author(appeal.pk)
    telling_of_appeals.tell_first_moderator(appeal.pk)
    author = Notification.objects.get(key=f"appeal.decided:{appeal.pk}")
    first = Notification.objects.get(key=f"appeal.answered:{appeal.pk}")
    assert (author.user, first.user) == (people.bela, people.moira)
    assert words in author.text
    assert words in first.text
    assert f"case {appeal.case_id}" in first.text
    for text in (author.text, first.text):
        for leak in (INSULT, "quotation", "We read it again", mia.name, people.bela.name):
            assert leak not in text


def test_nobody_else_is_told(viewer_of, people, mia, mo, lex, appealed, run_outbox):
    appeal = appealed("hide")
    hearing.answer(viewer_of(mia), appeal.pk, 1, given("reversed"))
    run_outbox()
    told = Notification.objects.filter(text__icontains="appeal")
    assert {notification.user for notification in told} == {people.bela, people.moira}


def test_a_moderator_who_left_is_not_told(viewer_of, people, mia, appealed, run_outbox):
    appeal = appealed("hide")
    people.moira.standings.all().delete()
    hearing.answer(viewer_of(mia), appeal.pk, 1, given("kept"))
    run_outbox()
    assert not Notification.objects.filter(user=people.moira).exists()


def test_of_a_hold_that_stays_the_author_is_told_that_it_is_decided_yet(
    viewer_of, people, appealed, run_outbox
):
    hearing.answer(viewer_of(people.moira), appealed().pk, 1, given("kept"))
    run_outbox()
    text = Notification.objects.get(user=people.bela).text
    assert "stays held until a moderator has decided" in text


def test_of_a_hold_that_ends_the_decision_tells_and_nothing_tells_it_twice(
    viewer_of, people, appealed, run_outbox
):
    appeal = appealed()
    hearing.answer(viewer_of(people.moira), appeal.pk, 1, given("reversed"))
    run_outbox()
    assert not Notification.objects.filter(key__startswith="appeal.").exists()


# --- Time ----------------------------------------------------------------------------------------


def test_what_waits_too_long_is_counted_for_those_who_see_it(viewer_of, people, mia, mo, appealed):
    appeal = appealed("hide")
    assert appealing.overdue(viewer_of(mia)) == 0
    Appeal.objects.filter(pk=appeal.pk).update(due_at=timezone.now() - timedelta(hours=1))
    assert [appealing.overdue(viewer_of(user)) for user in (mia, mo, people.anna)] == [1, 1, 0]
    hearing.answer(viewer_of(mia), appeal.pk, 1, given("kept"))
    assert appealing.overdue(viewer_of(mia)) == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_at_once_one_answers_and_the_other_is_told(viewer_of, mia, mo, appealed):
    appeal = appealed("hide")
    start, outcomes = threading.Barrier(2), []

    def act(viewer, outcome):
        try:
            start.wait(5)
            hearing.answer(viewer, appeal.pk, 1, given(outcome))
            outcomes.append("answered")
        except Conflict:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=(viewer_of(user), outcome))
        for user, outcome in ((mia, "kept"), (mo, "reversed"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["answered", "conflict"]
    assert Appeal.objects.get().version == 2
