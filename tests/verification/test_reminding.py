"""Members hear in time that their standing ends, and not more often than they must."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.members.models import Standing
from verification.reminding import remind

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(people):
    def ends_in(days):
        ends = timezone.now() + timedelta(days=days)
        Standing.objects.filter(user=people.anna, kind="doctor").update(ends_at=ends)

    people.anna.ends_in = ends_in
    Standing.objects.exclude(user=people.anna).update(ends_at=None)
    return people.anna


def test_at_sixty_thirty_and_seven_days_once_each(anna):
    told = []
    for days in (200, 61, 59, 45, 31, 29, 8, 6, 1):
        anna.ends_in(days)
        told.append((days, remind(), remind()))
    assert [days for days, first, _ in told if first] == [59, 29, 6]
    assert all(second == 0 for _, _, second in told)
    assert anna.notifications.filter(text__contains="Renew it now").count() == 3


def test_who_missed_a_night_hears_only_of_the_newest(anna):
    anna.ends_in(5)
    assert (remind(), remind()) == (1, 0)


def test_what_has_ended_or_was_closed_is_not_reminded_of(anna):
    anna.ends_in(-1)
    Standing.objects.filter(user=anna).update(starts_at=timezone.now() - timedelta(days=9))
    assert remind() == 0
    anna.ends_in(5)
    Standing.objects.filter(user=anna).update(closed_at=timezone.now())
    assert remind() == 0
