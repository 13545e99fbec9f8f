"""The page that tells what each standing opens."""

import importlib
import re

import pytest
from django.apps import apps
from django.urls import reverse
from guardian.shortcuts import assign_perm

from community.members.roles import Role
from forums.granting import READ, role_group
from verification.models import Terms

STANDINGS = reverse("standings")


@pytest.fixture(autouse=True)
def first_terms(db):
    """As they are from the start: tests that commit leave empty tables behind."""
    importlib.import_module("verification.migrations.0007_first_terms").forwards(apps, None)


def row(client, words):
    html = client.get(STANDINGS).content.decode()
    cells = re.search(rf"{words}</th>(.*?)</tr>", html, re.S)[1]
    return [cell.strip() for cell in re.findall(r"<td>(.*?)</td>", cells, re.S)]


def test_everyone_reads_it_and_no_board_is_named(rooms, people, client_for):
    for user in (None, people.cara, people.anna):
        html = client_for(user).get(STANDINGS).content.decode()
        assert "Verified doctor" in html
        assert rooms.closed.name not in html.replace("Closed clinical", "")


def test_what_the_grants_give_is_what_it_tells(rooms, client_for):
    stranger = client_for()
    assert row(stranger, "Verified doctor")[-1] == "writes"
    assert row(stranger, "Student")[-1] == "–"
    assign_perm(READ, role_group(Role.DECLARED), rooms.closed)
    assert row(stranger, "Self-declared")[-1] == "reads"


def test_administrators_edit_the_words_and_no_one_else(people, client_for):
    terms = Terms.objects.get(kind="student")
    url = reverse("admin:verification_terms_change", args=[terms.pk])
    words = {"who": "Students.", "proof": "A mailbox.", "opens": "Much.", "lasts": "A year."}
    assert client_for(people.vera).post(url, words | {"position": 2}).status_code == 404
    assert client_for(people.adam).post(url, words | {"position": 2}).status_code == 302
    terms.refresh_from_db()
    assert terms.opens == "Much."
    assert "A mailbox." in client_for().get(STANDINGS).content.decode()


def test_it_costs_two_queries_whatever_the_number_of_boards(
    rooms, client_for, django_assert_max_num_queries
):
    client = client_for()
    with django_assert_max_num_queries(3):
        client.get(STANDINGS)
