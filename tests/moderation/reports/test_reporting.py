"""A member reports something."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.utils import timezone

from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib.limits import TooFast
from community.lib.verdicts import Refused
from community.members.models import User
from community.pipeline.models import OutboxEntry
from forums.models import Post, State
from moderation.limits import DUE_WITHIN, LEAST_WEIGHT, REPORTING
from moderation.models import Case, Report
from moderation.reports import reporting, weighing
from moderation.reports.grounds import GROUNDS
from tests.forums.drawn import add_picture
from tests.moderation.conftest import INSULT
from tests.moderation.told import report, settled
from tests.rooms import add_post

pytestmark = pytest.mark.django_db


def test_a_report_opens_a_case_with_the_harm_and_the_time_of_its_ground(viewer_of, people, rooms):
    made = report(viewer_of(people.anna), rooms.closed_reply, "abuse", "He calls me names.")
    case = made.case
    assert (case.subject_kind, case.subject_id) == ("post", rooms.closed_reply.pk)
    assert (case.family, case.severity) == ("offensive", Case.Severity.MEDIUM)
    assert case.sources == ["member"]
    assert made.due_at == case.due_at
    assert abs(made.due_at - timezone.now() - DUE_WITHIN["offensive"]).total_seconds() < 5
    assert made.subject_version == rooms.closed_reply.version
    assert (made.words, made.weight, made.outcome) == ("He calls me names.", 0.5, "")


@pytest.mark.parametrize("kind", sorted(GROUNDS))
def test_each_ground_has_a_target_and_opens_a_case(viewer_of, people, rooms, kind):
    made = report(viewer_of(people.anna), rooms.open_post, kind, "Look at it.")
    assert made.case.family == GROUNDS[kind].family
    assert made.case.family in DUE_WITHIN
    assert len(kind) <= 20


def test_many_reports_are_one_case_and_a_second_of_a_kind_disturbs_no_one(viewer_of, people, rooms):
    first = report(viewer_of(people.anna), rooms.open_post, "abuse").case
    second = report(viewer_of(people.cara), rooms.open_post, "abuse").case
    assert (first, second.version) == (second, 1)
    third = report(viewer_of(people.dan), rooms.open_post, "threat").case
    assert (third.pk, third.version) == (first.pk, 2)
    assert (third.severity, third.family) == (Case.Severity.HIGH, "offensive")


def test_a_report_wakes_a_case_that_waits_for_its_author(viewer_of, people, insult, open_case):
    case = open_case(insult, INSULT, state=Case.State.WAITING, sources=["member"])
    report(viewer_of(people.anna), insult, "abuse")
    case.refresh_from_db()
    assert case.state == Case.State.OPEN


def test_what_was_decided_gets_a_new_case(viewer_of, people, insult, open_case):
    old = open_case(insult, INSULT, state=Case.State.DECIDED)
    assert report(viewer_of(people.anna), insult, "abuse").case != old


def test_a_second_report_of_the_same_thing_is_no_report(viewer_of, people, rooms):
    anna = viewer_of(people.anna)
    first = report(anna, rooms.closed_reply, "abuse")
    with pytest.raises(reporting.Already) as already:
        report(anna, rooms.closed_reply, "hate")
    assert already.value.report == first
    assert Report.objects.count() == 1
    settled(first, "kept")
    Case.objects.update(state=Case.State.DECIDED)
    assert report(anna, rooms.closed_reply, "hate").pk != first.pk


def test_the_same_form_twice_is_one_report(viewer_of, people, rooms):
    key, anna = uuid.uuid4(), viewer_of(people.anna)
    first = report(anna, rooms.closed_reply, "abuse", key=key)
    assert report(anna, rooms.closed_reply, "abuse", key=key) == first
    assert OutboxEntry.objects.filter(event="report.made").count() == 1


@pytest.mark.parametrize("name", ["cara", "nina", "eve", "vera", "adam"])
def test_what_one_may_not_see_one_cannot_report(viewer_of, people, rooms, name):
    for pk in (rooms.closed_reply.pk, 987654321):
        with pytest.raises(Http404):
            reporting.report(
                viewer_of(getattr(people, name)),
                "post",
                pk,
                GROUNDS["abuse"],
                "",
                key=uuid.uuid4(),
            )
    assert not Report.objects.exists()


def test_nor_what_is_nothing_at_all(viewer_of, people, rooms):
    with pytest.raises(Http404):
        reporting.get_subject_or_404(viewer_of(people.anna), "nonsense", 1)
    with pytest.raises(Http404):
        reporting.get_subject_or_404(viewer_of(people.anna), "post", 10**30)


def test_nobody_reports_themselves(viewer_of, people, rooms):
    with pytest.raises(Refused):
        report(viewer_of(people.bela), rooms.closed_reply, "abuse")


def test_a_picture_and_a_page_can_be_reported(viewer_of, people, rooms):
    picture = add_picture(rooms.closed_reply, people.bela)
    assert report(viewer_of(people.anna), picture, "image").case.subject_kind == "picture"
    assert report(viewer_of(people.anna), people.bela, "identity").case.subject_kind == "profile"


def test_what_a_suspended_member_sees_they_can_report(viewer_of, people, rooms):
    assert report(viewer_of(people.eve), rooms.open_post, "abuse").case


def test_thirty_a_day_are_enough(viewer_of, people, rooms):
    anna = viewer_of(people.anna)
    posts = [add_post(rooms.open_topic, people.bela, f"Post {n}.") for n in range(31)]
    for post in posts[:30]:
        report(anna, post, "abuse")
    with pytest.raises(TooFast):
        report(anna, posts[30], "abuse")
    assert REPORTING.rate == "30/day"
    assert Report.objects.count() == 30


def test_who_reported_is_in_no_record_and_no_event(viewer_of, people, rooms):
    made = report(viewer_of(people.anna), rooms.closed_reply, "abuse", "He calls me names.")
    entries = Entry.objects.filter(verb__in=["report.made", "case.opened"])
    assert entries.count() == 2
    for entry in entries:
        assert entry.actor_id is None
        assert "names" not in str(entry.detail)
    assert entries.get(verb="report.made").detail == {
        "channel": "member",
        "kind": "abuse",
        "case": made.case_id,
        "hid": False,
    }
    assert OutboxEntry.objects.get(event="report.made").payload == {"report_id": made.pk}


def test_the_author_is_told_nothing(viewer_of, people, rooms, run_outbox):
    report(viewer_of(people.anna), rooms.closed_reply, "abuse", "He calls me names.")
    run_outbox()
    assert not Notification.objects.filter(user=people.bela).exists()


# --- weight --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("acted", "kept", "weight"),
    [(0, 0, 1 / 2), (2, 0, 3 / 4), (9, 0, 10 / 11), (1, 3, 2 / 6), (0, 30, LEAST_WEIGHT)],
)
def test_a_report_weighs_by_how_the_earlier_ones_were_decided(
    viewer_of, people, rooms, acted, kept, weight
):
    for outcome in ["acted"] * acted + ["kept"] * kept:
        past(people.anna, rooms, outcome)
    assert weighing.weight_of(people.anna.pk) == pytest.approx(weight)


@pytest.mark.parametrize("outcome", ["gone", "not_found", ""])
def test_what_was_never_judged_says_nothing_of_its_reporter(people, rooms, outcome):
    past(people.anna, rooms, outcome)
    assert weighing.weight_of(people.anna.pk) == 0.5


def test_what_was_decided_long_ago_counts_no_more(people, rooms):
    made = past(people.anna, rooms, "acted")
    Report.objects.filter(pk=made.pk).update(at=timezone.now() - timedelta(days=366))
    assert weighing.weight_of(people.anna.pk) == 0.5


def test_enough_weight_makes_urgent(viewer_of, people, rooms):
    reporters = [people.anna, people.cara, people.dan, people.nina]
    for n, user in enumerate(reporters, start=1):
        case = report(viewer_of(user), rooms.open_post, "abuse").case
        assert (case.severity == Case.Severity.HIGH) == (n == 4)


# --- hiding --------------------------------------------------------------------------------------


def test_thirty_reports_of_members_hide_nothing(viewer_of, people, rooms, run_outbox):
    for n in range(30):
        member = User.objects.create_user(f"brigade{n}@demo.test", name=f"Brigade {n}")
        report(viewer_of(member), rooms.open_post, "patient")
    run_outbox()
    rooms.open_post.refresh_from_db()
    assert rooms.open_post.state == State.PUBLISHED
    case = Case.objects.get()
    assert (case.reports.count(), case.severity, case.held_at) == (30, Case.Severity.HIGH, None)
    assert not Notification.objects.filter(user=people.bela).exists()


def test_a_member_who_was_right_before_is_believed_about_a_patient(viewer_of, people, rooms):
    for _ in range(2):
        past(people.anna, rooms, "acted")
    made = report(viewer_of(people.anna), rooms.closed_reply, "patient")
    rooms.closed_reply.refresh_from_db()
    assert made.hid
    assert rooms.closed_reply.state == State.HELD
    assert made.case.held_by == Case.HeldBy.REPORT


def test_so_is_one_where_a_program_found_something_too(viewer_of, people, insult, open_case):
    case = open_case(insult, INSULT)
    case.findings.update(family="identifying")
    assert report(viewer_of(people.anna), insult, "patient").hid
    insult.refresh_from_db()
    assert insult.state == State.HELD


def test_weight_hides_nothing_for_another_reason(viewer_of, people, rooms):
    for _ in range(9):
        past(people.anna, rooms, "acted")
    report(viewer_of(people.anna), rooms.closed_reply, "abuse")
    rooms.closed_reply.refresh_from_db()
    assert rooms.closed_reply.state == State.PUBLISHED


def past(user, rooms, outcome) -> Report:
    """An earlier report of theirs that ended so."""
    now = timezone.now()
    return Report.objects.create(
        channel="member",
        reporter=user,
        kind="abuse",
        due_at=now,
        outcome=outcome,
        settled_at=now if outcome else None,
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_forms_sent_at_once_one_is_a_report(viewer_of, people, rooms):
    anna, start, outcomes = viewer_of(people.anna), threading.Barrier(2), []

    def send():
        try:
            start.wait(5)
            report(anna, rooms.closed_reply, "abuse")
            outcomes.append("filed")
        except reporting.Already:
            outcomes.append("already")
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["already", "filed"]
    assert Report.objects.count() == Case.objects.count() == 1
    assert Post.objects.get(pk=rooms.closed_reply.pk).state == State.PUBLISHED
