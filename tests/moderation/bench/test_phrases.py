import uuid

import pytest
from django.http import Http404

from community.audit.models import Entry
from community.lib import rendering
from community.lib.verdicts import Refused
from forums.models import State
from moderation import rescreening, screening
from moderation.bench import phrases, tuning
from moderation.detectors.phrases import Unclear
from moderation.models import Case, Phrase
from tests.moderation.bench.common import ADVERT, watch
from tests.rooms import add_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def moira(viewer_of, people):
    return viewer_of(people.moira)


@pytest.fixture
def after_commit(monkeypatch):
    monkeypatch.setattr(tuning.transaction, "on_commit", lambda do: do())


@pytest.fixture
def advert(rooms):
    return add_post(rooms.open_topic, rooms.open_reply.author, ADVERT)


@pytest.fixture
def common(rooms):
    """More than a hundred posts, all of which hold the same word."""
    for _ in range(100):
        add_post(rooms.open_topic, rooms.open_reply.author, "Pelican.")


def test_what_is_watched_for_comes_to_a_moderator_and_is_not_held(moira, advert, after_commit):
    watch(moira, "glisten* income")
    case = screening.screen_subject("post", advert.pk)
    finding = case.findings.get()
    assert (case.family, case.held_at) == ("conduct", None)
    assert (finding.kind, finding.why) == ("watched_conduct", "They sell something.")
    assert advert.source[finding.start : finding.end] == "glistening income"
    advert.refresh_from_db()
    assert advert.state == State.PUBLISHED


def test_what_only_the_page_joins_is_found_too(moira, advert, after_commit):
    watch(moira, "glistening income")
    advert.source = "A glist**ening** income."
    advert.text = rendering.render(advert.source).text
    advert.save()
    assert screening.screen_subject("post", advert.pk).findings.get().kind == "watched_conduct"


def test_its_author_is_not_told_of_it(moira, advert, after_commit):
    watch(moira, "glisten* income")
    known = screening.knowing("open")
    assert screening.advise({"body": (ADVERT, ADVERT)}, known) == {}
    assert screening.check_before_posting({"body": (ADVERT, None)}, known) == {}


def test_what_is_only_counted_opens_no_case(moira, advert, after_commit):
    watch(moira, "glisten* income", state="shadow")
    assert screening.screen_subject("post", advert.pk) is None
    assert not Case.objects.exists()


def test_what_stands_is_screened_again_by_it(moira, advert, after_commit):
    screening.screen_subject("post", advert.pk)
    before = screening.screener()
    watch(moira, "glisten* income")
    assert screening.screener() != before
    walk = rescreening.start("post")
    while not rescreening.go_on(walk.pk).finished_at:
        pass
    assert Case.objects.get().subject_id == advert.pk


def test_what_is_retired_is_not_looked_for(moira, advert, after_commit):
    before = screening.screener()
    phrase = watch(moira, "glisten* income")
    phrases.retire(moira, phrase.pk)
    assert screening.screener() == before
    assert screening.screen_subject("post", advert.pk) is None
    assert watch(moira, "Glisten* income") != phrase, "it may be watched for anew"


def test_what_was_counted_may_be_put_into_use(moira, advert, after_commit):
    phrase = watch(moira, "glisten* income", state="shadow")
    assert phrases.put_into_use(moira, phrase.pk).state == "live"
    assert phrases.put_into_use(moira, phrase.pk).state == "live", "twice is as once"
    assert screening.screen_subject("post", advert.pk)
    phrases.retire(moira, phrase.pk)
    with pytest.raises(tuning.Conflict):
        phrases.put_into_use(moira, phrase.pk)


@pytest.mark.parametrize("again", ["  Purple   HERONS ", "purple-hérons!", "ｐｕｒｐｌｅ herons"])
def test_words_are_on_the_list_once_however_they_are_written(moira, again):
    watch(moira, "purple herons")
    with pytest.raises(phrases.AlreadyWatched):
        watch(moira, again, state="shadow")
    assert Phrase.objects.count() == 1


def test_words_that_cannot_be_looked_for_are_refused(moira):
    with pytest.raises(Unclear):
        watch(moira, "a", state="shadow")


@pytest.mark.usefixtures("common")
def test_words_of_every_post_are_counted_and_not_watched_for(moira):
    with pytest.raises(phrases.TooCommon) as refused:
        watch(moira, "pelican")
    assert refused.value.percent > 90
    phrase = watch(moira, "pelican", state="shadow")
    with pytest.raises(phrases.TooCommon):
        phrases.put_into_use(moira, phrase.pk)
    phrase.refresh_from_db()
    assert phrase.state == "shadow"


def test_there_are_no_more_than_one_can_know(moira, monkeypatch):
    monkeypatch.setattr(phrases, "PHRASES_AT_MOST", 1)
    watch(moira, "purple herons")
    with pytest.raises(Refused):
        watch(moira, "glisten* income")


def test_the_same_form_twice_is_one_phrase(moira):
    key = uuid.uuid4()
    sent = ("purple herons", "conduct", "An advertisement.", "live", key)
    assert phrases.watch(moira, *sent) == phrases.watch(moira, *sent)
    assert Phrase.objects.count() == 1


def test_it_is_recorded_without_the_words(moira, people):
    phrase = watch(moira, "purple herons")
    phrases.retire(moira, phrase.pk)
    told = Entry.objects.filter(verb__startswith="phrase.").order_by("pk")
    assert [(e.verb, e.actor_id, e.about_id) for e in told] == [
        ("phrase.watched", people.moira.pk, phrase.pk),
        ("phrase.retired", people.moira.pk, phrase.pk),
    ]
    assert not any("purple herons" in str(e.detail) for e in told)


@pytest.mark.parametrize("name", ["anna", "vera", "adam", "mo"])
def test_only_community_managers_watch(viewer_of, people, mo, moira, name):
    phrase = watch(moira, "purple herons", state="shadow")
    viewer = viewer_of(mo if name == "mo" else getattr(people, name))
    for deed in (
        lambda: watch(viewer, "glisten* income"),
        lambda: phrases.put_into_use(viewer, phrase.pk),
        lambda: phrases.retire(viewer, phrase.pk),
    ):
        with pytest.raises(Http404):
            deed()
    phrase.refresh_from_db()
    assert phrase.state == "shadow"
