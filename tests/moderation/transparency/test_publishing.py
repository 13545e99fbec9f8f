"""A month's figures: what is counted, and that nobody is shown by them."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from community.audit.models import Entry
from community.lib.hiding import FEWEST
from moderation import tasks
from moderation.models import Appeal, Case, Decision, Month, Report, Sanction, SecondLook
from moderation.transparency import publishing, summing

NOVEMBER = date(2026, 11, 1)
NOON = timezone.make_aware(datetime(2026, 11, 15, 12))
DUE = timezone.make_aware(datetime(2026, 12, 3, 6))


@pytest.fixture
def case(people):
    """case("offensive", hours=3) is a case of November that took so long to decide."""

    def make(family="identifying", *, hours=None, at=NOON, due=12, **fields):
        number = Case.objects.count() + 1
        made = Case.objects.create(
            **{
                "subject_kind": "post",
                "subject_id": number,
                "author": people.bela,
                "place": "Cardiology, open",
                "severity": 2,
                "family": family,
                "sources": ["detector"],
                "due_at": at + timedelta(hours=due),
                "state": "open" if hours is None else "decided",
                "decided_at": None if hours is None else at + timedelta(hours=hours),
            }
            | fields
        )
        Case.objects.filter(pk=made.pk).update(opened_at=at)
        return made

    return make


@pytest.fixture
def decide(people):
    def make(case, action="hide", at=NOON, **fields):
        made = Decision.objects.create(case=case, moderator=people.moira, action=action, **fields)
        Decision.objects.filter(pk=made.pk).update(at=at)
        return made

    return make


def lines():
    return summing.figures(NOVEMBER)["lines"]


def shown(key):
    """What is told of a line: its sum, and those of its cells that are not hidden."""
    line = lines()[key]
    return line["total"], {row: cell for row, cell in line["cells"].items() if cell is not None}


# --- What is counted -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_cases_are_counted_by_kind_and_by_what_brought_them_first(case):
    for _ in range(7):
        case("identifying")
    for _ in range(6):
        case("offensive", sources=["member", "detector"])
    for _ in range(5):
        case("conduct", at=NOON - timedelta(days=31))  # of October
    assert shown("families") == (13, {"identifying": 7})
    assert shown("sources") == (13, {"detector": 7})


@pytest.mark.django_db
def test_a_month_is_one_of_this_place(case):
    """In summer its first hour, by the clock here, is still the month before in UTC."""
    october, november = date(2026, 10, 1), NOVEMBER
    edges = {
        october: timezone.make_aware(datetime(2026, 10, 1, 0, 30)),
        november: timezone.make_aware(datetime(2026, 10, 31, 23, 30)) + timedelta(hours=1),
    }
    for at in edges.values():
        for _ in range(5):
            case(at=at)
    for first_day in edges:
        assert summing.figures(first_day)["lines"]["families"]["total"] == 5


@pytest.mark.django_db
def test_decisions_are_counted_but_not_those_undone_at_once(case, decide):
    for _ in range(6):
        decide(case(), "hide")
        decide(case(), "dismiss")
        decide(case(), "remove", undone_at=NOON)
    assert shown("actions")[0] == 12


@pytest.mark.django_db
def test_sanctions_are_counted(case, decide, people):
    for kind in ["warning"] * 6 + ["suspension"] * 7:
        Sanction.objects.create(
            decision=decide(case()),
            user=people.bela,
            kind=kind,
            starts_at=NOON,
            ends_at=NOON + timedelta(days=7),
        )
    assert shown("sanctions") == (13, {"suspension": 7})


@pytest.mark.django_db
def test_reports_are_counted_by_who_made_them_and_what_came_of_them(case):
    for channel, outcome in [("member", "acted")] * 7 + [("public", "")] * 6:
        made = Report.objects.create(
            case=case(), channel=channel, kind="abuse", outcome=outcome, due_at=NOON
        )
        Report.objects.filter(pk=made.pk).update(at=NOON)
    assert shown("channels") == (13, {"member": 7})
    assert shown("outcomes")[0] == 13
    assert lines()["outcomes"]["cells"].keys() >= {"acted", "waiting"}


@pytest.mark.django_db
def test_what_programs_held_is_counted_by_what_was_decided_then(case, decide):
    for action in ["dismiss"] * 6 + ["remove"] * 7:
        decide(case(held_at=NOON, held_by="program"), action, at=NOON + timedelta(hours=1))
    for _ in range(9):
        case(held_at=NOON, held_by="program")
    case(held_at=NOON, held_by="report")
    assert shown("holds") == (22, {"let_go": 6, "acted": 7, "waiting": 9})


@pytest.mark.django_db
def test_appeals_are_counted_by_how_they_ended(case, decide, people):
    for outcome in ["kept"] * 6 + ["reversed"] * 5 + [""] * 5:
        one = case()
        made = Appeal.objects.create(
            case=one, decision=decide(one), author=people.bela, due_at=NOON, outcome=outcome
        )
        Appeal.objects.filter(pk=made.pk).update(at=NOON)
    assert shown("appeals") == (16, {"kept": 6, "reversed": 5, "waiting": 5})


@pytest.mark.django_db
def test_second_looks_are_counted_once_they_are_done(case, decide):
    for agrees in [True] * 8 + [False] * 5 + [None] * 9:
        SecondLook.objects.create(
            decision=decide(case()),
            agrees=agrees,
            done_at=None if agrees is None else NOON,
        )
    assert shown("seconds") == (13, {"agreed": 8, "differed": 5})


@pytest.mark.django_db
def test_how_long_it_took_is_told_of_five_or_more(case):
    for hours in (1, 2, 3, 4, 20):
        case("offensive", hours=hours)
    for hours in range(1, 8):
        case("identifying", hours=hours)
    case("conduct", hours=1)
    case("offensive")  # open still
    times = summing.figures(NOVEMBER)["times"]
    assert times["total"] == 13
    assert times["medians"] == {"identifying": 240}
    assert times["median"] == 180


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("in_time", "late", "told"),
    [
        (15, 5, {"exactly": 75}),
        (19, 1, {"at_least": 80}),
        (20, 0, {"at_least": 80}),
        (4, 16, {"at_most": 20}),
        (5, 4, None),
        (0, 0, None),
    ],
)
def test_the_share_in_time_shows_nothing_of_a_few(case, in_time, late, told):
    for hours in [1] * in_time + [13] * late:
        case(hours=hours)
    assert summing.figures(NOVEMBER)["times"]["in_time"] == told


# --- What is not told ----------------------------------------------------------------------------


def cells_of(figures):
    for line in [*figures["lines"].values(), figures["times"]]:
        yield from line["cells"].values()
        yield line["total"]


@pytest.mark.django_db
def test_of_a_quiet_month_nothing_is_told(case, decide):
    for _ in range(4):
        decide(case(hours=1))
    assert set(cells_of(summing.figures(NOVEMBER))) == {None}


@given(st.lists(st.integers(0, 40), min_size=2, max_size=8))
def test_no_cell_is_of_few_and_none_can_be_worked_out(counts):
    rows = [str(place) for place in range(len(counts))]
    told = summing.line(rows, dict(zip(rows, counts, strict=True)))
    hidden = [row for row, cell in told["cells"].items() if cell is None]
    assert all(cell is None or cell >= FEWEST for cell in told["cells"].values())
    if told["total"] is None:
        assert len(hidden) == len(counts)
    elif hidden:
        assert len(hidden) > 1
        assert told["total"] - sum(cell or 0 for cell in told["cells"].values()) >= FEWEST


# --- When it is published ------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "published"),
    [(date(2026, 12, 2), "2026-10-01"), (date(2026, 12, 3), "2026-11-01")],
)
def test_a_month_is_published_on_the_third_of_the_next(day, published):
    now = timezone.make_aware(datetime(day.year, day.month, day.day, 6))
    publishing.publish_due(now)
    assert [str(month.first_day) for month in Month.objects.all()] == [published]


@pytest.mark.django_db
def test_a_month_that_was_left_out_is_made_up_for():
    publishing.publish_due(DUE - timedelta(days=91))
    publishing.publish_due(DUE)
    assert [month.first_day.month for month in Month.objects.order_by("first_day")] == [
        8,
        9,
        10,
        11,
    ]


@pytest.mark.django_db
def test_what_was_published_does_not_change(case):
    for _ in range(6):
        case()
    (month,) = publishing.publish_due(DUE)
    for _ in range(6):
        case()
    assert publishing.publish_due(DUE) == []
    assert Month.objects.get().figures == month.figures
    assert month.figures["lines"]["families"]["total"] == 6
    entry = Entry.objects.get(verb="month.published")
    assert (entry.about_id, entry.actor_id, entry.detail) == (month.pk, None, {"month": "2026-11"})


@pytest.mark.django_db
def test_a_job_does_it_every_day(settings):
    jobs = {job["task"]: job["schedule"] for job in settings.CELERY_BEAT_SCHEDULE.values()}
    assert jobs["moderation.tasks.publish_month"].day_of_month == set(range(1, 32))
    tasks.publish_month()
    assert Month.objects.count() == 1


@pytest.mark.django_db
def test_it_costs_the_same_for_a_busy_month(case, decide, django_assert_num_queries):
    for _ in range(2):
        decide(case(hours=1))
    with django_assert_num_queries(10):
        summing.figures(NOVEMBER)
    for _ in range(30):
        decide(case(hours=1))
    with django_assert_num_queries(10):
        summing.figures(NOVEMBER)
