from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from community.inbox.models import Notification
from moderation import alarming, tasks
from moderation.limits import ALARM_EVERY
from moderation.models import Case
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(open_case):
    """late(post, hours=2) is a case that should have been decided that long ago."""

    def make(post, hours=2.0, **fields):
        return open_case(post, due_at=timezone.now() - timedelta(hours=hours), **fields)

    return make


def alarms(user):
    return list(
        Notification.objects.filter(user=user, key__startswith=alarming.KEY)
        .order_by("pk")
        .values_list("text", flat=True)
    )


def pass_by(span):
    """As if this much time had passed since all that was."""
    for told in Notification.objects.all():
        told.created_at -= span
        told.save()
    for case in Case.objects.all():
        case.due_at -= span
        case.save()


def test_whoever_moderates_is_told_once_of_all_that_waits(people, mia, rooms, insult, late):
    late(insult, hours=1)
    late(rooms.open_post, hours=3.1)
    assert alarming.raise_alarms() == 2
    for user in (people.moira, mia):
        assert alarms(user) == ["2 cases are overdue, the longest by 3 h."]
    assert not Case.objects.filter(alarmed_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_it_leads_to_those_cases_and_goes_by_mail_without_a_word(
    client_for, people, insult, late, run_outbox
):
    case = late(insult)
    tasks.raise_alarms()
    run_outbox()
    told = Notification.objects.get(user=people.moira)
    assert told.text == "A case is overdue by 2 h."
    rows = client_for(people.moira).get(told.url).context["rows"]
    assert [row.case for row in rows] == [case]
    (letter,) = mail.outbox
    assert letter.to == [people.moira.email]
    for words in (INSULT, people.bela.name, case.place):
        assert words not in letter.subject + letter.body


def test_run_again_it_tells_nobody_twice(people, insult, late):
    late(insult)
    assert [alarming.raise_alarms() for _ in range(3)] == [1, 0, 0]
    assert len(alarms(people.moira)) == 1
    pass_by(2 * ALARM_EVERY)
    assert alarming.raise_alarms() == 0


def test_what_is_late_within_the_hour_is_told_in_the_next_one(people, rooms, insult, late):
    late(insult)
    alarming.raise_alarms()
    pass_by(timedelta(minutes=30))
    second = late(rooms.open_post, hours=0.1)
    assert alarming.raise_alarms() == 0
    second.refresh_from_db()
    assert second.alarmed_at is None
    pass_by(timedelta(minutes=31))
    assert alarming.raise_alarms() == 1
    assert alarms(people.moira)[-1] == "2 cases are overdue, the longest by 3 h."
    second.refresh_from_db()
    assert second.alarmed_at


def test_who_had_no_alarm_lately_need_not_wait_for_those_who_had(people, mo, rooms, insult, late):
    late(rooms.open_post)  # not on mo's board
    alarming.raise_alarms()
    pass_by(timedelta(minutes=30))
    case = late(insult, hours=0.1)
    assert alarming.raise_alarms() == 1
    assert (len(alarms(mo)), len(alarms(people.moira))) == (1, 1)
    case.refresh_from_db()
    assert case.alarmed_at is None  # the manager has not heard of it yet
    pass_by(timedelta(minutes=31))
    assert alarming.raise_alarms() == 1
    assert (len(alarms(mo)), len(alarms(people.moira))) == (1, 2)


def test_a_board_moderator_is_told_of_their_board_alone(people, mo, rooms, insult, late):
    late(rooms.open_post)
    assert alarming.raise_alarms() == 1
    assert alarms(mo) == []
    late(insult)
    pass_by(timedelta(hours=2))
    alarming.raise_alarms()
    assert len(alarms(mo)) == 1
    assert alarms(mo)[0].startswith("A case is overdue")


@pytest.mark.parametrize("state", ["waiting", "decided"])
def test_only_what_is_open_can_be_late(people, insult, late, state):
    late(insult, state=state)
    assert alarming.raise_alarms() == 0


def test_what_is_in_time_alarms_nobody(people, insult, open_case):
    open_case(insult, INSULT)
    assert alarming.raise_alarms() == 0


def test_a_case_that_was_given_more_time_alarms_again(people, insult, late):
    case = late(insult)
    alarming.raise_alarms()
    pass_by(timedelta(hours=5))
    Case.objects.update(
        alarmed_at=timezone.now() - timedelta(hours=5),
        due_at=timezone.now() - timedelta(minutes=1),
    )
    assert alarming.raise_alarms() == 1
    case.refresh_from_db()
    assert case.alarmed_at > case.due_at


def test_nobody_hears_of_a_case_about_themselves(people, mia, rooms, late):
    rooms.open_reply.author = people.moira
    rooms.open_reply.save()
    late(rooms.open_reply)
    alarming.raise_alarms()
    assert (len(alarms(people.moira)), len(alarms(mia))) == (0, 1)


def test_where_nobody_moderates_it_is_kept_until_somebody_does(people, insult, late):
    case = late(insult)
    people.moira.standings.all().delete()
    assert alarming.raise_alarms() == 0
    case.refresh_from_db()
    assert case.alarmed_at is None


def test_others_hear_nothing(people, insult, late):
    late(insult)
    alarming.raise_alarms()
    told = set(Notification.objects.values_list("user", flat=True))
    assert told == {people.moira.pk}


def test_it_is_done_every_five_minutes(settings):
    planned = settings.CELERY_BEAT_SCHEDULE["tell of overdue cases"]
    assert planned["task"] == tasks.raise_alarms.name
    assert {0, 5, 10} <= planned["schedule"].minute


def test_the_address_is_the_filter_for_what_is_late(people, insult, late):
    late(insult)
    alarming.raise_alarms()
    assert Notification.objects.get().url == reverse("moderation_queue") + "?late=1"
