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
from community.pipeline.models import OutboxEntry
from forums.models import Post
from moderation import access, deciding, second_looks, undoing
from moderation.limits import SECOND_LOOK_SHARE
from moderation.models import Appeal, Case, Decision, Note, Report, SecondLook
from moderation.second_looks import Judged
from tests.moderation.conftest import INSULT
from tests.rooms import add_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_drawn(monkeypatch):
    """Every decision is judged again."""
    monkeypatch.setattr(second_looks, "SECOND_LOOK_SHARE", 1.0)


@pytest.fixture
def look(hidden):
    """One that waits, about Moira's decision to hide a post of Bela's."""
    return SecondLook.objects.create(decision=hidden())


def judged(action="hide", **fields):
    return Judged(**({"action": action, "key": uuid.uuid4(), "rule": "respect"} | fields))


# --- Drawing -------------------------------------------------------------------------------------


def test_one_in_twenty_is_drawn():
    drawn = sum(second_looks.is_drawn(number) for number in range(20_000))
    assert drawn / 20_000 == pytest.approx(SECOND_LOOK_SHARE, rel=0.15)


def test_what_is_drawn_cannot_be_told_without_our_key(settings):
    before = [second_looks.is_drawn(number) for number in range(2_000)]
    assert before == [second_looks.is_drawn(number) for number in range(2_000)]
    settings.SECRET_KEY = "another key than before"
    assert before != [second_looks.is_drawn(number) for number in range(2_000)]


@pytest.mark.usefixtures("all_drawn")
def test_drawing_twice_asks_once(hidden):
    decision = hidden()
    for _ in range(2):
        second_looks.draw(decision.pk)
    assert SecondLook.objects.get().decision == decision
    assert Entry.objects.filter(verb="second_look.asked").count() == 1


def test_most_are_not_drawn(hidden, monkeypatch):
    monkeypatch.setattr(second_looks, "is_drawn", lambda pk: False)
    second_looks.draw(hidden().pk)
    assert not SecondLook.objects.exists()


@pytest.mark.usefixtures("all_drawn")
@pytest.mark.parametrize("action", ["welfare", "restore", "cover"])
def test_some_decisions_are_never_judged_again(hidden, action):
    second_looks.draw(hidden(action=action).pk)
    assert not SecondLook.objects.exists()


@pytest.mark.usefixtures("all_drawn")
def test_a_decision_is_drawn_once_it_can_no_longer_be_undone(
    viewer_of, people, insult, open_case, choice, run_outbox
):
    case = open_case(insult, INSULT)
    decision = deciding.decide(viewer_of(people.moira), case.pk, 1, choice("hide"))
    run_outbox()
    assert not SecondLook.objects.exists()
    OutboxEntry.objects.update(due_at=timezone.now())
    run_outbox()
    assert SecondLook.objects.get().decision == decision


@pytest.mark.usefixtures("all_drawn")
def test_what_was_undone_is_not_judged(viewer_of, people, insult, open_case, choice, run_outbox):
    case = open_case(insult, INSULT)
    decision = deciding.decide(viewer_of(people.moira), case.pk, 1, choice("hide"))
    undoing.undo(viewer_of(people.moira), decision.pk)
    OutboxEntry.objects.update(due_at=timezone.now())
    run_outbox()
    assert not SecondLook.objects.exists()


# --- Who may take it -----------------------------------------------------------------------------


def test_another_moderator_may_take_it_and_the_first_knows_nothing_of_it(
    viewer_of, people, mia, mo, look
):
    assert look in access.visible_second_looks(viewer_of(mia))
    assert look in access.visible_second_looks(viewer_of(mo))
    assert look not in access.visible_second_looks(viewer_of(people.moira))
    with pytest.raises(Http404):
        second_looks.judge(viewer_of(people.moira), look.pk, judged())


def test_who_wrote_in_the_thread_may_not(viewer_of, mia, rooms, look):
    add_post(rooms.closed_topic, mia, "I was there.")
    assert look not in access.visible_second_looks(viewer_of(mia))
    with pytest.raises(Http404):
        second_looks.judge(viewer_of(mia), look.pk, judged())


