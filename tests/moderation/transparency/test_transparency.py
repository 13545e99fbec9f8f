"""The page of what was moderated, month by month."""

from datetime import date

import pytest
from django.urls import reverse

from moderation.models import Month
from moderation.transparency import publishing
from moderation.transparency.summing import LINES, line

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish():
    """publish(2026, 11, families={"identifying": 9}) is a month with these numbers."""

    def make(year, month, *, decided=None, **counts):
        decided = decided or {}
        told = line(["identifying", "offensive", "welfare", "conduct", "legal"], decided)
        times = told | {
            "medians": {key: 40 for key, cell in told["cells"].items() if cell},
            "median": 50 if told["total"] else None,
            "in_time": {"at_least": 91} if told["total"] else None,
        }
        lines = {key: line(rows, counts.get(key, {})) for key, (_, rows) in LINES.items()}
        return Month.objects.create(
            first_day=date(year, month, 1), figures={"lines": lines, "times": times}
        )

    return make


def page(client, **asked):
    return client.get(reverse("transparency"), asked)


def flat(response):
    return " ".join(response.text.split())


def test_before_the_first_month_it_says_when_that_comes(client_for):
    text = page(client_for()).text
    assert "No month yet" in text
    assert "on the third of the month after it" in text


def test_everyone_reads_it_and_finds_it_at_the_foot_of_each_page(client_for, people):
    for browser in (client_for(), client_for(people.eve)):
        assert reverse("transparency") in browser.get(reverse("about")).text
        assert page(browser).status_code == 200


def test_numbers_stand_with_their_words(client_for, publish):
    publish(
        2026,
        11,
        families={"identifying": 20, "offensive": 12, "conduct": 6, "welfare": 5, "legal": 5},
        decided={"identifying": 30, "offensive": 20},
    )
    (month,) = page(client_for()).context["months"]
    rows = {one.title: one for one in month.lines}
    families = rows["New cases, by what they were about"]
    assert ("May identify someone", 20) in families.rows
    assert (families.total, families.is_whole) == (48, True)
    text = flat(page(client_for()))
    assert "November 2026" in text
    assert (
        "50 cases were decided, half of them within 50 min. At least 91% were decided in time."
        in text
    )


def test_numbers_of_few_are_dashes_and_what_they_are_together_is_said(client_for, publish):
    publish(2026, 11, families={"identifying": 20, "offensive": 12, "conduct": 1})
    (month,) = page(client_for()).context["months"]
    families = month.lines[0]
    assert dict(families.rows)["May break a rule"] is None
    assert (families.total, families.hidden) == (33, 13)
    assert "Those with a dash, together" in page(client_for()).text


def test_of_a_quiet_month_it_says_no_more_than_that(client_for, publish):
    publish(2026, 11, families={"identifying": 4})
    text = flat(page(client_for()))
    assert "Fewer than five cases were decided." in text
    assert text.count("<p>Fewer than five.</p>") == len(LINES)


def test_rows_stand_in_their_order_whatever_the_database_makes_of_it(client_for, publish):
    publish(2026, 11, outcomes=dict.fromkeys(LINES["outcomes"][1], 9))
    (month,) = page(client_for()).context["months"]
    (outcomes,) = [one for one in month.lines if one.title == LINES["outcomes"][0]]
    assert [label for label, _ in outcomes.rows] == list(LINES["outcomes"][1].values())


def test_the_newest_month_comes_first_and_older_ones_have_pages(client_for, publish, monkeypatch):
    monkeypatch.setattr(publishing, "PAGE", 2)
    for month in (8, 9, 10):
        publish(2026, month)
    first = page(client_for())
    assert [one.first_day.month for one in first.context["months"]] == [10, 9]
    rest = page(client_for(), after=first.context["onwards"])
    assert [one.first_day.month for one in rest.context["months"]] == [8]
    assert "Earlier months" not in rest.text


def test_nonsense_begins_at_the_top(client_for, publish):
    publish(2026, 11)
    assert len(page(client_for(), after="nonsense").context["months"]) == 1


def test_what_is_counted_no_more_does_not_break_an_old_month(client_for, publish):
    month = publish(2026, 11, families={"identifying": 20, "offensive": 20})
    month.figures["lines"]["gone"] = {"total": 9, "cells": {"x": 9}}
    del month.figures["lines"]["seconds"]
    month.figures["lines"]["families"]["cells"]["gone"] = None
    month.save()
    assert page(client_for()).status_code == 200


def test_it_costs_the_same_for_many_months(client_for, publish, django_assert_num_queries):
    publish(2026, 11)
    client = client_for()
    with django_assert_num_queries(1):
        page(client)
    for month in range(1, 11):
        publish(2026, month)
    with django_assert_num_queries(1):
        page(client)
