"""Grants and standings that change take effect at the next request."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from community.members.models import Standing, User
from community.members.roles import Role
from community.members.standing import close, give
from forums.access import visible_boards
from forums.granting import (
    READ,
    REPLY,
    admit,
    dismiss,
    grant_audience,
    readers_of,
    role_group,
)
from forums.models import Board, BoardGroupGrant

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


# --- Groups --------------------------------------------------------------------------------------


@pytest.fixture
def group(people):
    """For professionals and doctors, with Anna, Nina and, who is neither, Stu in it."""
    group = Board.objects.create(
        name="A rota",
        slug="a-rota",
        audience=Board.Audience.GROUP,
        owner=people.anna,
        requires=Board.Requires.PROFESSIONAL,
        expires_at=timezone.now() + timedelta(days=90),
    )
    grant_audience(group)
    for user in (people.anna, people.nina, people.stu):
        admit(group, user.pk)
    return group


def test_a_member_of_a_group_reads_it_while_they_are_what_it_asks(group, people, client_for):
    nina, stu = client_for(people.nina), client_for(people.stu)
    where = group.get_absolute_url()
    assert sees(nina, where)
    assert not sees(stu, where)
    people.nina.standings.update(ends_at=timezone.now())
    assert not sees(nina, where)
    people.nina.standings.update(ends_at=None)
    assert sees(nina, where)


def test_to_be_let_in_or_out_counts_at_the_next_request(group, people, client_for):
    bela, where = client_for(people.bela), group.get_absolute_url()
    assert not sees(bela, where)
    admit(group, people.bela.pk)
    admit(group, people.bela.pk)
    assert sees(bela, where)
    assert dismiss(group, people.bela.pk)
    assert not dismiss(group, people.bela.pk)
    assert not sees(bela, where)


def test_what_one_writes_there_needs_no_more_than_what_it_asks(group, people, client_for):
    nina = client_for(people.nina)
    assert sees(nina, f"{group.get_absolute_url()}new/")


def changed(board, **fields):
    """The form of the admin's page, with these fields otherwise."""
    kept = ["name", "slug", "description", "kind", "state", "locked_why", "requires", "position"]
    form = {name: getattr(board, name) for name in kept}
    form |= {"slow_seconds": 0, "owner": board.owner_id, "section": "group"}
    ends = timezone.localtime(fields.pop("ends", board.expires_at))
    form |= {"expires_at_0": f"{ends:%Y-%m-%d}", "expires_at_1": f"{ends:%H:%M:%S}"}
    return form | fields


def test_what_an_administrator_changes_of_a_group_counts_at_the_next_request(
    group, people, client_for
):
    adam, anna, stu = client_for(people.adam), client_for(people.anna), client_for(people.stu)
    page, where = reverse("admin:forums_board_change", args=[group.pk]), group.get_absolute_url()
    assert sees(anna, where)
    assert not sees(stu, where)
    assert adam.post(page, changed(group, requires="member")).status_code == 302
    assert sees(stu, where)
    assert adam.post(page, changed(group, requires="doctor")).status_code == 302
    assert not sees(stu, where)
    assert sees(anna, where)
    past = timezone.now() - timedelta(days=1)
    assert adam.post(page, changed(group, ends=past)).status_code == 302
    assert not sees(anna, where)


def test_an_owner_whom_an_administrator_names_is_a_member(group, people, client_for):
    page = reverse("admin:forums_board_change", args=[group.pk])
    form = changed(group, owner=people.bela.pk)
    assert client_for(people.adam).post(page, form).status_code == 302
    assert sees(client_for(people.bela), group.get_absolute_url())


def test_only_of_a_group_the_admin_shows_owner_and_end(group, rooms, people, client_for):
    adam = client_for(people.adam)
    of_a_room = adam.get(reverse("admin:forums_board_change", args=[rooms.closed.pk])).text
    of_a_group = adam.get(reverse("admin:forums_board_change", args=[group.pk])).text
    assert "id_slow_seconds" in of_a_room
    for field in ("id_owner", "id_requires", "id_expires_at_0"):
        assert field in of_a_group
        assert field not in of_a_room


# --- Who reads a board, asked the other way round ------------------------------------------------


def by_the_gate(board, people, viewer_of):
    """Without the suspended where they read as the public does: nothing is brought to them."""
    viewers = {user.email: viewer_of(user) for user in people}
    return {
        email
        for email, viewer in viewers.items()
        if viewer.is_member and visible_boards(viewer).filter(pk=board.pk).exists()
    }


def the_other_way_round(board):
    return set(readers_of(Board.objects.get(pk=board.pk)).values_list("email", flat=True))


def test_it_is_what_the_gate_says_whatever_the_board(group, rooms, people, viewer_of):
    assign_perm(READ, people.stu, rooms.closed)
    assign_perm(READ, people.eve, rooms.closed)
    assign_perm(READ, Group.objects.create(name="a choir"), rooms.closed)
    for board in Board.objects.all():
        assert the_other_way_round(board) == by_the_gate(board, people, viewer_of), board
    assert "stu@demo.test" in the_other_way_round(rooms.closed)


@pytest.mark.parametrize(
    "change",
    [
        {"requires": Board.Requires.MEMBER},
        {"requires": Board.Requires.DOCTOR},
        {"expires_at": None},
        {"expires_at": timezone.now() - timedelta(days=1)},
        {"owner": None},
    ],
)
def test_it_is_what_the_gate_says_when_a_group_changes(change, group, people, viewer_of):
    Board.objects.filter(pk=group.pk).update(**change)
    assert the_other_way_round(group) == by_the_gate(group, people, viewer_of)


def test_it_is_what_the_gate_says_when_people_change(group, rooms, people, viewer_of):
    people.nina.standings.update(ends_at=timezone.now())
    people.stu.standings.create(kind="professional")
    User.objects.filter(pk=people.anna.pk).update(is_active=False)
    for board in (group, rooms.closed, rooms.open):
        readers = the_other_way_round(board)
        assert readers == by_the_gate(board, people, viewer_of), board
        assert "anna@demo.test" not in readers
