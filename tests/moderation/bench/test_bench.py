"""The detectors' bench."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.pipeline.models import OutboxEntry
from moderation import rescreening, screening
from moderation.bench import tuning
from moderation.detectors.registry import detectors
from moderation.models import Phrase, Rescreening, Tuning
from tests.moderation.bench.common import ADVERT, propose, values, watch
from tests.rooms import add_post

pytestmark = pytest.mark.django_db

PAGES = ["bench", "bench_thresholds", "bench_phrases"]


@pytest.fixture(autouse=True)
def after_commit(monkeypatch):
    monkeypatch.setattr(tuning.transaction, "on_commit", lambda do: do())


@pytest.fixture
def moira(viewer_of, people):
    return viewer_of(people.moira)


@pytest.fixture
def client(client_for, people):
    return client_for(people.moira)


def sent(**others):
    """What the form of thresholds sends."""
    return {"key": str(uuid.uuid4()), "why": "Fewer false ones."} | values() | others


def phrase(act="try", **others):
    return {
        "key": str(uuid.uuid4()),
        "words": "glisten* income",
        "family": "conduct",
        "why": "They sell something.",
        "state": "shadow",
        "act": act,
    } | others


def flat(response):
    return " ".join(response.text.split())


# --- Who ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_it_is_for_community_managers_alone(client_for, people, mo, lex, page):
    where = reverse(page)
    nowhere = "/moderation/nothing-at-all/"
    for user in (people.anna, people.vera, people.adam, mo, lex):
        browser = client_for(user)
        answer = browser.get(where)
        assert answer.status_code == 404
        assert answer.content == browser.get(nowhere).content
    assert client_for().get(where).status_code == 302
    assert client_for(people.moira).get(where).status_code == 200


def test_without_a_second_factor_it_is_shown_where_to_set_one_up(client_for, people):
    answer = client_for(people.moira, second_factor=False).get(reverse("bench"))
    assert answer.url == reverse("mfa_index")


@pytest.mark.parametrize("name", ["bench_settle", "bench_phrase"])
def test_nobody_else_settles_anything(client_for, people, mo, moira, name):
    tuned, words = propose(moira, tone=0.7), watch(moira, "purple herons", state="shadow")
    pk = tuned.pk if name == "bench_settle" else words.pk
    for user in (people.anna, people.adam, mo):
        answer = client_for(user).post(reverse(name, args=[pk]), {"act": "use"})
        assert answer.status_code == 404
    assert Tuning.objects.get().state == Phrase.objects.get().state == "shadow"


def test_its_tab_is_for_those_who_may_open_it(client, client_for, mo):
    tab = f'href="{reverse("bench")}"'
    assert tab in client.get(reverse("moderation_queue")).text
    assert tab not in client_for(mo).get(reverse("moderation_queue")).text


# --- What it shows --------------------------------------------------------------------------------


def test_each_threshold_is_told_with_its_meaning_and_what_it_is(client, moira):
    tuning.put_into_use(moira, propose(moira, tone=0.7).pk)
    answer = client.get(reverse("bench"))
    told = {knob.name: (usual, used) for knob, usual, used, _ in answer.context["knobs"]}
    assert told["tone"] == (0.3, 0.7)
    assert told["details"] == (3, 3)
    assert "How sure the model must be that a text is abusive." in answer.text


def test_earlier_thresholds_are_told_with_their_reason(client, moira):
    tuned = tuning.put_into_use(moira, propose(moira, tone=0.7).pk)
    tuning.go_back(moira, tuned.pk)
    text = flat(client.get(reverse("bench")))
    assert "Tone, for a moderator 0.7" in text
    assert "To see. Moira Ellis, in use from" in text


def test_versions_are_told(client):
    answer = client.get(reverse("bench"))
    assert screening.screener() in answer.text
    for detector in detectors():
        assert detector.name in answer.text


def test_it_says_when_screening_is_behind(client):
    assert "Screening is behind" not in client.get(reverse("bench")).text
    now = timezone.now()
    OutboxEntry.objects.create(
        event="post.submitted", handler="moderation.tasks.screen_subject", payload={}, due_at=now
    )
    OutboxEntry.objects.update(created_at=now - timezone.timedelta(minutes=9))
    assert "Screening is behind" in client.get(reverse("bench")).text


def test_it_costs_no_more_with_more(client, moira, rooms):
    phrase = watch(moira, "glisten* income", state="shadow")

    def grow(count):
        for _ in range(count):
            post = add_post(rooms.open_topic, rooms.open_reply.author, ADVERT)
            screening.screen_subject("post", post.pk)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            for where in (reverse("bench"), reverse("bench_phrase", args=[phrase.pk])):
                assert client.get(where).status_code == 200
        return len(captured)

    grow(2)
    queries()
    few = queries()
    grow(15)
    assert queries() == few


# --- Thresholds -----------------------------------------------------------------------------------


def test_thresholds_are_tried_and_then_used(client):
    answer = client.post(reverse("bench_thresholds"), sent(tone=0.7), follow=True)
    assert "Counted from now on" in answer.text
    assert "Nothing was screened since." in answer.text
    tuned = Tuning.objects.get()
    answer = client.post(reverse("bench_settle", args=[tuned.pk]), {"act": "use"}, follow=True)
    assert "In use since" in answer.text
    tuned.refresh_from_db()
    assert (tuned.state, tuned.values) == ("live", {"tone": 0.7})


def test_what_they_would_do_is_told(client, moira, rooms, settings):
    settings.MODERATION_THRESHOLDS = {"tone": 50, "tone_to_author": 50}
    propose(moira, tone=0.3, tone_to_author=0.1)
    post = add_post(
        rooms.open_topic,
        rooms.open_reply.author,
        "You people never listen and that is typical of you.",
    )
    screening.screen_subject("post", post.pk)
    text = flat(client.get(reverse("bench")))
    assert "<strong>1 more</strong> and <strong>0 fewer</strong> of 1 screened since" in text
    assert f'href="{post.get_absolute_url()}"' in text


def test_what_was_tried_may_be_dropped(client, moira):
    tuned = propose(moira, tone=0.7)
    client.post(reverse("bench_settle", args=[tuned.pk]), {"act": "drop"})
    tuned.refresh_from_db()
    assert tuned.state == "retired"
    answer = client.post(reverse("bench_settle", args=[tuned.pk]), {"act": "use"}, follow=True)
    assert "Another manager changed this meanwhile." in answer.text


def test_from_those_in_use_one_goes_back(client, moira):
    tuned = tuning.put_into_use(moira, propose(moira, tone=0.7).pk)
    settles = reverse("bench_settle", args=[tuned.pk])
    answer = client.post(settles, {"act": "drop"}, follow=True)
    assert "Another manager changed this meanwhile." in answer.text
    answer = client.post(settles, {"act": "back"}, follow=True)
    assert "The built-in thresholds are in use again." in answer.text
    assert not Tuning.objects.exclude(state="retired").exists()


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ({"why": ""}, "Say why they should change."),
        ({"tone": "x"}, "This has to be a number."),
        ({"tone": "nan"}, "This has to be a number."),
        ({"tone": 1000}, "Up to 4."),
        ({"details": 0}, "From 2 upwards."),
        ({"details": 3.5}, "This has to be a whole number."),
        ({"why": "x" * 501}, "This is 501 characters long; at most 500 fit."),
        ({"tone": 0.0}, "Not above “Tone, for a moderator”"),
        ({}, "in use already"),
    ],
)
def test_what_makes_no_sense_is_said_and_changes_nothing(client, others, words):
    answer = client.post(reverse("bench_thresholds"), sent(**others))
    assert answer.status_code == 422
    assert words in answer.text
    assert not Tuning.objects.exists()


def test_while_others_are_tried_it_says_so(client, moira):
    propose(moira, tone=0.7)
    answer = client.post(reverse("bench_thresholds"), sent(tone=0.8))
    assert answer.status_code == 422
    assert "Others are being tried already" in answer.text


# --- Phrases --------------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do(client):
    assert "Add one below" in client.get(reverse("bench_phrases")).text


def test_a_phrase_is_tried_before_it_is_kept(client, rooms):
    post = add_post(rooms.open_topic, rooms.open_reply.author, ADVERT)
    answer = client.post(reverse("bench_phrases"), phrase())
    assert answer.status_code == 200
    assert '<mark class="find find--flag">glistening income</mark>' in answer.text
    assert f'href="{post.get_absolute_url()}"' in answer.text
    assert not Phrase.objects.exists()
    answer = client.post(reverse("bench_phrases"), phrase("keep"), follow=True)
    assert "Only counted from now on." in answer.text
    assert Phrase.objects.get().words == "glisten* income"


def test_what_members_wrote_is_shown_as_they_wrote_it(client, rooms):
    add_post(rooms.open_topic, rooms.open_reply.author, "A glistening income <b>& more</b>")
    assert "&lt;b&gt;&amp; more" in client.post(reverse("bench_phrases"), phrase()).text


@pytest.mark.parametrize("act", ["try", "keep"])
@pytest.mark.parametrize(
    ("others", "words"),
    [
        ({"words": ""}, "Which words?"),
        ({"words": "ab"}, "That is too short"),
        ({"words": "or*er"}, "* stands only at the end of a word"),
        ({"why": ""}, "Say why"),
        ({"family": "nonsense"}, "Select a valid choice"),
        ({"state": "retired"}, "Select a valid choice"),
        ({"words": "x" * 121}, "120"),
    ],
)
def test_words_that_make_no_sense_are_not_kept(client, act, others, words):
    answer = client.post(reverse("bench_phrases"), phrase(act, **others))
    assert answer.status_code == 422
    assert words in answer.text
    assert not Phrase.objects.exists()


def test_words_that_are_there_already_are_not_kept_again(client, moira):
    watch(moira, "glisten* income")
    answer = client.post(reverse("bench_phrases"), phrase("keep"))
    assert answer.status_code == 422
    assert "on the list already" in answer.text


def test_words_in_every_post_are_not_watched_for(client, rooms):
    for _ in range(101):
        add_post(rooms.open_topic, rooms.open_reply.author, ADVERT)
    assert "more than moderators could read" in client.post(reverse("bench_phrases"), phrase()).text
    answer = client.post(reverse("bench_phrases"), phrase("keep", state="live"))
    assert (answer.status_code, Phrase.objects.count()) == (422, 0)


def test_a_phrase_has_a_page_where_it_is_put_into_use_and_retired(client, moira, rooms):
    words = watch(moira, "glisten* income", state="shadow")
    post = add_post(rooms.open_topic, rooms.open_reply.author, ADVERT)
    screening.screen_subject("post", post.pk)
    where = reverse("bench_phrase", args=[words.pk])
    text = flat(client.get(where))
    assert "<strong>1 more</strong> of 1 screened since" in text
    assert f'href="{post.get_absolute_url()}"' in text
    assert "Watched for from now on." in client.post(where, {"act": "use"}, follow=True).text
    assert "Watch for it no longer" in client.get(where).text
    client.post(where, {"act": "retire"})
    words.refresh_from_db()
    assert words.state == "retired"
    assert "Watch for it no longer" not in client.get(where).text
    text = client.get(reverse("bench_phrases")).text
    assert "No phrase yet" in text
    assert f'href="{where}"' in text[text.index("Watched for no longer") :]
    assert "changed this meanwhile" in client.post(where, {"act": "use"}, follow=True).text


def test_the_list_of_phrases_costs_no_more_with_more(client, moira, django_assert_num_queries):
    def grow(letter):
        for n in range(5):
            watch(moira, f"heron {letter}{n}", state="shadow")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("bench_phrases"))
        return len(captured)

    grow("a")
    queries()
    few = queries()
    grow("b")
    assert queries() == few


# --- Screening again ------------------------------------------------------------------------------


def test_what_stands_is_screened_again_in_the_background(client, people, rooms, run_outbox):
    answer = client.post(reverse("bench_screen_again"), {"kind": "all"}, follow=True)
    assert "being screened again" in answer.text
    assert "Going on:" in answer.text
    walk = Rescreening.objects.get()
    assert (walk.only_kind, walk.started_by) == ("", people.moira)
    run_outbox()
    walk.refresh_from_db()
    assert walk.finished_at
    text = flat(client.get(reverse("bench")))
    assert f"{walk.looked_at} looked at, {walk.found} with a case." in text


def test_it_says_how_far_it_has_got(client, rooms):
    walk = rescreening.start("post")
    total = rescreening.progress().of
    assert total == 4
    Rescreening.objects.filter(pk=walk.pk).update(looked_at=3, found=1)
    assert rescreening.progress().percent == 75
    text = flat(client.get(reverse("bench")))
    assert "3 of about 4 looked at, 1 with a case." in text


def test_a_second_click_is_one_walk_and_another_kind_waits(client, rooms):
    for _ in range(2):
        client.post(reverse("bench_screen_again"), {"kind": "post"})
    assert Rescreening.objects.count() == 1
    assert OutboxEntry.objects.filter(event=rescreening.WAITING).count() == 1
    answer = client.post(reverse("bench_screen_again"), {"kind": "profile"}, follow=True)
    assert "Another walk is not finished yet." in answer.text


def test_a_kind_that_there_is_not_starts_nothing(client):
    client.post(reverse("bench_screen_again"), {"kind": "nonsense"})
    assert not Rescreening.objects.exists()
