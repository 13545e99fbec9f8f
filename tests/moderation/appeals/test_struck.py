"""What a decision sealed does not come back with what people type about it afterwards: it is struck
there, and what they typed is sealed with the rest."""

import threading
import uuid

import pytest
from django.db import connection, transaction
from django.urls import reverse

from moderation import deciding, noting, sanctioning, second_looks, undoing
from moderation.appeals import appealing, hearing, reversing
from moderation.appeals.hearing import Answer
from moderation.models import Appeal, Case, Decision, Note, Report, Sanction, SecondLook
from moderation.reports import grounds, reporting
from moderation.sealed import sealing
from moderation.second_looks import Judged
from tests.everywhere import kept_anywhere

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "Quillfeather"
QUOTED = f"You took out “He asked dr  {CANARY.upper()} for it”, but {CANARY} is a horse."
STRUCK = "You took out “He asked [redacted] for it”, but [redacted] is a horse."


@pytest.fixture
def post(rooms):
    post = rooms.closed_reply
    post.source = f"He asked Dr {CANARY} for it. Repeat the troponin at three hours."
    post.text, post.html = post.source, f"<p>{post.source}</p>"
    post.save()
    return post


@pytest.fixture
def decide(viewer_of, people, post, open_case, choice):
    """decide("redact") is Moira's decision about Bela's post, in a case of its own each time."""

    def make(action, **fields):
        words = {"words": [f"Dr {CANARY}"]} if action == "redact" else {}
        post.refresh_from_db()
        made = choice(action, subject_version=post.version, **words | fields)
        return deciding.decide(viewer_of(people.moira), open_case(post).pk, 1, made)

    return make


@pytest.fixture
def appealed(viewer_of, people):
    def make(decision, words=QUOTED):
        return appealing.appeal(viewer_of(people.bela), decision.pk, words, uuid.uuid4())

    return make


def answer(viewer, appeal, post, outcome, reason):
    post.refresh_from_db()
    given = Answer(outcome, reason, uuid.uuid4(), post.version)
    return hearing.answer(viewer, appeal.pk, appeal.version, given)


@pytest.mark.parametrize("action", ["redact", "remove"])
def test_whatever_is_typed_later_the_word_is_nowhere(
    viewer_of, people, mia, mo, decide, appealed, post, minute_over, action
):
    """By the author, by whoever noted, answered, judged again, reported or decided anew."""
    decision = decide(action, sanction="warning")
    manager = viewer_of(mia)
    assert kept_anywhere(CANARY) == []
    noting.note(manager, decision.case_id, f"I know {CANARY}.", uuid.uuid4())
    look = SecondLook.objects.create(decision=decision)
    judged = Judged("hide", uuid.uuid4(), "respect", f"All of it: {CANARY} is named.")
    second_looks.judge(viewer_of(mo), look.pk, judged)
    appeal = appealed(decision)
    minute_over()
    answer(manager, appeal, post, "kept", f"We do not name {CANARY} here.")
    sanction = Sanction.objects.get()
    why = f"He has apologised to {CANARY}."
    sanctioning.lift_one(manager, decision.case_id, sanction.pk, why=why, key=uuid.uuid4())
    if action == "redact":
        ground = grounds.GROUNDS["patient"]
        words = f"It still says who {CANARY} is."
        anna = viewer_of(people.anna)
        reporting.report(anna, "post", post.pk, ground, words, key=uuid.uuid4())
        case = Report.objects.get().case
        Case.objects.filter(pk=case.pk).update(state="decided")
        decide("hide", reason=f"Who {CANARY} is can be told.")
        assert Report.objects.get().words == "It still says who [redacted] is."
    minute_over()
    assert Note.objects.order_by("pk")[0].words == "I know [redacted]."
    assert SecondLook.objects.get(pk=look.pk).remark == "All of it: [redacted] is named."
    appeal.refresh_from_db()
    assert appeal.reason == "We do not name [redacted] here."
    assert "is a horse" in appeal.words
    sanction.refresh_from_db()
    assert sanction.lifted_why == "He has apologised to [redacted]."
    assert kept_anywhere(CANARY) == []


def test_an_appeal_is_struck_as_the_words_stood_whatever_the_spaces_and_capitals(decide, appealed):
    assert appealed(decide("redact")).words == STRUCK
    assert Appeal.objects.get().words == STRUCK