def test_nor_who_wrote_it(viewer_of, mia, look):
    Case.objects.update(author=mia)
    assert look not in access.visible_second_looks(viewer_of(mia))


@pytest.mark.parametrize("part", ["decided", "answered", "noted", "reported"])
def test_nor_who_had_a_part_in_the_case(viewer_of, people, mia, look, part):
    """They know what was decided, or have made up their mind."""
    case, due = look.decision.case, {"due_at": timezone.now()}
    if part == "decided":
        Decision.objects.create(case=case, moderator=mia, action="restore")
    elif part == "answered":
        made = {"decision": look.decision, "author": people.bela, "words": "No.", "reason": "Yes."}
        Appeal.objects.create(case=case, decided_by=mia, outcome="kept", **made, **due)
    elif part == "noted":
        Note.objects.create(case=case, by=mia, words="I know them.")
    else:
        Report.objects.create(case=case, channel="member", kind="abuse", reporter=mia, **due)
    assert look not in access.visible_second_looks(viewer_of(mia))
    with pytest.raises(Http404):
        second_looks.judge(viewer_of(mia), look.pk, judged())


def test_what_others_did_in_it_or_oneself_in_another_keeps_nobody_away(
    viewer_of, people, mia, look, hidden
):
    Note.objects.create(case=look.decision.case, by=people.moira, words="I know them.")
    Note.objects.create(case=hidden().case, by=mia, words="I know others.")
    assert look in access.visible_second_looks(viewer_of(mia))


def test_a_board_s_moderator_takes_those_of_their_board_alone(viewer_of, mo, rooms, look):
    Case.objects.update(subject_id=rooms.open_post.pk)
    assert look not in access.visible_second_looks(viewer_of(mo))


@pytest.mark.parametrize("name", ["anna", "bela", "vera", "adam"])
def test_nobody_else_may(viewer_of, people, look, name):
    viewer = viewer_of(getattr(people, name))
    assert not access.visible_second_looks(viewer).exists()
    with pytest.raises(Http404):
        second_looks.judge(viewer, look.pk, judged())


def test_nor_the_law_desk(viewer_of, lex, look):
    with pytest.raises(Http404):
        second_looks.judge(viewer_of(lex), look.pk, judged())


def test_what_was_undone_meanwhile_is_gone(viewer_of, mia, look):
    look.decision.undone_at = timezone.now()
    look.decision.save()
    with pytest.raises(Http404):
        second_looks.judge(viewer_of(mia), look.pk, judged())


# --- Judging -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "agrees"),
    [
        ("dismiss", "dismiss", True),
        ("dismiss", "keep", True),
        ("redact", "edit", True),
        ("hide", "remove", True),
        ("hide", "redact", False),
        ("hide", "dismiss", False),
        ("edit", "keep", False),
    ],
)
def test_two_agree_when_they_go_in_the_same_direction(
    viewer_of, mia, hidden, first, second, agrees
):
    look = SecondLook.objects.create(decision=hidden(action=first))
    done = second_looks.judge(viewer_of(mia), look.pk, judged(second, rule="honesty"))
    assert done.agrees is agrees
    assert (done.by, done.action, done.rule) == (mia, second, "honesty")
    assert done.done_at


def test_it_changes_nothing_by_itself(viewer_of, mia, look):
    post = Post.objects.get(pk=look.decision.case.subject_id)
    second_looks.judge(viewer_of(mia), look.pk, judged("dismiss", rule=""))
    look.decision.case.refresh_from_db()
    assert look.decision.case.state == Case.State.DECIDED
    assert Post.objects.get(pk=post.pk).state == post.state


def test_agreement_is_recorded_and_nobody_is_told(viewer_of, mia, look, run_outbox):
    second_looks.judge(viewer_of(mia), look.pk, judged("remove"))
    run_outbox()
    entry = Entry.objects.get(verb="second_look.done")
    assert entry.detail == {"decision": look.decision_id, "agrees": True}
    assert not Note.objects.exists()
    assert not Notification.objects.exists()


