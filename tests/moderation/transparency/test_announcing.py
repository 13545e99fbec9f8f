"""New rules are told of: to every member once, in the inbox."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from community.inbox.models import Notification
from community.members.models import User
from community.pipeline.models import OutboxEntry
from moderation import tasks
from moderation.transparency import announcing
from moderation.transparency.rules_of_the_house import Edition

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def new_rules(monkeypatch):
    monkeypatch.setattr(announcing, "CHANGES", (Edition(7, DAY, "All of it."),))


@pytest.fixture
def members(db):
    """Twelve who were here before the rules changed."""
    return _joined(12, datetime.combine(DAY, datetime.min.time()) - timedelta(minutes=1), "old")


def _joined(count, at, name):
    at = timezone.make_aware(at)
    return User.objects.bulk_create(
        User(email=f"{name}{n}@crowd.test", name=f"Doctor {n}", date_joined=at)
        for n in range(count)
    )


def told():
    return sorted(Notification.objects.filter(key="rules:7").values_list("user_id", flat=True))


def ids(users):
    return sorted(user.pk for user in users)


def test_each_member_finds_it_once_and_is_mailed_nothing(members, run_outbox, client_for):
    tasks.announce_rules()
    run_outbox()
    assert told() == ids(members)
    assert not mail.outbox
    browser = client_for(members[0])
    assert "The rules have changed. See what is new in version 7." in browser.get("/inbox/").text
    note = Notification.objects.get(user=members[0])
    assert browser.post(f"/inbox/{note.pk}/").headers["Location"] == "/about/rules/#changes"
    tasks.announce_rules()
    assert run_outbox() == 0
    assert told() == ids(members)


def test_who_is_suspended_is_told_and_who_has_left_is_not(members, run_outbox):
    suspended, left = members[0], members[1]
    soon = timezone.now() + timedelta(days=3)
    User.objects.filter(pk=suspended.pk).update(suspended_until=soon)
    User.objects.filter(pk=left.pk).update(is_active=False)
    tasks.announce_rules()
    run_outbox()
    assert told() == ids(set(members) - {left})


def test_who_joined_under_the_new_rules_is_not_told(members, run_outbox):
    _joined(3, datetime.combine(DAY, datetime.min.time()), "new")
    tasks.announce_rules()
    run_outbox()
    assert told() == ids(members)


def test_nobody_is_told_before_the_day(members, monkeypatch):
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(announcing, "CHANGES", (Edition(7, tomorrow, "All of it."),))
    tasks.announce_rules()
    assert not OutboxEntry.objects.exists()


def test_a_walk_goes_on_where_it_was_killed(members, run_outbox, monkeypatch):
    monkeypatch.setattr(announcing, "AT_ONCE", 5)
    with transaction.atomic():
        announcing.tell_some(0)
    OutboxEntry.objects.all().delete()  # nobody goes on with it
    assert told() == ids(members)[:5]
    tasks.announce_rules()
    run_outbox()
    assert told() == ids(members)
    assert Notification.objects.count() == len(members)


def test_it_is_not_begun_twice_at_once(members):
    assert announcing.announce()
    assert not announcing.announce()
    assert OutboxEntry.objects.count() == 1


def test_a_step_costs_the_same_for_few_and_for_many(members, django_assert_num_queries):
    with django_assert_num_queries(4):
        announcing.tell_some(0)
    _joined(300, datetime.combine(DAY, datetime.min.time()) - timedelta(days=9), "more")
    with django_assert_num_queries(4):
        announcing.tell_some(0)


def test_a_job_looks_every_day(settings):
    jobs = {job["task"]: job["schedule"] for job in settings.CELERY_BEAT_SCHEDULE.values()}
    assert jobs["moderation.tasks.announce_rules"].day_of_month == set(range(1, 32))