def test_its_author_reads_why_and_was_told_before(client_for, people, decide, appealed):
    decision = decide("redact")
    url = reverse("appeal", args=[decision.pk])
    client = client_for(people.bela)
    assert "You may quote what was removed" in client.get(url).text
    appealed(decision)
    page = client.get(url).text
    assert "Where it says [redacted] you quoted what was removed." in page
    assert CANARY not in page


def test_of_what_took_no_words_nothing_is_said_or_struck(client_for, people, decide, appealed):
    decision = decide("hide")
    url = reverse("appeal", args=[decision.pk])
    client = client_for(people.bela)
    assert "You may quote what was removed" not in client.get(url).text
    assert appealed(decision).words == QUOTED
    assert "you quoted what was removed" not in client.get(url).text


def test_whoever_answers_reads_it_as_it_was_typed_once_they_open_the_words(
    client_for, mia, decide, appealed
):
    appeal = appealed(decide("redact"))
    client = client_for(mia)
    page = client.get(reverse("moderation_appeal", args=[appeal.pk])).text
    assert "Where it says [redacted] the author quoted what was removed." in page
    assert CANARY not in page
    opened = client.post(reverse("moderation_appeal_open", args=[appeal.pk]), {"why": "To answer"})
    assert f"{CANARY} is a horse." in opened.text
    assert "no-store" in opened["Cache-Control"]
    Appeal.objects.get(words=STRUCK)


def test_taken_back_what_was_typed_is_there_again(
    viewer_of, mia, decide, appealed, post, minute_over
):
    decision = decide("redact")
    noting.note(viewer_of(mia), decision.case_id, f"I know {CANARY}.", uuid.uuid4())
    appeal = appealed(decision)
    minute_over()
    answer(viewer_of(mia), appeal, post, "reversed", f"{CANARY} is a horse indeed.")
    appeal.refresh_from_db()
    assert appeal.words == QUOTED
    assert appeal.reason == f"{CANARY} is a horse indeed."
    assert Decision.objects.get(action="restore").reason == appeal.reason
    assert Note.objects.get().words == f"I know {CANARY}."


def test_what_another_decision_sealed_stays_struck(viewer_of, mia, decide, appealed, post):
    first = decide("redact")
    second = decide("redact", words=["three hours"])
    appeal = appealed(second, f"{CANARY} said three hours.")
    assert appeal.words == "[redacted] said [redacted]."
    with transaction.atomic():
        second = Decision.objects.select_related("case").get(pk=second.pk)
        reversing.reverse(second, actor_id=mia.pk, publish=True, reason="Wrong.")
    appeal.refresh_from_db()
    assert appeal.words == "[redacted] said three hours."
    assert CANARY in str(sealing.unseal(first.original)["copies"])
    note = noting.note(viewer_of(mia), second.case_id, "It said three hours.", uuid.uuid4())
    assert note.words == "It said three hours."


def test_what_was_undone_at_once_strikes_nothing(viewer_of, people, mia, decide, minute_over):
    decision = decide("redact")
    undoing.undo(viewer_of(people.moira), decision.pk)
    note = noting.note(viewer_of(mia), decision.case_id, f"I know {CANARY}.", uuid.uuid4())
    assert note.words == f"I know {CANARY}."


def test_a_note_on_something_else_is_left_alone(viewer_of, mia, rooms, open_case, decide):
    decide("redact")
    case = open_case(rooms.open_reply)
    words = f"Written by {CANARY}."
    assert noting.note(viewer_of(mia), case.pk, words, uuid.uuid4()).words == words


def test_one_who_types_while_the_words_are_being_removed_waits(
    viewer_of, people, mia, post, open_case, choice
):
    """Else the note would be missed: it is not there yet when papers are looked through."""
    older, case = open_case(post, state="decided"), open_case(post)
    made = choice("redact", words=[f"Dr {CANARY}"])
    errors = []

    def note():
        try:
            noting.note(viewer_of(mia), older.pk, f"I know {CANARY}.", uuid.uuid4())
        except Exception as error:  # whatever it is, the test names it
            errors.append(error)
        finally:
            connection.close()

    with transaction.atomic():
        deciding.decide(viewer_of(people.moira), case.pk, 1, made)
        writer = threading.Thread(target=note)
        writer.start()
        writer.join(timeout=1)
        assert writer.is_alive()
    writer.join(timeout=30)
    assert errors == []
    assert Note.objects.get().words == "I know [redacted]."
