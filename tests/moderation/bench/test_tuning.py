import threading
import uuid
from dataclasses import asdict, fields

import pytest
from django.db import connection
from django.http import Http404

from community.audit.models import Entry
from community.lib.verdicts import Refused
from moderation import screening
from moderation.bench import tuning
from moderation.bench.knobs import KNOBS, ORDERED
from moderation.detectors import Thresholds
from moderation.models import Tuning
from tests.moderation.bench.common import propose, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def moira(viewer_of, people):
    return viewer_of(people.moira)


@pytest.fixture
def after_commit(monkeypatch):
    monkeypatch.setattr(tuning.transaction, "on_commit", lambda do: do())


def test_what_is_built_in_holds_while_nobody_set_others(settings):
    assert tuning.bench().thresholds == Thresholds()
    settings.MODERATION_THRESHOLDS = {"tone": 0.9}
    assert screening.knowing("closed").thresholds == Thresholds(tone=0.9)


def test_what_is_proposed_changes_nothing_yet(moira, after_commit):
    tuned = propose(moira, tone=0.7)
    assert (tuned.state, tuned.values, tuned.why) == ("shadow", {"tone": 0.7}, "To see.")
    assert screening.knowing("open").thresholds == Thresholds()
    assert tuning.bench().shadow_thresholds == Thresholds(tone=0.7)


def test_what_is_put_into_use_is_gone_by_at_once(moira, after_commit):
    screening.knowing("closed")  # and is cached
    before = screening.screener()
    tuning.put_into_use(moira, propose(moira, tone=0.7).pk)
    assert screening.knowing("closed").thresholds == Thresholds(tone=0.7)
    assert screening.screener() != before


def test_the_former_is_retired_and_kept(moira, after_commit):
    first = tuning.put_into_use(moira, propose(moira, tone=0.7).pk)
    second = tuning.put_into_use(moira, propose(moira, tone=0.8).pk)
    first.refresh_from_db()
    assert first.state == "retired"
    assert first.live_from
    assert first.retired_at == second.live_from


def test_one_may_go_back_to_what_is_built_in(moira, after_commit):
    live = tuning.put_into_use(moira, propose(moira, tone=0.7).pk)
    tuning.go_back(moira, live.pk)
    assert screening.knowing("closed").thresholds == Thresholds()


def test_a_site_that_sets_its_own_may_be_set_back(moira, settings, after_commit):
    settings.MODERATION_THRESHOLDS = {"tone": 0.9}
    tuned = tuning.propose(moira, asdict(Thresholds()), "Back.", uuid.uuid4())
    assert tuned.values == {"tone": Thresholds().tone}
    tuning.put_into_use(moira, tuned.pk)
    assert screening.knowing("closed").thresholds == Thresholds()


def test_what_is_in_use_already_is_no_proposal(moira):
    with pytest.raises(Refused):
        tuning.propose(moira, values(), "None.", uuid.uuid4())


def test_one_is_tried_at_a_time(moira, mia, viewer_of):
    propose(moira, tone=0.7)
    with pytest.raises(tuning.Conflict):
        propose(viewer_of(mia), tone=0.8)
    assert Tuning.objects.count() == 1


def test_the_same_form_twice_is_one_proposal(moira):
    key = uuid.uuid4()
    first, second = (tuning.propose(moira, values(tone=0.7), "To see.", key) for _ in range(2))
    assert first == second


def test_a_second_click_changes_nothing(moira, after_commit):
    tuned = propose(moira, tone=0.7)
    first, second = (tuning.put_into_use(moira, tuned.pk) for _ in range(2))
    assert first.live_from == second.live_from
    tuning.go_back(moira, tuned.pk)
    tuning.go_back(moira, tuned.pk)
    assert Entry.objects.filter(verb__startswith="tuning.").count() == 3


def test_what_was_dropped_is_not_put_into_use(moira):
    tuned = propose(moira, tone=0.7)
    tuning.drop(moira, tuned.pk)
    with pytest.raises(tuning.Conflict):
        tuning.put_into_use(moira, tuned.pk)


def test_who_drops_what_another_put_into_use_changes_nothing(moira, mia, viewer_of, after_commit):
    tuned = propose(moira, tone=0.7)
    tuning.put_into_use(viewer_of(mia), tuned.pk)
    with pytest.raises(tuning.Conflict):
        tuning.drop(moira, tuned.pk)
    assert screening.knowing("closed").thresholds == Thresholds(tone=0.7)


def test_what_is_only_tried_is_not_what_one_goes_back_from(moira):
    tuned = propose(moira, tone=0.7)
    with pytest.raises(tuning.Conflict):
        tuning.go_back(moira, tuned.pk)
    tuned.refresh_from_db()
    assert tuned.state == "shadow"


def test_it_is_recorded(moira, people):
    tuned = propose(moira, tone=0.7)
    tuning.put_into_use(moira, tuned.pk)
    told = Entry.objects.filter(verb__startswith="tuning.").order_by("pk")
    assert [(e.verb, e.actor_id, e.detail) for e in told] == [
        ("tuning.proposed", people.moira.pk, {"values": {"tone": 0.7}}),
        ("tuning.used", people.moira.pk, {"values": {"tone": 0.7}}),
    ]


@pytest.mark.parametrize("name", ["anna", "vera", "adam", "mo"])
def test_only_community_managers_set_them(viewer_of, people, mo, moira, name):
    tuned = propose(moira, tone=0.7)
    viewer = viewer_of(mo if name == "mo" else getattr(people, name))
    for deed in (
        lambda: propose(viewer, tone=0.9),
        lambda: tuning.put_into_use(viewer, tuned.pk),
        lambda: tuning.drop(viewer, tuned.pk),
        lambda: tuning.go_back(viewer, tuned.pk),
    ):
        with pytest.raises(Http404):
            deed()
    tuned.refresh_from_db()
    assert tuned.state == "shadow"


def test_what_there_is_not_is_not_found(moira):
    with pytest.raises(Http404):
        tuning.put_into_use(moira, 987654321)


def test_it_is_read_from_the_cache(db, django_assert_num_queries):
    with django_assert_num_queries(2):
        tuning.bench()
    with django_assert_num_queries(0):
        tuning.bench()


def test_a_threshold_that_there_is_no_more_is_passed_over(moira, after_commit):
    tuned = propose(moira, tone=0.7)
    Tuning.objects.filter(pk=tuned.pk).update(values={"tone": 0.7, "gone": 3})
    tuning.put_into_use(moira, tuned.pk)
    assert tuning.bench().thresholds == Thresholds(tone=0.7)


def test_each_threshold_is_told_in_words_and_may_be_what_it_is():
    assert [knob.name for knob in KNOBS] == [field.name for field in fields(Thresholds)]
    built_in = Thresholds()
    for knob in KNOBS:
        assert knob.low <= getattr(built_in, knob.name) <= knob.high
    for higher, lower in ORDERED:
        assert getattr(built_in, lower) <= getattr(built_in, higher)


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_at_once_one_proposes_and_the_other_is_told(viewer_of, people, mia):
    start, outcomes = threading.Barrier(2), []

    def act(viewer, tone):
        try:
            start.wait(5)
            propose(viewer, tone=tone)
            outcomes.append("proposed")
        except tuning.Conflict:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=(viewer_of(user), tone))
        for user, tone in ((people.moira, 0.7), (mia, 0.8))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["conflict", "proposed"]
