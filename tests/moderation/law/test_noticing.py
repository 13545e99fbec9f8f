"""A legal notice from its receipt to its end: what is a step, and what is refused."""

import threading
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from community import subjects
from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib.business_hours import LONDON, add_hours, days_after
from community.lib.verdicts import Refused
from community.members.models import User
from community.members.viewer import viewer_for
from forums.models import Post, State
from moderation.law import letters, noticing
from moderation.law.desk import Stale, opened
from moderation.law.notice_steps import STEPS, Complaint, Deed, Matter, may, missing, next_words
from moderation.models import Case, Decision, Note, Notice, NoticeStep
from tests.forums.masks import sign
from tests.moderation.law.conftest import AGREED, DEFENDED, HOME, MEANING, SILENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailed(django_capture_on_commit_callbacks):
    """with mailed() as letters: what was mailed meanwhile."""

    class Mailed:
        def __enter__(self):
            mail.outbox.clear()
            self.commit = django_capture_on_commit_callbacks(execute=True)
            self.commit.__enter__()
            return mail.outbox

        def __exit__(self, *error):
            return self.commit.__exit__(*error)

    return Mailed


def hide(post):
    Post.objects.filter(pk=post.pk).update(state=State.HIDDEN)


# --- Receiving -----------------------------------------------------------------------------------


def test_a_notice_opens_an_urgent_case_and_starts_the_clock(received, insult):
    friday = datetime(2026, 6, 5, 9, tzinfo=UTC)
    notice = received(received_at=friday)
    assert (notice.state, notice.due_at) == ("received", add_hours(friday, 48))
    assert notice.due_at == datetime(2026, 6, 9, 10, tzinfo=LONDON)
    case = notice.case
    assert (case.subject_id, case.family, case.severity) == (insult.pk, "legal", 3)
    assert case.sources == [Case.Source.NOTICE]


def test_what_came_is_kept_sealed_and_nowhere_else(received, complaint):
    notice = received()
    assert opened(notice.sealed)["complaint"]["meaning"] == MEANING
    assert MEANING.encode() not in bytes(notice.sealed)
    told = " ".join(f"{e.verb} {e.detail}" for e in Entry.objects.all())
    assert "notice.received" in told
    for secret in (complaint.name, complaint.email, MEANING):
        assert secret not in told


def test_the_same_form_twice_is_one_notice(lex, insult, complaint):
    written, key = subjects.of("post").read(insult.pk), uuid.uuid4()
    first = noticing.receive(viewer_for(lex), written, complaint, key)
    assert noticing.receive(viewer_for(lex), written, complaint, key) == first
    assert Notice.objects.count() == 1


def test_one_that_comes_tomorrow_has_not_come(received):
    with pytest.raises(Refused):
        received(received_at=timezone.now() + timedelta(hours=1))


@pytest.mark.parametrize("name", ["anna", "bela", "moira", "vera", "adam"])
def test_only_the_law_desk_enters_one(people, insult, complaint, name):
    viewer = viewer_for(getattr(people, name))
    with pytest.raises(Refused):
        noticing.receive(viewer, subjects.of("post").read(insult.pk), complaint, uuid.uuid4())


# --- The table of steps --------------------------------------------------------------------------

# From where what may be done, the rest being as it has to be.
ALLOWED = {
    "received": {"send_back", "forward", "removed", "withdraw"},
    "defective": set(),
    "with_poster": {"answer", "removed", "withdraw"},
    "answered": {"removed", "stands", "withdraw"},
    "stands": set(),
    "removed": set(),
    "withdrawn": set(),
}


@pytest.mark.parametrize("state", Notice.State.values)
@pytest.mark.parametrize("deed", list(Deed))
def test_what_is_not_in_the_table_is_refused(complaint, state, deed):
    now = timezone.now()
    notice = Notice(state=state, poster_due_at=now + timedelta(days=1))
    matter = Matter(notice, complaint, DEFENDED, is_gone=True, now=now, lacks=("meaning",))
    assert bool(may(matter, deed)) == (deed.value in ALLOWED[state])


