"""How a case ended: told by who presented it, not too soon, and standing once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib.verdicts import Refused
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from forums import concluding, following, posting, rules, subjects, withdrawing
from forums.models import ClinicalCase, Level, Post, State, Topic
from forums.posting import Stopped
from tests.forums.acts.test_once import HANDS, at_once
from tests.forums.cases import allow_cases, long_ago, present
from tests.forums.writing import NHS_NUMBER, UNLIMITED, draft


@pytest.fixture
def anna(people, viewer_of):
    return viewer_of(people.anna)


@pytest.fixture
def fresh(rooms, anna):
    allow_cases(rooms.closed, rooms.open)
    return present(anna, rooms.closed)


@pytest.fixture
def case(fresh):
    return long_ago(fresh)


def outcome_of(topic):
    return ClinicalCase.objects.get(topic=topic).outcome


@pytest.fixture
def later(run_outbox):
    def run():
        OutboxEntry.objects.filter(done_at=None).update(due_at=timezone.now())
        return run_outbox()

    return run


def test_it_is_a_reply_that_the_case_leads_to(case, anna):
    end = concluding.conclude(anna, case, draft("She did well."))
    assert (end.number, end.text, outcome_of(case)) == (2, "She did well.", end)
    assert ClinicalCase.objects.get(topic=case).outcome_at
    assert Topic.objects.get(pk=case.pk).reply_count == 1
    assert Entry.objects.filter(verb="case.concluded", about_id=end.pk).count() == 1


def test_the_newest_stands_and_the_first_stays_a_reply(case, anna, unlimited):
    before = concluding.conclude(anna, case, draft("She did well."))
    after = concluding.conclude(anna, case, draft("A year later it was back."))
    assert outcome_of(case) == after
    assert Post.objects.get(pk=before.pk).state == State.PUBLISHED


@pytest.mark.parametrize("who", ["bela", "moira"])
def test_no_one_else_tells_it(who, case, people, viewer_of, written):
    before = written()
    with pytest.raises(Refused, match="Only who presented the case"):
        concluding.conclude(viewer_of(getattr(people, who)), case, draft("Well."))
    assert written() == before


def test_only_a_case_ends(rooms, anna):
    with pytest.raises(Refused, match="Only of a case"):
        concluding.conclude(anna, rooms.closed_topic, draft("Well."))


@pytest.mark.parametrize(("room", "days"), [("closed", 14), ("open", 28)])
def test_not_so_soon_that_its_time_gives_the_patient_away(room, days, fresh, rooms, anna):
    topic = present(anna, getattr(rooms, room), has_consent=True)
    with pytest.raises(Refused, match="You can tell how it ended from"):
        concluding.conclude(anna, long_ago(topic, days - 1), draft("Well."))
    assert outcome_of(topic) is None
    assert rules.may_conclude(anna, long_ago(topic, days + 1))


def test_it_is_checked_like_any_post(case, anna):
    with pytest.raises(Stopped):
        concluding.conclude(anna, case, draft(f"Her number is {NHS_NUMBER}."))
    assert outcome_of(case) is None


def test_one_that_is_withdrawn_is_forgotten(case, anna):
    end = concluding.conclude(anna, case, draft("She did well."))
    withdrawing.withdraw(anna, end)
    assert outcome_of(case) is None
    assert ClinicalCase.objects.get(topic=case).outcome_at is None


def test_one_that_is_removed_is_forgotten(case, anna):
    end = concluding.conclude(anna, case, draft("She did well."))
    subjects.PostSubject().remove(end.pk)
    assert outcome_of(case) is None


def test_a_form_sent_again_after_it_was_withdrawn_brings_nothing_back(case, anna):
    form = draft("She did well.")
    withdrawing.withdraw(anna, concluding.conclude(anna, case, form))
    concluding.conclude(anna, case, form)
    assert outcome_of(case) is None


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_tell_it_once(transactional_db, rooms, people):
    allow_cases(rooms.closed)
    viewer, form = viewer_for(people.anna), draft("Once.")
    topic = long_ago(present(viewer, rooms.closed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(posting, "POSTING", UNLIMITED)
        found = at_once(lambda _: concluding.conclude(viewer, topic, form).pk, range(HANDS))
    assert len(set(found)) == 1, found
    assert Post.objects.filter(source="Once.").count() == 1
    assert Entry.objects.filter(verb="case.concluded").count() == 1
    assert outcome_of(topic).pk == found[0]


# --- Who is told ---------------------------------------------------------------------------------


def told(who, begins):
    return Notification.objects.filter(user=who, text__startswith=begins)


def test_who_presented_it_is_asked_after_four_weeks(fresh, people, later):
    due = OutboxEntry.objects.get(event="outcome.due").due_at - timezone.now()
    assert timedelta(days=27, hours=23) < due < timedelta(days=28)
    long_ago(fresh)
    later()
    asked = told(people.anna, "How did it end?").get()
    assert asked.url == f"/t/{fresh.pk}/outcome/"
    assert "ablate" not in asked.text.lower()


@pytest.mark.parametrize("how", ["told", "withdrawn", "locked", "left"])
def test_no_one_is_asked_what_cannot_or_need_not_be_told(how, case, anna, people, later):
    match how:
        case "told":
            concluding.conclude(anna, case, draft("She did well."))
        case "withdrawn":
            withdrawing.withdraw(anna, Post.objects.get(topic=case))
        case "locked":
            Topic.objects.filter(pk=case.pk).update(is_locked=True)
        case "left":
            people.anna.standings.all().delete()
    later()
    assert not told(people.anna, "How did it end?").exists()


def test_those_who_watch_it_hear_how_it_ended(case, anna, people, viewer_of, later):
    following.follow_topic(viewer_of(people.bela), case, Level.WATCH)
    end = concluding.conclude(anna, case, draft("She did well."))
    Post.objects.filter(pk=end.pk).update(created_at=timezone.now() - timedelta(minutes=5))
    later()
    assert told(people.bela, "How a case ended that you watch").exists()
