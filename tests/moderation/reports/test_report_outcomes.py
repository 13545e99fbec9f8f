"""What came of a report, and who is told of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from community.inbox.models import Notification
from community.pipeline.models import OutboxEntry
from forums.models import Post, State
from moderation import deciding
from moderation.models import Case, Decision, Report
from moderation.reports import outcomes
from tests.moderation.told import report, told_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def decide(viewer_of, people, choice):
    """decide(case, "hide") is what moira decides, by the use case."""

    def make(case, action, **fields):
        case.refresh_from_db()
        return deciding.decide(
            viewer_of(people.moira), case.pk, case.version, choice(action, **fields)
        )

    return make


def later(run_outbox):
    """Do what is due a minute on, when nothing can be taken back any more."""
    OutboxEntry.objects.filter(done_at=None).update(due_at=timezone.now())
    return run_outbox()


@pytest.mark.parametrize(
    ("action", "outcome"),
    [("dismiss", "kept"), ("hide", "acted"), ("remove", "acted"), ("welfare", "acted")],
)
def test_a_decision_settles_all_reports_of_its_case(
    viewer_of, people, rooms, decide, run_outbox, action, outcome
):
    one = report(viewer_of(people.anna), rooms.open_post, "abuse")
    told_of(rooms.open_post, "abuse")
    decide(one.case, action)
    later(run_outbox)
    assert set(Report.objects.values_list("outcome", flat=True)) == {outcome}
    assert not Report.objects.filter(settled_at=None).exists()


def test_words_removed_are_something_done(viewer_of, people, insult, decide, run_outbox):
    one = report(viewer_of(people.anna), insult, "abuse")
    decide(one.case, "redact", words=["pompous charlatan"])
    later(run_outbox)
    one.refresh_from_db()
    assert one.outcome == "acted"


@pytest.mark.parametrize("field", ["measure", "sanction"])
def test_so_is_a_measure_or_a_sanction_where_the_words_stay(people, rooms, viewer_of, field):
    one = report(viewer_of(people.anna), rooms.open_post, "abuse")
    decision = Decision.objects.create(
        case=one.case,
        moderator=people.moira,
        action="keep",
        measure="lock" if field == "measure" else "",
    )
    if field == "sanction":
        now = timezone.now()
        decision.sanctions.create(
            user=people.bela, kind="warning", starts_at=now, ends_at=now + timedelta(days=1)
        )
    assert outcomes.outcome_of(decision) == "acted"
    other = Decision.objects.create(case=one.case, moderator=people.moira, action="keep")
    assert outcomes.outcome_of(other) == "kept"


def test_that_its_author_was_asked_for_an_edit_is_something_done(viewer_of, people, rooms):
    case = report(viewer_of(people.anna), rooms.open_post, "abuse").case
    Decision.objects.create(case=case, moderator=people.moira, action="edit")
    after = Decision.objects.create(case=case, moderator=people.moira, action="dismiss")
    assert outcomes.outcome_of(after) == "acted"


def test_what_was_withdrawn_before_anyone_looked_is_gone(
    viewer_of, people, rooms, decide, run_outbox
):
    one = report(viewer_of(people.anna), rooms.open_reply, "abuse")
    Post.objects.filter(pk=rooms.open_reply.pk).update(state=State.WITHDRAWN, source="")
    decide(one.case, "dismiss", subject_version=1)
    later(run_outbox)
    one.refresh_from_db()
    assert one.outcome == "gone"


def test_nobody_is_told_before_it_can_no_longer_be_taken_back(
    viewer_of, people, rooms, decide, run_outbox
):
    one = report(viewer_of(people.anna), rooms.open_post, "abuse")
    decision = decide(one.case, "hide")
    run_outbox()
    one.refresh_from_db()
    assert one.outcome == ""
    Decision.objects.filter(pk=decision.pk).update(undone_at=timezone.now())
    later(run_outbox)
    one.refresh_from_db()
    assert one.outcome == ""
    assert not Notification.objects.filter(user=people.anna).exists()


def test_what_is_reported_after_a_decision_is_not_settled_by_it(viewer_of, people, rooms, decide):
    one = report(viewer_of(people.anna), rooms.open_post, "abuse")
    decision = decide(one.case, "dismiss")
    after = report(viewer_of(people.cara), rooms.open_post, "abuse")
    outcomes.settle_reports(decision.pk)
    after.refresh_from_db()
    assert after.outcome == ""
    assert after.case != one.case


def test_settled_twice_is_told_once(viewer_of, people, rooms, decide, run_outbox):
    one = report(viewer_of(people.anna), rooms.open_post, "abuse")
    decision = decide(one.case, "hide")
    later(run_outbox)
    outcomes.settle_reports(decision.pk)
    later(run_outbox)
    assert Notification.objects.filter(user=people.anna).count() == 1
    one.refresh_from_db()
    assert one.told_at


def test_a_member_is_told_what_came_of_it_and_nothing_else(
    viewer_of, people, rooms, decide, run_outbox
):
    one = report(viewer_of(people.anna), rooms.closed_reply, "abuse", "He was rude.")
    decide(one.case, "hide")
    later(run_outbox)
    note = Notification.objects.get(user=people.anna)
    assert note.text == "What you reported was looked at, and something was done. Thank you."
    assert note.url == f"/report/state/{one.token}/"
    assert not note.subject_kind  # they may read it though the post is hidden from them


def test_the_public_are_written_to_without_what_came_of_it(
    rooms, decide, run_outbox, django_capture_on_commit_callbacks
):
    one = told_of(rooms.open_post, "abuse", email="pat@example.com", words="Rude.")
    with django_capture_on_commit_callbacks(execute=True):
        decide(one.case, "hide")
        later(run_outbox)
    letter = mail.outbox[-1]
    assert letter.to == ["pat@example.com"]
    assert f"/report/state/{one.token}/" in letter.body
    for words in ("hid", "removed", "Rude", rooms.open_topic.title):
        assert words not in letter.body.lower()
    one.refresh_from_db()
    assert one.told_at


def test_the_author_never_learns_of_reports(
    viewer_of, people, rooms, decide, run_outbox, client_for
):
    one = report(viewer_of(people.anna), rooms.closed_reply, "abuse", "He was rude to me.")
    decision = decide(one.case, "hide")
    later(run_outbox)
    bela = client_for(people.bela)
    for where in (decision.get_absolute_url(), "/inbox/", rooms.closed_topic.get_absolute_url()):
        text = bela.get(where).text
        assert "rude to me" not in text
        assert "was reported" not in text
        assert one.token not in text
    assert bela.get(f"/report/state/{one.token}/").status_code == 404
    assert Case.objects.get().reports.count() == 1