def test_a_poster_who_cannot_be_asked_is_not_waited_for(received, take, people, insult):
    """The Schedule: without means to reach the poster it is removed within the first 48 hours."""
    notice = received()
    assert not noticing.matter_of(notice).must_go
    User.objects.filter(pk=people.bela.pk).update(is_active=False)
    notice = Notice.objects.get(pk=notice.pk)
    matter = noticing.matter_of(notice)
    assert matter.must_go
    assert "no letter reaches them" in next_words(matter)
    with pytest.raises(Refused, match="no letter reaches them"):
        take(notice, "forward")
    hide(insult)
    assert next_words(noticing.matter_of(notice)) == (
        "It is taken down already: tell the complainant."
    )
    assert take(notice, "removed").state == Notice.State.REMOVED


def test_every_deed_has_one_step():
    assert set(STEPS) == set(Deed)


@pytest.mark.parametrize("field", ["name", "email", "statement", "where", "meaning", "untrue"])
def test_each_part_that_the_law_asks_for_is_missed(complaint, field):
    assert missing(complaint) == ()
    assert missing(replace(complaint, **{field: ""})) == (field,)
    assert missing(replace(complaint, cannot_identify=False)) == ("cannot_identify",)


# --- The law desk's steps ------------------------------------------------------------------------


def test_a_defective_one_is_sent_back_with_what_the_law_asks_for(received, take, complaint, mailed):
    notice = received(replace(complaint, meaning=""))
    with mailed() as sent:
        notice = take(notice, "send_back", lacks=["meaning"])
    assert (notice.state, notice.due_at) == ("defective", None)
    assert notice.ended_at
    (letter,) = sent
    assert letter.to == [complaint.email]
    words = " ".join(letter.body.split())
    assert "does not comply with the requirements of section 5(6)(a) to (c)" in words
    assert words.count("the meaning that you give to the statement") == 2  # missing, and asked for
    assert "e-mail address at which you can be reached" in words
    assert MEANING not in letter.subject + letter.body


def test_a_defective_one_is_not_passed_on(received, take, complaint):
    notice = received(replace(complaint, untrue=""))
    with pytest.raises(Refused):
        take(notice, "forward")
    assert not Notification.objects.exists()


def test_one_without_an_address_is_sent_back_by_post(received, take, complaint, mailed):
    with mailed() as sent:
        notice = take(received(replace(complaint, email="")), "send_back", lacks=["email"])
    assert sent == []
    assert "defective" in [step.letter for step in notice.steps.all()]


def test_the_poster_has_five_days_and_reads_the_letter_on_the_site_alone(
    people, received, take, complaint, mailed
):
    with mailed() as sent:
        notice = take(received(), "forward")
    assert notice.state == "with_poster"
    assert notice.poster_due_at == days_after(timezone.now(), 5)
    assert notice.due_at == add_hours(notice.poster_due_at, 48)
    told = Notification.objects.get(user=people.bela)
    assert told.url == f"/moderation/law/notices/{notice.pk}/answer/"
    assert "charlatan" not in told.text
    assert [letter.to for letter in sent] == [[complaint.email]]
    to_poster = noticing.letter_to_poster(notice)
    assert MEANING in to_poster
    assert f"{letters.last_day(notice):%A}" in to_poster


@pytest.mark.parametrize("pass_name", [True, False])
@pytest.mark.parametrize("pass_email", [True, False])
def test_the_poster_is_told_who_complains_only_where_that_is_allowed(
    received, take, complaint, pass_name, pass_email
):
    said = replace(complaint, pass_name=pass_name, pass_email=pass_email)
    letter = noticing.letter_to_poster(take(received(said), "forward"))
    assert (complaint.name in letter) == pass_name
    assert (complaint.email in letter) == pass_email


def test_it_is_not_said_to_be_removed_while_it_can_be_read(answered, take):
    with pytest.raises(Refused, match="can still be read"):
        take(answered(AGREED), "removed")