def test_a_difference_is_noted_in_the_case_and_told_to_the_other_managers(
    viewer_of, people, mia, look, run_outbox
):
    remark = "It names nobody."
    second_looks.judge(viewer_of(mia), look.pk, judged("redact", remark=remark))
    run_outbox()
    note = Note.objects.get()
    assert (note.case_id, note.by) == (look.decision.case_id, mia)
    assert "“Words removed”" in note.words
    assert "where “Hidden” was decided" in note.words
    told = Notification.objects.get()
    assert told.user == people.moira
    assert remark not in told.text
    assert "no use" not in told.text


def test_a_manager_who_wrote_it_is_not_told(viewer_of, people, mia, look, run_outbox):
    Case.objects.update(author=people.moira)
    second_looks.judge(viewer_of(mia), look.pk, judged("dismiss"))
    run_outbox()
    assert not Notification.objects.exists()


def test_the_same_form_twice_is_one_judgement(viewer_of, mia, look):
    once = judged("dismiss")
    for _ in range(2):
        assert second_looks.judge(viewer_of(mia), look.pk, once).action == "dismiss"
    assert Note.objects.count() == 1


def test_what_another_took_is_not_overwritten(viewer_of, mia, mo, look):
    second_looks.judge(viewer_of(mia), look.pk, judged("hide"))
    with pytest.raises(second_looks.Conflict):
        second_looks.judge(viewer_of(mo), look.pk, judged("dismiss"))
    look.refresh_from_db()
    assert (look.by, look.action) == (mia, "hide")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_kept(viewer_of, mia, mo, look):
    start, outcomes = threading.Barrier(2), []

    def act(viewer, action):
        try:
            start.wait(5)
            second_looks.judge(viewer, look.pk, judged(action))
            outcomes.append("judged")
        except second_looks.Conflict:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=(viewer_of(user), action))
        for user, action in ((mia, "hide"), (mo, "dismiss"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["conflict", "judged"]
    assert Entry.objects.filter(verb="second_look.done").count() == 1


# --- Setting aside -------------------------------------------------------------------------------


def test_what_changed_since_is_set_aside_and_counts_neither_way(viewer_of, mia, look):
    Post.objects.filter(pk=look.decision.case.subject_id).update(version=2, source="Another")
    second_looks.set_aside(viewer_of(mia), look.pk, uuid.uuid4())
    look.refresh_from_db()
    assert (look.by, look.action, look.agrees) == (mia, "", None)
    assert second_looks.agreement(viewer_of(mia)).done == 0


def test_what_can_be_judged_is_not_set_aside(viewer_of, mia, look):
    with pytest.raises(Refused):
        second_looks.set_aside(viewer_of(mia), look.pk, uuid.uuid4())
    look.refresh_from_db()
    assert look.done_at is None


# --- How often they agree ------------------------------------------------------------------------


def test_agreement_counts_what_the_viewer_may_see_of_the_last_days(
    viewer_of, mia, mo, people, hidden, rooms
):
    looks = [SecondLook.objects.create(decision=hidden()) for _ in range(4)]
    for look, action in zip(looks, ["hide", "remove", "dismiss", "hide"], strict=True):
        second_looks.judge(viewer_of(mia), look.pk, judged(action))
    old = looks[3]
    SecondLook.objects.filter(pk=old.pk).update(done_at=timezone.now() - timedelta(days=91))
    found = second_looks.agreement(viewer_of(people.moira))
    assert (found.done, found.agreed, found.percent) == (3, 2, 67)
    assert second_looks.agreement(viewer_of(people.moira), days=100).done == 4
    Case.objects.filter(decisions__second_look=looks[0]).update(subject_id=rooms.open_post.pk)
    assert second_looks.agreement(viewer_of(mo)).done == 2
    assert second_looks.agreement(viewer_of(people.anna)).done == 0


def test_without_any_there_is_no_share(viewer_of, mia):
    assert second_looks.agreement(viewer_of(mia)).share is None
    assert second_looks.agreement(viewer_of(mia)).percent is None
