from datetime import timedelta

import pytest
from django.utils import timezone

from moderation import recalling, sanctioning
from moderation.models import Sanction

pytestmark = pytest.mark.django_db

Kind = Sanction.Kind


def ended(sanction):
    """The same, as if its time had passed yesterday."""
    now = timezone.now()
    Sanction.objects.filter(pk=sanction.pk).update(
        starts_at=now - timedelta(days=30), ends_at=now - timedelta(days=1)
    )


@pytest.fixture
def impose(hidden):
    """impose("warning") is one more on Bela's record."""
    return lambda kind, mask="", **how: sanctioning.impose(hidden(mask=mask), kind, **how)


def test_what_is_live_is_shown_and_what_expired_only_counted(impose, people):
    old, new = impose("warning"), impose("warning")
    ended(old)
    record = recalling.record_of(people.bela.pk, "")
    assert (record.live, record.warnings, record.expired) == ([new], [new], 1)


def test_what_was_lifted_or_undone_counts_for_nothing(impose, people):
    lifted, undone = impose("warning"), impose("warning")
    sanctioning.lift(lifted.decision, actor_id=people.moira.pk, why="")
    undone.decision.undone_at = timezone.now()
    undone.decision.save()
    record = recalling.record_of(people.bela.pk, "")
    assert (record.live, record.expired) == ([], 0)


def test_a_name_and_a_pseudonym_have_nothing_in_common(impose, people):
    own, masked = impose("warning"), impose("limit", mask="Quiet Heron")
    assert recalling.record_of(people.bela.pk, "").live == [own]
    assert recalling.record_of(people.bela.pk, "Quiet Heron").live == [masked]
    assert recalling.record_of(people.bela.pk, "Other Heron").live == []
    assert recalling.record_of(people.anna.pk, "Quiet Heron").live == []


def test_a_record_takes_two_queries_whatever_is_on_it(impose, people, django_assert_num_queries):
    for _ in range(5):
        impose("warning")
    with django_assert_num_queries(2):
        record = recalling.record_of(people.bela.pk, "")
        assert record.next_step
        assert {one.decision.rule for one in record.live} == {"respect"}


@pytest.mark.parametrize(
    ("kinds", "step"),
    [
        ([], "Nothing counts at present; the first step would be a warning."),
        (
            ["warning"],
            "One warning counts at present; the next step would be three posts a day for 7 days.",
        ),
        (
            ["warning", "warning"],
            "Two warnings count at present; the next step would be a suspension of 14 days.",
        ),
        (["limit"], "A limit counts at present; the next step would be a suspension of 14 days."),
        (
            ["warning", "limit"],
            "One warning and a limit count at present; "
            "the next step would be a suspension of 14 days.",
        ),
        (
            ["suspension"],
            "They are suspended at present; a further step would be a longer suspension.",
        ),
    ],
)
def test_the_ladder_names_the_next_step(impose, people, kinds, step):
    for kind in kinds:
        impose(kind)
    assert recalling.record_of(people.bela.pk, "").next_step == step


def test_what_expired_is_no_step(impose, people):
    for _ in range(2):
        ended(impose("warning"))
    assert recalling.record_of(people.bela.pk, "").next_step.startswith("Nothing counts")


def test_the_ladder_never_suspends_a_pseudonym(impose, people):
    impose("limit", mask="Quiet Heron")
    step = recalling.record_of(people.bela.pk, "Quiet Heron").next_step
    assert "a longer limit" in step
    assert "suspension" not in step


def test_who_is_neither_suspended_nor_limited_costs_no_query(
    viewer_of, people, django_assert_num_queries
):
    viewer = viewer_of(people.bela)
    with django_assert_num_queries(0):
        assert recalling.holding(viewer) == []
        assert recalling.limits_on(viewer) == []


def test_what_holds_is_what_keeps_one_from_writing(impose, viewer_of, people):
    impose("warning")
    limit, suspension = impose("limit"), impose("suspension")
    ended(impose("limit", rooms="open"))
    assert recalling.holding(viewer_of(people.bela)) == [suspension, limit]