@pytest.mark.parametrize("said", [AGREED, SILENT])
def test_what_must_go_is_taken_down_by_a_person_and_then_told(
    people, insult, answered, take, mailed, said
):
    notice = answered(said)
    hide(insult)
    with mailed() as sent:
        notice = take(notice, "removed")
    assert (notice.state, notice.due_at) == ("removed", None)
    assert "has been removed" in " ".join(sent[0].body.split())
    assert Notification.objects.filter(user=people.bela, key=f"notice.ended:{notice.pk}").exists()


@pytest.mark.parametrize("action", ["redact", "cover"])
def test_words_that_were_taken_out_since_are_a_removal(answered, take, action, people):
    notice = answered(AGREED)
    Decision.objects.create(case=notice.case, moderator=people.moira, action=action)
    assert take(notice, "removed").state == "removed"


@pytest.mark.parametrize("taken_back", ["undone_at", "reversed_at"])
def test_a_redaction_that_was_taken_back_is_none(answered, take, people, taken_back):
    notice = answered(AGREED)
    fields = {taken_back: timezone.now()}
    Decision.objects.create(case=notice.case, moderator=people.moira, action="redact", **fields)
    with pytest.raises(Refused):
        take(notice, "removed")


def test_what_is_only_held_may_be_shown_again_and_is_not_gone(insult, answered, take):
    notice = answered(AGREED)
    Post.objects.filter(pk=insult.pk).update(state=State.HELD)
    with pytest.raises(Refused):
        take(notice, "removed")


def test_a_defended_one_stands_and_the_address_is_not_passed_on(answered, take, mailed):
    notice = answered(DEFENDED)
    with mailed() as sent:
        notice = take(notice, "stands")
    assert (notice.state, notice.due_at) == ("stands", None)
    assert "has not been removed" in sent[0].body
    assert HOME not in sent[0].body


def test_the_address_is_passed_on_where_the_poster_allows_it(answered, take, mailed):
    notice = answered(replace(DEFENDED, may_pass_on=True))
    with mailed() as sent:
        take(notice, "stands")
    assert HOME in sent[0].body


@pytest.mark.parametrize("said", [AGREED, SILENT])
def test_it_does_not_stand_without_a_full_answer(answered, take, said):
    with pytest.raises(Refused):
        take(answered(said), "stands")


def test_a_complainant_may_withdraw_it(with_poster, take):
    notice = take(with_poster, "withdraw")
    assert (notice.state, bool(notice.ended_at)) == ("withdrawn", True)


def test_nothing_is_done_where_no_letter_can_be_mailed(received, take, monkeypatch):
    def no_server():
        raise OSError

    monkeypatch.setattr(letters, "connect", no_server)
    notice = received()
    with pytest.raises(OSError):
        take(notice, "forward")
    notice.refresh_from_db()
    assert notice.state == "received"
    assert not Notification.objects.exists()


def test_a_step_is_taken_on_what_was_read(lex, received, take):
    notice = received()
    take(notice, "forward")
    with pytest.raises(Stale):
        noticing.take(viewer_for(lex), notice.pk, 1, Deed.WITHDRAW, uuid.uuid4())


def test_a_double_click_sends_one_letter(lex, received, mailed):
    notice, key = received(), uuid.uuid4()
    with mailed() as sent:
        for _ in range(2):
            noticing.take(viewer_for(lex), notice.pk, 1, Deed.FORWARD, key)
    assert len(sent) == 1
    assert NoticeStep.objects.filter(letter="to_poster").count() == 1


