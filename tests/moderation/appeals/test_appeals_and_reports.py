"""What those who reported learn of an answer to an appeal: nothing, unless the outcome changed."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from community.inbox.models import Notification
from moderation import deciding
from moderation.appeals import hearing
from moderation.appeals import telling as telling_of_appeals
from moderation.appeals.hearing import Answer
from moderation.models import Appeal, Report
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db


@pytest.fixture
def reported(viewer_of, people, insult, open_case, choice):
    """Anna's report of Bela's post, on which Moira has acted; Bela appeals."""
    case = open_case(insult, INSULT)
    deciding.decide(viewer_of(people.moira), case.pk, 1, choice("hide"))
    Appeal.objects.create(
        case=case,
        decision=case.decisions.get(),
        author=people.bela,
        words="It is a quotation.",
        due_at=timezone.now() + timedelta(days=7),
    )
    return Report.objects.create(
        case=case,
        channel=Report.Channel.MEMBER,
        kind="abuse",
        reporter=people.anna,
        due_at=timezone.now(),
        outcome=Report.Outcome.ACTED,
        settled_at=timezone.now(),
        told_at=timezone.now(),
    )


def answer(viewer, outcome: str) -> None:
    given = Answer(outcome=outcome, reason="Read.", key=uuid.uuid4(), subject_version=1)
    hearing.answer(viewer, Appeal.objects.get().pk, 1, given)


def test_when_it_was_taken_back_they_are_told_to_look_again(
    viewer_of, people, mia, reported, run_outbox
):
    answer(viewer_of(mia), "reversed")
    run_outbox()
    telling_of_appeals.correct_reports(Appeal.objects.get().pk)
    reported.refresh_from_db()
    assert reported.outcome == Report.Outcome.KEPT
    text = Notification.objects.get(user=people.anna).text
    assert "looked at once more" in text
    assert "appeal" not in text


def test_when_it_stands_they_are_told_nothing(viewer_of, people, mia, reported, run_outbox):
    answer(viewer_of(mia), "kept")
    run_outbox()
    reported.refresh_from_db()
    assert reported.outcome == Report.Outcome.ACTED
    assert not Notification.objects.filter(user=people.anna).exists()


def test_when_something_else_still_holds_they_are_told_nothing(
    viewer_of, people, mia, reported, run_outbox
):
    reported.case.decisions.create(moderator=people.moira, action="remove")
    answer(viewer_of(mia), "reversed")
    run_outbox()
    reported.refresh_from_db()
    assert reported.outcome == Report.Outcome.ACTED
    assert not Notification.objects.filter(user=people.anna).exists()


def test_whoever_was_not_told_yet_is_told_only_the_new_outcome(
    viewer_of, people, mia, reported, run_outbox
):
    Report.objects.update(told_at=None)
    answer(viewer_of(mia), "reversed")
    run_outbox()
    reported.refresh_from_db()
    assert reported.outcome == Report.Outcome.KEPT
    assert not Notification.objects.filter(user=people.anna).exists()
