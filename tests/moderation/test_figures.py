from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from forums.granting import MODERATE
from forums.models import BoardUserGrant
from moderation import figuring
from moderation.limits import FEW
from moderation.models import Case, Decision, Finding, Report
from tests.moderation.conftest import INSULT
from tests.rooms import add_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(rooms, people, open_case):
    """decided(minutes=[10, 20]) are cases on the open board that took that long."""

    def make(minutes, *, action="hide", topic=rooms.open_topic, days_ago=1, **fields):
        cases = []
        for taken in minutes:
            at = timezone.now() - timedelta(days=days_ago)
            post = add_post(topic, people.nina, "A word.")
            case = open_case(post, "word", **{"family": "offensive"} | fields)
            opened = at - timedelta(minutes=taken)
            due = opened + timedelta(hours=1)
            Case.objects.filter(pk=case.pk).update(
                state="decided", decided_at=at, opened_at=opened, due_at=due
            )
            decision = Decision.objects.create(case=case, moderator=people.moira, action=action)
            Decision.objects.filter(pk=decision.pk).update(at=at)
            cases.append(case)
        return cases

    return make


def page(client):
    return client.get(reverse("moderation_figures"))


def counted(viewer):
    """As counted anew."""
    cache.clear()
    return figuring.counted(viewer)


def speed(viewer, what="May abuse someone"):
    return next(one for one in counted(viewer).speeds if one.what == what)


def test_how_long_half_of_them_and_nine_of_ten_took(viewer_of, people, decided):
    decided(range(10, 120, 10))  # 10, 20, … 110 minutes: eleven
    found = speed(viewer_of(people.moira))
    assert (found.count, found.median, found.most) == (11, "1 h", "2 h")
    decided([600] * 9)  # 20 by now: the 18th and the 19th of them took ten hours
    assert speed(viewer_of(people.moira)).most == "10 h"


def test_how_many_were_in_time_and_what_the_target_is(viewer_of, people, decided):
    decided([10, 20, 30, 90])
    decided([120])
    found = speed(viewer_of(people.moira))
    assert (found.on_time, found.target) == (60, "12 h")


def test_of_few_nothing_is_said(client_for, viewer_of, people, decided):
    decided([10] * (FEW - 1))
    found = speed(viewer_of(people.moira))
    assert (found.count, found.median, found.most, found.on_time) == (4, None, None, None)
    assert "too few to say" in page(client_for(people.moira)).text


def test_what_is_long_ago_does_not_count(viewer_of, people, decided):
    decided([10] * FEW, days_ago=31)
    viewer = viewer_of(people.moira)
    assert speed(viewer).count == 0
    assert counted(viewer).flags == []
    assert counted(viewer).taken_back["count"] == 0
    assert [chart.total for chart in counted(viewer).charts] == [0, 0]


def test_how_often_a_detector_was_wrong(viewer_of, people, decided):
    decided([10] * 3, action="hide")
    decided([10] * 2, action="dismiss")
    (old,) = decided([10], action="dismiss")
    Finding.objects.filter(case=old).update(detector_version=7)
    new, before = counted(viewer_of(people.moira)).flags
    assert (new.detector, new.version, new.count, new.false, new.share) == ("abuse", 1, 5, 2, 40)
    assert (before.version, before.count, before.false, before.share) == (7, 1, 1, None)


def test_two_marks_in_one_case_are_one_case(viewer_of, people, decided):
    (case,) = decided([10], action="dismiss")
    again = case.findings.get()
    again.pk = None
    again.save()
    (flags,) = counted(viewer_of(people.moira)).flags
    assert (flags.count, flags.false) == (1, 1)


def test_the_last_decision_that_stands_tells(viewer_of, people, decided):
    (undone,) = decided([10], action="dismiss")
    Decision.objects.update(undone_at=timezone.now())
    Decision.objects.create(case=undone, moderator=people.moira, action="hide")
    (flags,) = counted(viewer_of(people.moira)).flags
    assert flags.false == 0
    assert counted(viewer_of(people.moira)).taken_back == {"count": 2, "undone": 1, "reversed": 0}


