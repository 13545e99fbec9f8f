"""Members hear in time that their standing ends, and not more often than they must."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.members.models import Standing, User
from verification.ending import end_lapsed
from verification.models import Claim
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


def test_who_has_sent_a_renewal_is_left_in_peace(anna):
    anna.ends_in(20)
    claim = Claim(user=anna, surname="A", given_name="B", is_renewal=True)
    claim.put_number("gmc", "7654321")
    claim.save()
    assert remind() == 0
    Claim.objects.update(state=Claim.State.REJECTED)
    assert remind() == 1


def test_no_mail_goes_to_the_bereaved(anna):
    anna.ends_in(20)
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert remind() == 0


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("doctor", "verification_renew"),
        ("professional", "verification_renew"),
        ("student", "student"),
        ("declared", "declare"),
    ],
)
def test_the_link_leads_to_where_it_is_renewed(anna, kind, where):
    anna.ends_in(20)
    Standing.objects.filter(user=anna, closed_at=None).update(kind=kind)
    assert remind() == 1
    assert anna.notifications.get().url == reverse(where)


@pytest.mark.parametrize("kind", ["student", "declared"])
def test_the_end_itself_is_told_as_well(anna, kind):
    now = timezone.now()
    Standing.objects.filter(user=anna, closed_at=None).update(
        kind=kind, starts_at=now - timedelta(days=9), ends_at=now
    )
    assert (end_lapsed(), end_lapsed()) == (1, 0)
    assert anna.notifications.filter(text__contains="reached its end").count() == 1
