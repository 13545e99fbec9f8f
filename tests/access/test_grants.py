"""Grants and standings that change take effect at the next request."""

from datetime import timedelta

import pytest
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from community.members.models import Standing, User
from community.members.roles import Role
from community.members.standing import close, give
from forums.granting import READ, REPLY, role_group
from forums.models import BoardGroupGrant

CLOSED, OPEN = "/b/cardiology-clinical/", "/b/cardiology/"

pytestmark = pytest.mark.usefixtures("rooms")


@pytest.fixture(autouse=True)
def commits_at_once(django_capture_on_commit_callbacks, monkeypatch):
    """A test's transaction is never committed, so what waits for that is done at once."""
    monkeypatch.setattr("forums.granting.transaction.on_commit", lambda act: act())


def sees(client, where=CLOSED):
    return client.get(where).status_code == 200


def test_a_role_that_is_granted_reads_and_that_is_refused_does_not(rooms, people, client_for):
    nina = client_for(people.nina)
    assert not sees(nina)
    assign_perm(READ, role_group(Role.PROFESSIONAL), rooms.closed)
    assert sees(nina)
    remove_perm(READ, role_group(Role.PROFESSIONAL), rooms.closed)
    assert not sees(nina)


def test_strangers_too_see_a_change_at_once(rooms, client_for):
    stranger = client_for()
    assert sees(stranger, OPEN)
    remove_perm(READ, role_group(Role.ANYONE), rooms.open)
    assert not sees(stranger, OPEN)
    assign_perm(READ, role_group(Role.ANYONE), rooms.open)
    assert sees(stranger, OPEN)


def test_one_member_may_be_granted_alone(rooms, people, client_for):
    nina, stu = client_for(people.nina), client_for(people.stu)
    assert not sees(nina)
    assign_perm(READ, people.nina, rooms.closed)
    assert sees(nina)
    assert not sees(stu)
    assert nina.get(f"{CLOSED}new/").status_code == 403
    remove_perm(READ, people.nina, rooms.closed)
    assert not sees(nina)


def test_a_suspended_members_own_grants_do_not_count(rooms, people, client_for):
    assign_perm(READ, people.nina, rooms.closed)
    assign_perm(REPLY, people.nina, rooms.closed)
    nina = client_for(people.nina)
    assert sees(nina)
    suspended = User.objects.filter(pk=people.nina.pk)
    suspended.update(suspended_until=timezone.now() + timedelta(days=1))
    assert not sees(nina)
    suspended.update(suspended_until=timezone.now() - timedelta(seconds=1))
    assert sees(nina)


def test_a_grant_deleted_in_admin_counts_no_more(rooms, people, client_for):
    anna = client_for(people.anna)
    assert sees(anna)
    BoardGroupGrant.objects.get(
        group=role_group(Role.DOCTOR), content_object=rooms.closed, permission__codename=READ
    ).delete()
    assert not sees(anna)


def test_a_verification_opens_and_its_end_closes_at_the_next_request(people, client_for):
    cara = client_for(people.cara)
    assert not sees(cara)
    give(people.cara.pk, Standing.Kind.DOCTOR, actor_id=people.vera.pk)
    assert sees(cara)
    close(people.cara.pk, Standing.Kind.DOCTOR, actor_id=people.vera.pk, why="ended")
    assert not sees(cara)


def test_a_date_that_passes_closes_it_without_anyone_doing_anything(people, client_for):
    anna = client_for(people.anna)
    assert sees(anna)
    Standing.objects.filter(user=people.anna).update(ends_at=timezone.now() - timedelta(seconds=1))
    assert not sees(anna)


def test_a_standing_that_begins_later_opens_nothing_yet(people, client_for):
    give(people.cara.pk, Standing.Kind.DOCTOR, actor_id=None)
    Standing.objects.filter(user=people.cara).update(starts_at=timezone.now() + timedelta(days=1))
    assert not sees(client_for(people.cara))


def test_a_closed_account_is_signed_out(people, client_for):
    anna = client_for(people.anna)
    User.objects.filter(pk=people.anna.pk).update(is_active=False)
    assert not sees(anna)
    assert anna.get("/inbox/").status_code == 302


def test_a_manager_who_steps_down_moderates_no_more(rooms, people, client_for):
    moira = client_for(people.moira)
    assert moira.get("/moderation/").status_code == 200
    assert sees(moira)
    close(people.moira.pk, Standing.Kind.COMMUNITY_MANAGER, actor_id=None, why="left the team")
    assert moira.get("/moderation/").status_code == 404
    assert not sees(moira)
