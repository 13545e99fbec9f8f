from datetime import timedelta

import pytest
from django.utils import timezone

from community.audit.models import Entry
from community.lib.verdicts import Refused
from community.members.models import User
from community.members.viewer import viewer_for
from moderation import sanctioning
from moderation.limits import LIMIT_LASTS, SUSPENSION_LASTS, WARNING_COUNTS
from moderation.models import Sanction

pytestmark = pytest.mark.django_db

Kind = Sanction.Kind
HOUR = timedelta(hours=1)


def close_to(moment, expected):
    return abs(moment - expected) < HOUR


@pytest.fixture
def bela(people):
    """bela() is the account as it stands now."""
    return lambda: User.objects.get(pk=people.bela.pk)


def test_a_warning_counts_for_a_year_and_keeps_nobody_from_writing(hidden, bela):
    sanction = sanctioning.impose(hidden(), Kind.WARNING)
    assert close_to(sanction.ends_at, timezone.now() + WARNING_COUNTS)
    viewer = viewer_for(bela())
    assert not viewer.is_suspended
    assert viewer.limited_until is None


def test_a_limit_stands_on_the_account_until_its_end(hidden, bela):
    sanction = sanctioning.impose(hidden(), Kind.LIMIT, days=3, rooms="open")
    assert close_to(sanction.ends_at, timezone.now() + timedelta(days=3))
    assert (bela().limited_until, bela().limited_rooms) == (sanction.ends_at, "open")


def test_a_suspension_takes_all_roles_until_its_end(hidden, bela):
    sanction = sanctioning.impose(hidden(), Kind.SUSPENSION, days=30)
    assert bela().suspended_until == sanction.ends_at
    assert viewer_for(bela()).is_suspended
    assert not viewer_for(bela()).is_doctor


@pytest.mark.parametrize(
    ("kind", "usual"), [(Kind.LIMIT, LIMIT_LASTS), (Kind.SUSPENSION, SUSPENSION_LASTS)]
)
def test_without_a_number_it_lasts_as_long_as_is_usual(hidden, kind, usual):
    assert close_to(sanctioning.impose(hidden(), kind).ends_at, timezone.now() + usual)


@pytest.mark.parametrize(
    ("kind", "days"),
    [(Kind.LIMIT, 91), (Kind.LIMIT, -1), (Kind.SUSPENSION, 181), (Kind.SUSPENSION, -7)],
)
def test_a_time_that_is_out_of_bounds_is_refused(hidden, bela, kind, days):
    with pytest.raises(ValueError, match="days"):
        sanctioning.impose(hidden(), kind, days=days)
    assert not Sanction.objects.exists()
    assert bela().suspended_until is None


@pytest.mark.parametrize(("kind", "where"), [("banished", "all"), ("limit", "cellar")])
def test_what_there_is_not_is_not_imposed(hidden, kind, where):
    with pytest.raises(ValueError):
        sanctioning.impose(hidden(), kind, rooms=where)
    assert not Sanction.objects.exists()


def test_it_ends_by_time_alone(hidden, bela):
    sanctioning.impose(hidden(), Kind.SUSPENSION, days=1)
    sanctioning.impose(hidden(), Kind.LIMIT, days=1)
    passed = timezone.now() - HOUR
    User.objects.filter(pk=bela().pk).update(suspended_until=passed, limited_until=passed)
    viewer = viewer_for(bela())
    assert viewer.is_doctor
    assert not viewer.is_suspended
    assert viewer.limited_until is None


def test_a_shorter_suspension_does_not_shorten_a_longer_one(hidden, bela):
    longer = sanctioning.impose(hidden(), Kind.SUSPENSION, days=100)
    sanctioning.impose(hidden(), Kind.SUSPENSION, days=10)
    assert bela().suspended_until == longer.ends_at


def test_of_a_pseudonym_the_sanction_bears_the_name_alone(hidden, people):
    sanction = sanctioning.impose(hidden(mask="Quiet Heron"), Kind.WARNING)
    assert sanction.mask == "Quiet Heron"
    entry = Entry.objects.get(verb="sanction.imposed")
    assert people.bela.pk not in entry.detail.values()


