"""Every role has a group that an administrator can grant a board to."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from community.members.roles import Role
from forums.granting import role_group

pytestmark = pytest.mark.django_db

groups = importlib.import_module("forums.migrations.0002_groups_of_roles")
later = importlib.import_module("forums.migrations.0019_groups_of_new_roles")


def test_each_role_has_a_group_from_the_start():
    Group.objects.all().delete()
    groups.forwards(apps, None)
    later.forwards(apps, None)
    assert set(Group.objects.values_list("name", flat=True)) == {role.value for role in Role}


def test_a_group_that_is_there_stays_the_one():
    before = role_group(Role.DECLARED)
    groups.forwards(apps, None)
    assert role_group(Role.DECLARED) == before


def test_an_administrator_grants_a_board_to_those_who_say_so_themselves(rooms, people, client_for):
    groups.forwards(apps, None)
    admin = client_for(people.adam)
    page = f"/admin/forums/board/{rooms.closed.pk}/permissions/"
    group = Group.objects.get(name=Role.DECLARED.value)
    response = admin.post(page, {"submit_manage_group": "1", "group": group.name})
    manage = f"{page}group-manage/{group.pk}/"
    assert response["Location"] == manage
    admin.post(manage, {"permissions": ["read_board"]})
    assert rooms.closed.pk in set(
        group.boardgroupgrant_set.values_list("content_object_id", flat=True)
    )
