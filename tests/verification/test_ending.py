"""What has run its time, or was in doubt for too long, ends; and the member reads why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.members.models import Standing
from community.members.roles import Role, roles_of
from tests.verification.conftest import is_doctor
from verification.ending import end_lapsed, has_lapsed
from verification.models import Claim

pytestmark = pytest.mark.django_db


def run_out(user):
    now = timezone.now()
    Standing.objects.filter(user=user, closed_at=None).update(
        starts_at=now - timedelta(days=366), ends_at=now - timedelta(days=1)
    )


def doubt(claim, kind="name", until=timedelta()):
    Claim.objects.filter(pk=claim.pk).update(doubt=kind, doubt_until=timezone.now() + until)


def told(user, words):
    return user.notifications.filter(text__contains=words).count()


@pytest.mark.parametrize("kind", Claim.Doubt.values)
def test_a_doubt_that_was_not_settled_in_time_ends_it(people, held, run_outbox, kind):
    doubt(held, kind)
    assert has_lapsed(people.cara.pk)
    end_lapsed()
    end_lapsed()
    run_outbox()
    held.refresh_from_db()
    assert (held.state, held.doubt, held.doubt_until) == (Claim.State.ENDED, "", None)
    assert Role.DOCTOR not in roles_of(people.cara)
    assert told(people.cara, "register has changed") == 1
    assert told(people.cara, "reached its end") == 0


def test_a_doubt_within_its_grace_ends_nothing(people, held):
    doubt(held, until=timedelta(days=1))
    assert not has_lapsed(people.cara.pk)
    assert end_lapsed(user_id=people.cara.pk) == 0


def test_a_nurse_whose_time_is_over_reads_of_that_and_not_of_the_register(
    people, claim_for, decide, run_outbox
):
    claim = claim_for(people.cara, "71A2998E", register="nmc", proof=None)
    decide(claim, reason="On the public register under this name.")
    run_out(people.cara)
    end_lapsed()
    run_outbox()
    claim.refresh_from_db()
    assert claim.state == Claim.State.ENDED
    assert told(people.cara, "reached its end") == 1
    assert told(people.cara, "register has changed") == 0


def test_a_doctors_claim_outlives_another_standing_of_theirs(people, held):
    Standing.objects.create(
        user=people.cara,
        kind="professional",
        starts_at=timezone.now() - timedelta(days=9),
        ends_at=timezone.now() - timedelta(days=1),
    )
    assert end_lapsed(user_id=people.cara.pk) == 1
    held.refresh_from_db()
    assert held.state == Claim.State.APPROVED
    assert Role.DOCTOR in roles_of(people.cara)


@pytest.mark.parametrize("who", ["stu", "anna"])
def test_it_looks_at_one_member_if_asked_to(people, held, who):
    run_out(people.cara)
    assert end_lapsed(user_id=getattr(people, who).pk) == 0
    assert end_lapsed(user_id=people.cara.pk) == 1


def test_an_appointment_is_not_its_business(people):
    run_out(people.vera)
    end_lapsed()
    assert Standing.objects.filter(user=people.vera, closed_at=None).exists()


def test_a_second_register_does_not_go_on_holding_a_number(people, held, claim_for, decide):
    second = claim_for(people.cara, "123456", register="imc")
    decide(second, reason="Seen on the public page today.")
    held.refresh_from_db()
    decide(held, "withdraw", "Not theirs.")
    assert not is_doctor(people.cara)
    assert end_lapsed(people.cara.pk) == 1
    second.refresh_from_db()
    assert second.state == Claim.State.ENDED
    assert end_lapsed(people.cara.pk) == 0


def test_what_holds_is_left_alone(people, held):
    assert end_lapsed(people.cara.pk) == 0
    held.refresh_from_db()
    assert held.state == Claim.State.APPROVED