def test_nobody_is_suspended_for_what_a_pseudonym_wrote(hidden, bela):
    with pytest.raises(Refused):
        sanctioning.impose(hidden(mask="Quiet Heron"), Kind.SUSPENSION)
    assert bela().suspended_until is None


def test_it_is_recorded_by_whom(hidden, people):
    sanction = sanctioning.impose(hidden(), Kind.LIMIT, days=5)
    entry = Entry.objects.get(verb="sanction.imposed")
    assert (entry.actor_id, entry.about, entry.about_id) == (
        people.moira.pk,
        "sanction",
        sanction.pk,
    )
    assert (entry.detail["kind"], entry.detail["days"]) == ("limit", 5)


# --- Lifting all of a decision -------------------------------------------------------------------


def test_lifting_gives_everything_back(hidden, people, bela):
    decision = hidden()
    for kind in Kind:
        sanctioning.impose(decision, kind)
    sanctioning.lift(decision, actor_id=people.moira.pk, why="An appeal.")
    assert (bela().suspended_until, bela().limited_until, bela().limited_rooms) == (None, None, "")
    assert {s.lifted_why for s in Sanction.objects.all()} == {"An appeal."}
    assert sanctioning.record_of(bela().pk, "").live == []
    assert Entry.objects.filter(verb="sanction.lifted").count() == 3


def test_what_another_decision_imposed_stands(hidden, people, bela):
    taken_back, standing = hidden(), hidden()
    sanctioning.impose(taken_back, Kind.SUSPENSION, days=60)
    sanctioning.impose(taken_back, Kind.LIMIT, days=60, rooms="closed")
    shorter = sanctioning.impose(standing, Kind.SUSPENSION, days=20)
    limit = sanctioning.impose(standing, Kind.LIMIT, days=20, rooms="open")
    assert bela().limited_rooms == "all"  # of two that differ the account knows the widest
    sanctioning.lift(taken_back, actor_id=people.moira.pk, why="")
    assert bela().suspended_until == shorter.ends_at
    assert (bela().limited_until, bela().limited_rooms) == (limit.ends_at, "open")


@pytest.mark.parametrize("days", [5, 500])
def test_a_suspension_set_by_other_hands_is_never_shortened(hidden, people, bela, days):
    other = timezone.now() + timedelta(days=days)
    User.objects.filter(pk=bela().pk).update(suspended_until=other)
    decision = hidden()
    sanctioning.impose(decision, Kind.SUSPENSION, days=14)
    sanctioning.lift(decision, actor_id=people.moira.pk, why="")
    assert bela().suspended_until == other


def test_nor_one_that_was_set_afterwards(hidden, people, bela):
    decision = hidden()
    sanctioning.impose(decision, Kind.SUSPENSION, days=14)
    other = timezone.now() + timedelta(days=3)
    User.objects.filter(pk=bela().pk).update(suspended_until=other)
    sanctioning.lift(decision, actor_id=people.moira.pk, why="")
    assert bela().suspended_until == other


def test_nor_one_from_before_the_first_of_several(hidden, people, bela):
    other = timezone.now() + timedelta(days=5)
    User.objects.filter(pk=bela().pk).update(suspended_until=other)
    first, second = hidden(), hidden()
    sanctioning.impose(first, Kind.SUSPENSION, days=10)
    sanctioning.impose(second, Kind.SUSPENSION, days=20)
    sanctioning.lift(first, actor_id=people.moira.pk, why="")
    sanctioning.lift(second, actor_id=people.moira.pk, why="")
    assert bela().suspended_until == other


def test_lifting_twice_is_as_good_as_once(hidden, people):
    decision = hidden()
    sanctioning.impose(decision, Kind.WARNING)
    for _ in range(2):
        sanctioning.lift(decision, actor_id=people.moira.pk, why="")
    assert Entry.objects.filter(verb="sanction.lifted").count() == 1


def test_where_nothing_was_imposed_nothing_is_lifted(hidden, people):
    sanctioning.lift(hidden(), actor_id=people.moira.pk, why="")
    assert not Entry.objects.filter(verb="sanction.lifted").exists()
