from datetime import timedelta

import pytest
from django.utils import timezone

from community.lib import rendering
from community.pipeline.models import OutboxEntry
from forums.models import Post, State
from moderation import deciding, screening
from moderation.detectors.finding import Action, Finding
from moderation.models import Case, Screening

pytestmark = pytest.mark.django_db

ABUSE = "You are a fucking idiot, kill yourself."


def write(post: Post, source: str) -> None:
    """As an edit would leave it."""
    shown = rendering.render(source)
    post.source, post.html, post.text = source, shown.html, shown.text
    post.version += 1
    post.save()


@pytest.fixture
def abusive(rooms):
    write(rooms.open_reply, ABUSE)
    return rooms.open_reply


def test_what_is_fine_opens_no_case(rooms):
    assert screening.screen_subject("post", rooms.open_reply.pk) is None
    assert Screening.objects.get().action == "none"
    assert not Case.objects.exists()


def test_abuse_is_held_and_a_case_opened(people, abusive):
    case = screening.screen_subject("post", abusive.pk)
    abusive.refresh_from_db()
    assert abusive.state == State.HELD
    assert abusive.source == ABUSE
    assert (case.author_id, case.family, case.place) == (
        people.nina.pk,
        "offensive",
        "Cardiology, open",
    )
    assert case.held_at
    assert all(f.why and f.action == "hold" for f in case.findings.all())


def test_screening_twice_opens_one_case(abusive):
    assert screening.screen_subject("post", abusive.pk)
    assert screening.screen_subject("post", abusive.pk) is None
    assert Case.objects.count() == 1
    assert OutboxEntry.objects.filter(event="subject.held").count() == 1


def test_an_edit_after_the_flag_bumps_the_case_with_its_new_marks(abusive):
    case = screening.screen_subject("post", abusive.pk)
    old = set(case.findings.values_list("pk", flat=True))
    write(abusive, f"Once more and slowly. {ABUSE}")
    Post.objects.filter(pk=abusive.pk).update(state=State.HELD)
    screening.screen_subject("post", abusive.pk)
    case.refresh_from_db()
    assert Case.objects.count() == 1
    assert case.version == 2
    assert not old & set(case.findings.values_list("pk", flat=True))
    assert {f.subject_version for f in case.findings.all()} == {abusive.version}


def test_an_edit_after_a_decision_opens_a_new_case(abusive, people, viewer_of, choice):
    case = screening.screen_subject("post", abusive.pk)
    dismissal = choice("dismiss", subject_version=abusive.version)
    deciding.decide(viewer_of(people.moira), case.pk, 1, dismissal)
    abusive.refresh_from_db()
    write(abusive, f"And again. {ABUSE}")
    assert screening.screen_subject("post", abusive.pk).pk != case.pk


def test_a_possible_patient_beside_abuse_is_due_within_the_hour(rooms, monkeypatch):
    """Both are held, but who may be recognised waits no twelve hours."""

    def find(text, audience):
        return [
            Finding(kind, 0, 3, score, "Why.", "test", 1, Action.HOLD)
            for kind, score in (("abuse", 0.9), ("name", 0.6))
        ]

    monkeypatch.setattr(screening.detectors, "screen", find)
    case = screening.screen_subject("post", rooms.open_reply.pk)
    assert case.due_at - timezone.now() <= timedelta(hours=1)


def test_a_dismissed_text_is_not_held_again(abusive, people, viewer_of, choice):
    case = screening.screen_subject("post", abusive.pk)
    dismissal = choice("dismiss", subject_version=abusive.version)
    deciding.decide(viewer_of(people.moira), case.pk, 1, dismissal)
    screening.screen_subject("post", abusive.pk)
    abusive.refresh_from_db()
    assert abusive.state == State.PUBLISHED


@pytest.mark.parametrize("state", [State.REMOVED, State.WITHDRAWN])
def test_what_has_no_words_left_is_not_screened(rooms, state):
    Post.objects.filter(pk=rooms.open_reply.pk).update(state=state, source="")
    assert screening.screen_subject("post", rooms.open_reply.pk) is None
    assert not Screening.objects.exists()


def test_what_is_gone_is_not_screened(db):
    assert screening.screen_subject("post", 999_999) is None


def test_no_machine_removes_a_word(abusive, run_outbox, client_for, people):
    """Whatever the detectors say, the words are all there and nobody decided."""
    case = screening.screen_subject("post", abusive.pk)
    run_outbox()
    abusive.refresh_from_db()
    assert abusive.source == ABUSE
    assert abusive.state in (State.PUBLISHED, State.HELD)
    assert not case.decisions.exists()
