"""The law desk is alarmed of what it might miss: once, and without a word of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.inbox.models import Notification
from moderation import tasks
from moderation.law import watching
from moderation.models import Notice, Report
from tests.moderation.law.conftest import AGREED, MEANING

pytestmark = pytest.mark.django_db


def told():
    return Notification.objects.filter(url__startswith="/moderation/law/notices/").exclude(
        url__endswith="/answer/"
    )


def test_a_notice_that_is_not_due_alarms_nobody(received):
    received()
    watching.watch_notices()
    assert not told().exists()


def test_an_overdue_one_alarms_the_law_desk_once(lex, lou, received):
    notice = received(received_at=timezone.now() - timedelta(days=20))
    for _ in range(2):
        tasks.watch_notices()
    assert {one.user for one in told()} == {lex, lou}
    assert told().count() == 2
    assert told()[0].url == f"/moderation/law/notices/{notice.pk}/"
    assert all(MEANING not in one.text and "Ada" not in one.text for one in told())


def test_each_step_that_is_overdue_alarms_anew(lex, received, take):
    notice = received(received_at=timezone.now() - timedelta(days=20))
    watching.watch_notices()
    take(notice, "forward")
    watching.watch_notices()
    assert told().count() == 1
    Notice.objects.update(due_at=timezone.now(), poster_due_at=timezone.now() - timedelta(days=3))
    watching.watch_notices()
    assert told().count() == 2


def test_a_poster_who_is_silent_is_told_of_when_their_time_is_over(lex, with_poster, late):
    late(with_poster)
    for _ in range(2):
        watching.watch_notices()
    assert "has not answered" in told().get().text


def test_an_answer_is_told_at_once(lex, answered):
    answered(AGREED)
    assert "has answered" in told().get().text


def test_what_has_ended_alarms_nobody(lex, with_poster, take):
    take(with_poster, "withdraw")
    Notice.objects.update(due_at=timezone.now() - timedelta(days=1))
    watching.watch_notices()
    assert not told().exists()


def test_a_report_that_may_be_a_notice_is_told_of_once(lex, insult, open_case):
    Report.objects.create(
        case=open_case(insult), channel="public", kind="accusation", due_at=timezone.now()
    )
    for _ in range(2):
        watching.watch_notices()
    assert Notification.objects.get(user=lex).url == "/moderation/law/"
