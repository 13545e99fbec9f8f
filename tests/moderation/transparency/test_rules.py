"""The page of the rules, with the versions before."""

import re

import pytest
from django.template.loader import get_template
from django.urls import reverse

from moderation.transparency.rules_of_the_house import CHANGES, HOUSE_RULES, VERSION

pytestmark = pytest.mark.django_db


def page(client, version=""):
    return client.get(reverse("rules"), {"version": version} if version else {})


@pytest.mark.parametrize("name", [None, "cara", "anna", "eve", "moira"])
def test_everyone_reads_them(client_for, people, name):
    text = page(client_for(getattr(people, name) if name else None)).text
    assert "<h1>The rules</h1>" in text
    assert f"Version {VERSION}" in text


def test_each_rule_that_a_decision_can_name_has_its_place(client_for):
    text = page(client_for()).text
    for rule in HOUSE_RULES.values():
        assert f'id="{rule.anchor}"' in text


@pytest.mark.parametrize(
    "words",
    [
        "a link to report it",
        "appeal against any decision",
        "within four weeks",
        "counts for a year",
    ],
)
def test_they_say_how_to_report_and_to_object(client_for, words):
    assert words in " ".join(page(client_for()).text.split())


def test_it_is_said_what_changed(client_for):
    text = page(client_for()).text
    for edition in CHANGES:
        assert f'id="version-{edition.version}"' in text
        assert edition.changed in text


def test_a_former_version_is_read_as_it_was_and_says_so(client_for):
    text = page(client_for(), "1").text
    assert "These are the rules as they were." in text
    assert "A moderator may black out words, hide a post, or remove it." in text
    assert "These are the rules as they were." not in page(client_for()).text


@pytest.mark.parametrize("version", ["0", "99", "x", "1 ", "-1"])
def test_there_are_no_other_versions(client_for, version):
    assert page(client_for(), version).status_code == 404


def test_versions_rise_one_by_one_and_each_can_be_read():
    assert [edition.version for edition in CHANGES] == list(range(VERSION, 0, -1))
    assert [e.since for e in CHANGES] == sorted((e.since for e in CHANGES), reverse=True)
    for edition in CHANGES:
        words = get_template(edition.template).render()
        assert re.search(r'<h2 id="patients">', words)
