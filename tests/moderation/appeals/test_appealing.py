"""The use case of the author: appeal against a decision, or against being held."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.utils import timezone

from community.audit.models import Entry
from community.lib.verdicts import Refused
from community.members.models import User
from forums.models import Post, State
from moderation import deciding
from moderation.appeals import appealing
from moderation.limits import APPEAL_ANSWERED_WITHIN, APPEAL_WITHIN
from moderation.models import Appeal, Case, Decision
from tests.forums.masks import sign
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db

WORDS = "It is a quotation from the paper that we discuss."


@pytest.fixture
def decided(viewer_of, people, insult, open_case, choice):
    def make(action: str = "hide", *, held: bool = False, **fields: object) -> Decision:
        case = open_case(insult, INSULT, held=held)
        return deciding.decide(viewer_of(people.moira), case.pk, 1, choice(action, **fields))

    return make


@pytest.fixture
def appeal(viewer_of, people):
    def make(decision: Decision, user: User = people.bela, key: uuid.UUID | None = None) -> Appeal:
        return appealing.appeal(viewer_of(user), decision.pk, WORDS, key or uuid.uuid4())

    return make


def test_an_author_appeals_and_is_promised_an_answer(people, decided, appeal):
    decision = decided("hide")
    made = appeal(decision)
    assert (made.author, made.case, made.decision) == (people.bela, decision.case, decision)
    assert made.words == WORDS
    assert not made.outcome
    expected = timezone.now() + APPEAL_ANSWERED_WITHIN
    assert abs(made.due_at - expected) < timedelta(minutes=1)


@pytest.mark.parametrize("action", ["redact", "remove", "hide"])
def test_whatever_takes_something_can_be_appealed_against(decided, appeal, action):
    fields = {"words": [INSULT]} if action == "redact" else {}
    assert appeal(decided(action, **fields)).pk


@pytest.mark.parametrize("action", ["dismiss", "restore", "welfare"])
def test_what_takes_nothing_cannot(viewer_of, people, open_case, insult, appeal, action):
    case = open_case(insult, INSULT, held=True)
    decision = Decision.objects.create(case=case, moderator=people.moira, action=action)
    with pytest.raises(Refused, match="took nothing"):
        appeal(decision)


def test_an_appeal_can_be_made_for_four_weeks(decided, appeal):
    decision = decided("hide")
    Decision.objects.filter(pk=decision.pk).update(
        at=timezone.now() - APPEAL_WITHIN - timedelta(minutes=1)
    )
    with pytest.raises(Refused, match="28 days"):
        appeal(decision)
    Decision.objects.update(at=timezone.now() - APPEAL_WITHIN + timedelta(minutes=1))
    assert appeal(decision).pk


def test_once_against_each_decision(decided, appeal):
    decision = decided("hide")
    appeal(decision)
    with pytest.raises(Refused, match="already"):
        appeal(decision)
    assert Appeal.objects.count() == 1


def test_the_same_form_twice_is_one_appeal(decided, appeal):
    decision, key = decided("hide"), uuid.uuid4()
    assert appeal(decision, key=key) == appeal(decision, key=key)
    assert Entry.objects.filter(verb="appeal.made").count() == 1


def test_a_key_leads_to_no_other_appeal(decided, appeal, viewer_of, people, rooms, open_case):
    key = uuid.uuid4()
    first = appeal(decided("hide"), key=key)
    case = open_case(rooms.open_post)
    other = Decision.objects.create(case=case, moderator=people.moira, action="hide")
    assert appeal(other, key=key) != first


@pytest.mark.parametrize("field", ["undone_at", "reversed_at"])
def test_what_was_taken_back_needs_no_appeal(decided, appeal, field):
    decision = decided("hide")
    Decision.objects.filter(pk=decision.pk).update(**{field: timezone.now()})
    with pytest.raises((Refused, Http404)):
        appeal(decision)


def test_a_suspended_author_appeals_too(viewer_of, people, decided, appeal):
    decision = decided("hide")
    User.objects.filter(pk=people.bela.pk).update(
        suspended_until=timezone.now() + timedelta(days=9)
    )
    assert appeal(decision).author == people.bela


@pytest.mark.parametrize("name", ["anna", "cara", "eve", "nina", "moira", "vera", "adam"])
def test_nobody_else_appeals(people, decided, appeal, name):
    with pytest.raises(Http404):
        appeal(decided("hide"), getattr(people, name))


def test_it_is_recorded_without_a_word(people, decided, appeal):
    made = appeal(decided("hide"))
    entry = Entry.objects.get(verb="appeal.made")
    assert (entry.actor_id, entry.about_id) == (people.bela.pk, made.pk)
    assert entry.detail == {"case": made.case_id}


def test_of_a_pseudonym_the_record_does_not_tell_who_it_was(people, insult, open_case, appeal):
    sign(insult)
    case = open_case(insult, mask="Grey Heron")
    decision = Decision.objects.create(case=case, moderator=people.moira, action="hide")
    appeal(decision)
    assert Entry.objects.get(verb="appeal.made").actor_id is None


# --- Against a hold ------------------------------------------------------------------------------


@pytest.fixture
def appeal_hold(viewer_of, people):
    def make(case: Case, user: User = people.bela) -> Appeal:
        return appealing.appeal_hold(viewer_of(user), case.pk, WORDS, uuid.uuid4())

    return make


@pytest.mark.parametrize("by", list(Case.HeldBy))
def test_an_author_appeals_against_a_hold(insult, open_case, appeal_hold, by):
    case = open_case(insult, INSULT, held=True, held_by=by)
    made = appeal_hold(case)
    assert (made.case, made.decision) == (case, None)
    with pytest.raises(Refused, match="already"):
        appeal_hold(case)


def test_not_against_what_is_not_held(insult, open_case, appeal_hold):
    with pytest.raises(Http404):
        appeal_hold(open_case(insult, INSULT))


def test_not_once_it_was_decided(viewer_of, people, insult, open_case, choice, appeal_hold):
    case = open_case(insult, INSULT, held=True)
    deciding.decide(viewer_of(people.moira), case.pk, 1, choice("hide"))
    with pytest.raises(Refused, match="decided meanwhile"):
        appeal_hold(case)


def test_not_when_its_author_withdrew_it(insult, open_case, appeal_hold):
    case = open_case(insult, INSULT, held=True)
    Post.objects.filter(pk=insult.pk).update(state=State.WITHDRAWN)
    with pytest.raises(Refused, match="not held any more"):
        appeal_hold(case)


@pytest.mark.parametrize("name", ["anna", "nina", "moira", "vera", "adam"])
def test_nobody_else_appeals_against_a_hold(people, insult, open_case, appeal_hold, name):
    with pytest.raises(Http404):
        appeal_hold(open_case(insult, INSULT, held=True), getattr(people, name))


@pytest.mark.parametrize(
    ("action", "outcome"), [("dismiss", "reversed"), ("hide", "kept"), ("remove", "kept")]
)
def test_the_decision_of_the_case_answers_it(
    viewer_of, people, insult, open_case, choice, appeal_hold, action, outcome
):
    case = open_case(insult, INSULT, held=True)
    made = appeal_hold(case)
    decision = deciding.decide(viewer_of(people.moira), case.pk, 1, choice(action))
    for _ in range(2):
        appealing.settle_hold(decision.pk)
    made.refresh_from_db()
    assert (made.outcome, made.decided_by, made.version) == (outcome, people.moira, 2)
    assert made.decided_at


def test_a_decision_that_was_undone_answers_nothing(
    viewer_of, people, insult, open_case, choice, appeal_hold
):
    case = open_case(insult, INSULT, held=True)
    made = appeal_hold(case)
    decision = deciding.decide(viewer_of(people.moira), case.pk, 1, choice("hide"))
    Decision.objects.filter(pk=decision.pk).update(undone_at=timezone.now())
    Case.objects.update(state=Case.State.OPEN)
    appealing.settle_hold(decision.pk)
    made.refresh_from_db()
    assert made.outcome == ""


@pytest.mark.django_db(transaction=True)
def test_of_two_windows_at_once_one_appeals_and_the_other_is_told(viewer_of, people, decided):
    decision, viewer = decided("hide"), viewer_of(people.bela)
    start, outcomes = threading.Barrier(2), []

    def act(words):
        try:
            start.wait(5)
            appealing.appeal(viewer, decision.pk, words, uuid.uuid4())
            outcomes.append("appealed")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(words,)) for words in ("One.", "Two.")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["appealed", "refused"]
    assert Appeal.objects.count() == 1