@pytest.mark.parametrize("name", ["bela", "moira", "adam"])
def test_only_the_law_desk_takes_a_step(people, received, name):
    notice = received()
    with pytest.raises(Refused):
        noticing.take(viewer_for(getattr(people, name)), notice.pk, 1, Deed.FORWARD, uuid.uuid4())


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_takes_the_step(lex, lou, received):
    notice = received()
    start, outcomes = threading.Barrier(2), []

    def act(user, deed):
        try:
            start.wait(5)
            noticing.take(viewer_for(user), notice.pk, 1, deed, uuid.uuid4())
            outcomes.append("done")
        except Stale:
            outcomes.append("stale")
        finally:
            connection.close()

    pairs = ((lex, Deed.FORWARD), (lou, Deed.WITHDRAW))
    threads = [threading.Thread(target=act, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["done", "stale"]


# --- The poster ----------------------------------------------------------------------------------


def test_an_answer_is_sealed_and_starts_our_clock(answered):
    notice = answered(DEFENDED)
    assert notice.state == "answered"
    assert notice.due_at - add_hours(timezone.now(), 48) < timedelta(minutes=1)
    assert opened(notice.sealed)["answer"]["address"] == HOME
    assert HOME.encode() not in bytes(notice.sealed)


@pytest.mark.parametrize("name", ["anna", "moira", "adam"])
def test_nobody_answers_for_the_poster(people, with_poster, name):
    viewer = viewer_for(getattr(people, name))
    with pytest.raises(Refused):
        noticing.answer(viewer, with_poster.pk, AGREED, uuid.uuid4())


def test_nor_does_the_law_desk(lex, with_poster, take):
    with pytest.raises(Refused):
        noticing.answer(viewer_for(lex), with_poster.pk, AGREED, uuid.uuid4())
    with pytest.raises(Refused):
        take(with_poster, "answer")


def test_an_answer_after_its_time_is_refused(people, with_poster, late):
    notice = late(with_poster)
    with pytest.raises(Refused, match="time for an answer"):
        noticing.answer(viewer_for(people.bela), notice.pk, DEFENDED, uuid.uuid4())


def test_one_answers_once(people, answered):
    notice = answered(AGREED)
    with pytest.raises(Refused):
        noticing.answer(viewer_for(people.bela), notice.pk, DEFENDED, uuid.uuid4())


def test_whose_a_pseudonym_is_no_step_and_no_record_says(people, rooms, received, take, insult):
    notice = take(received(about=sign(insult)), "forward")
    assert notice.case.mask
    noticing.answer(viewer_for(people.bela), notice.pk, AGREED, uuid.uuid4())
    assert not NoticeStep.objects.filter(by=people.bela).exists()
    assert not Entry.objects.filter(actor_id=people.bela.pk).exists()
    assert "Bela" not in noticing.letter_to_poster(notice)


# --- What is to be done next ---------------------------------------------------------------------


def test_the_desk_is_told_what_to_do_next(insult, received, take, late, complaint):
    def words(notice):
        return next_words(noticing.matter_of(Notice.objects.get(pk=notice.pk)))

    assert "send it back" in words(received(Complaint(where="/p/1/")))
    notice = received()
    assert "send it to the poster" in words(notice)
    take(notice, "forward")
    assert "nothing to do" in words(notice)
    late(notice)
    assert "No answer came" in words(notice)
    hide(insult)
    assert "tell the complainant" in words(notice)
    take(notice, "removed")
    assert "come to its end" in words(notice)


def test_the_moderators_are_asked_in_the_case_and_not_told_of_the_notice(lex, answered, people):
    notice = answered(AGREED)
    Case.objects.update(state=Case.State.DECIDED)
    viewer, key = viewer_for(lex), uuid.uuid4()
    for _ in range(2):
        case = noticing.ask_for_removal(viewer, notice.pk, "Please hide it by Tuesday.", key)
    notice.refresh_from_db()
    assert (case.state, notice.case) == ("open", case)
    assert Note.objects.get().words == "Please hide it by Tuesday."
    assert Case.objects.count() == 2


def test_after_its_end_nothing_is_asked_of_them(lex, with_poster, take):
    take(with_poster, "withdraw")
    with pytest.raises(Refused):
        noticing.ask_for_removal(viewer_for(lex), with_poster.pk, "x", uuid.uuid4())
