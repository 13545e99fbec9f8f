"""What each persona is, worked out from standings and dates at the moment of asking."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from community.members.models import Standing, User
from community.members.roles import Role
from community.members.standing import close, give

A, M, P, S, D = Role.ANYONE, Role.MEMBER, Role.PROFESSIONAL, Role.STUDENT, Role.DOCTOR

EXPECTED = {
    "anna": {A, M, P, D},
    "bela": {A, M, P, D},
    "cara": {A, M},
    "dan": {A, M},
    "eve": {A},
    "nina": {A, M, P},
    "stu": {A, M, S},
    "moira": {A, M, Role.COMMUNITY_MANAGER},
    "vera": {A, M, Role.VERIFIER},
    "adam": {A, M, Role.ADMINISTRATOR},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_roles_by_persona(people, viewer_of, name):
    assert viewer_of(getattr(people, name)).roles == EXPECTED[name]


def test_a_standing_ends_at_the_moment_it_ends(people, viewer_of):
    Standing.objects.filter(user=people.anna).update(ends_at=timezone.now())
    assert not viewer_of(people.anna).is_doctor


def test_a_standing_that_has_not_begun_gives_nothing(people, viewer_of):
    tomorrow = timezone.now() + timedelta(days=1)
    Standing.objects.filter(user=people.anna).update(starts_at=tomorrow)
    assert not viewer_of(people.anna).is_doctor


def test_a_withdrawn_standing_gives_nothing_and_a_new_one_does(people, viewer_of):
    with transaction.atomic():
        assert close(people.anna.pk, Standing.Kind.DOCTOR, actor_id=None, why="withdrawn")
    assert not viewer_of(people.anna).is_doctor
    with transaction.atomic():
        give(people.anna.pk, Standing.Kind.DOCTOR, actor_id=people.vera.pk)
    assert viewer_of(people.anna).is_doctor


def test_a_suspension_that_is_over_gives_everything_back(people, viewer_of):
    User.objects.filter(pk=people.eve.pk).update(suspended_until=timezone.now())
    assert viewer_of(people.eve).is_doctor


def test_a_closed_account_is_no_more_than_anyone(people, viewer_of):
    User.objects.filter(pk=people.anna.pk).update(is_active=False)
    assert viewer_of(people.anna).roles == {A}


def test_roles_cost_one_query(people, django_assert_num_queries):
    anna = User.objects.get(pk=people.anna.pk)
    with django_assert_num_queries(1):
        assert Role.DOCTOR in anna.roles
        assert not anna.is_staff