def test_a_day_has_a_bar_as_high_as_its_share(viewer_of, people, decided):
    decided([0] * 4, days_ago=2)
    decided([0] * 1, days_ago=5)
    opened, made = counted(viewer_of(people.moira)).charts
    for chart in (opened, made):
        days = {bar.day: bar for bar in chart.bars}
        today = timezone.localdate()
        assert len(chart.bars) == 30
        assert days[today - timedelta(days=2)].height == chart.height
        assert days[today - timedelta(days=5)].height == chart.height / 4
        assert days[today].height == 0
        assert (chart.total, chart.most) == (5, 4)


def test_the_charts_are_a_table_too(client_for, people, decided):
    decided([0] * 3)
    response = page(client_for(people.moira))
    day = timezone.localdate() - timedelta(days=1)
    assert f'<th scope="row">{day.day} {day:%B}</th>' in response.text
    assert "<rect" in response.text


def test_how_reports_ended(client_for, viewer_of, people, insult, open_case):
    case = open_case(insult, INSULT)
    for outcome in ("", "acted", "acted", "kept"):
        Report.objects.create(
            case=case, channel="public", kind="abuse", outcome=outcome, due_at=timezone.now()
        )
    found = dict(counted(viewer_of(people.moira)).reports)
    assert found == {
        "Not settled yet": 1,
        "Something was done": 2,
        "It stays as it is": 1,
        "It was gone already": 0,
        "We could not find it": 0,
    }
    assert "Something was done" in page(client_for(people.moira)).text


def test_an_empty_site_says_what_will_be_here(client_for, people):
    response = page(client_for(people.moira))
    assert response.status_code == 200
    assert "how often it was right stands here" in response.text
    assert "How reports end is counted here" in response.text


def test_of_a_board_moderator_they_count_their_boards_alone(
    client_for, viewer_of, mo, rooms, decided
):
    decided([10] * 7)
    decided([10] * 5, topic=rooms.closed_topic)
    viewer = viewer_of(mo)
    assert speed(viewer).count == 5
    assert [flags.count for flags in counted(viewer).flags] == [5]
    assert [chart.total for chart in counted(viewer).charts] == [5, 5]
    assert counted(viewer).taken_back["count"] == 5
    assert "on the boards that you moderate" in page(client_for(mo)).text


def test_they_are_kept_for_a_minute_and_for_nobody_who_sees_less(
    viewer_of,
    mo,
    people,
    rooms,
    decided,
    django_assert_max_num_queries,
    django_capture_on_commit_callbacks,
):
    decided([10] * 7)
    decided([10] * 5, topic=rooms.closed_topic)
    assert figuring.counted(viewer_of(people.moira)).taken_back["count"] == 12
    decided([10])
    viewer = viewer_of(people.moira)
    with django_assert_max_num_queries(1):  # which boards she moderates
        assert figuring.counted(viewer).taken_back["count"] == 12
    assert figuring.counted(viewer_of(mo)).taken_back["count"] == 5
    with django_capture_on_commit_callbacks(execute=True):
        BoardUserGrant.objects.filter(user=mo, permission__codename=MODERATE).first().delete()
    assert figuring.counted(viewer_of(mo)).taken_back["count"] == 0


def test_nor_do_they_count_what_is_about_oneself(viewer_of, people, decided):
    cases = decided([10] * 5)
    Case.objects.filter(pk=cases[0].pk).update(author=people.moira)
    assert speed(viewer_of(people.moira)).count == 4


@pytest.mark.parametrize("name", ["anna", "cara", "eve", "vera", "adam"])
def test_to_all_others_there_are_none(client_for, people, name):
    client = client_for(getattr(people, name))
    response = page(client)
    assert response.status_code == 404
    assert response.content == client.get("/no/such/page/").content


def test_a_stranger_is_asked_to_sign_in(client_for):
    assert page(client_for()).url.startswith(reverse("account_login"))
