import pytest

from moderation import screening
from moderation.bench import shadowing, tuning
from moderation.models import Case, Screening, ShadowMark
from tests.moderation.bench.common import ADVERT, propose, watch
from tests.rooms import add_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def moira(viewer_of, people):
    return viewer_of(people.moira)


@pytest.fixture(autouse=True)
def after_commit(monkeypatch):
    monkeypatch.setattr(tuning.transaction, "on_commit", lambda do: do())


@pytest.fixture
def say(rooms):
    def make(source, topic=None):
        return add_post(topic or rooms.open_topic, rooms.open_reply.author, source)

    return make


# Only the model of tone hears it.
HARSH = "You people never listen and that is typical of you."
DEAF = {"tone": 50, "tone_to_author": 50}


def screen(post):
    return screening.screen_subject("post", post.pk)


def counts_of(shadow):
    (counts,) = shadowing.counts(shadow)
    return counts


def test_what_would_be_flagged_and_is_not_is_counted_and_nothing_else_happens(moira, say, settings):
    settings.MODERATION_THRESHOLDS = DEAF
    tuned = propose(moira, tone=0.3, tone_to_author=0.1)
    post = say(HARSH)
    assert screen(post) is None
    mark = ShadowMark.objects.get()
    assert (mark.tuning, mark.subject_id, mark.now, mark.then) == (tuned, post.pk, "none", "flag")
    assert not Case.objects.exists()
    assert (counts_of(tuned).more, counts_of(tuned).fewer) == (1, 0)


def test_what_is_flagged_and_would_not_be_is_counted_and_flagged(moira, say):
    tuned = propose(moira, **DEAF)
    assert screen(say(HARSH))
    assert (counts_of(tuned).more, counts_of(tuned).fewer) == (0, 1)


def test_what_only_its_author_would_be_told_of_is_counted_by_itself(moira, say):
    tuned = propose(moira, tone=50)
    screen(say(HARSH))
    counts = counts_of(tuned)
    assert (counts.more, counts.fewer, counts.nudged, counts.spared) == (0, 1, 0, 0)
    assert ShadowMark.objects.get().then == "nudge"


def test_those_whose_author_would_be_told_no_more_are_counted(moira, say, settings):
    settings.MODERATION_THRESHOLDS = {"tone": 50}
    tuned = propose(moira, **DEAF)
    assert screen(say(HARSH)) is None
    assert (counts_of(tuned).spared, counts_of(tuned).fewer) == (1, 0)


def test_what_would_be_judged_alike_leaves_no_mark(moira, say):
    tuned = propose(moira, tone=0.31)
    screen(say("I would repeat the troponin."))
    assert not ShadowMark.objects.exists()
    counts = counts_of(tuned)
    assert (counts.more, counts.screened, counts.is_capped) == (0, 1, False)


def test_a_version_is_counted_once(moira, say):
    watch(moira, "purple herons", state="shadow")
    post = say(ADVERT)
    screen(post)
    watch(moira, "glisten* income")  # and the screener is another
    screen(post)
    assert ShadowMark.objects.count() == 1


def test_a_phrase_is_counted_where_it_stands(moira, say):
    phrase = watch(moira, "purple herons", state="shadow")
    watch(moira, "green heron", state="shadow")
    post = say(ADVERT)
    screen(post)
    mark = ShadowMark.objects.get()
    assert (mark.phrase, mark.subject_id, mark.now, mark.then) == (phrase, post.pk, "none", "flag")


def test_what_was_screened_before_is_not_counted(moira, say):
    screen(say("I would repeat the troponin."))
    tuned = propose(moira, tone=0.31)
    assert counts_of(tuned).screened == 0
    screen(say("And once more."))
    assert counts_of(tuned).screened == 1


def test_of_very_many_it_is_said_that_they_are_more(moira, say, monkeypatch):
    tuned = propose(moira, tone=0.31)
    for _ in range(3):
        screen(say("I would repeat the troponin."))
    monkeypatch.setattr(shadowing, "NEWEST", 2)
    counts = counts_of(tuned)
    assert (counts.screened, counts.is_capped) == (2, True)


def test_nothing_is_judged_twice_while_nothing_is_tried(moira, say, monkeypatch):
    calls = []
    found = screening._found
    monkeypatch.setattr(screening, "_found", lambda *a: calls.append(1) or found(*a))
    screen(say("I would repeat the troponin."))
    assert len(calls) == 1
    propose(moira, tone=0.31)
    screen(say("And once more."))
    assert len(calls) == 3


def test_what_is_in_use_is_what_was_tried(moira, say, settings):
    settings.MODERATION_THRESHOLDS = DEAF
    tuning.put_into_use(moira, propose(moira, tone=0.3, tone_to_author=0.1).pk)
    assert screen(say(HARSH))
    assert not ShadowMark.objects.exists()


def test_a_manager_comes_to_what_it_is_about(moira, rooms, say):
    phrase = watch(moira, "purple herons", state="shadow")
    plain = say(ADVERT)
    flagged = say(f"{ADVERT} You fucking idiot, kill yourself.")
    screen(plain)
    case = screen(flagged)
    newest, older = shadowing.rows(moira, phrase)
    assert (newest.url, newest.now, newest.then) == (case.get_absolute_url(), "held", "held")
    assert (older.url, older.title) == (plain.get_absolute_url(), rooms.open_topic.title)


def test_who_may_not_see_a_board_is_shown_nothing_of_it(moira, viewer_of, people, rooms, say):
    phrase = watch(moira, "purple herons", state="shadow")
    screen(say(ADVERT, rooms.closed_topic))
    assert shadowing.rows(viewer_of(people.cara), phrase) == []
    assert len(shadowing.rows(moira, phrase)) == 1


def test_counting_costs_the_same_for_many(moira, say, django_assert_num_queries):
    shadows = [watch(moira, f"purple herons {word}", state="shadow") for word in ("one", "two")]
    tuned = propose(moira, tone=0.31)
    with django_assert_num_queries(3):
        shadowing.counts(tuned, *shadows)
    for _ in range(20):
        screen(say("Purple herons one or purple herons two."))
    with django_assert_num_queries(3):
        found = shadowing.counts(tuned, *shadows)
    assert [one.more for one in found] == [0, 20, 20]
    assert Screening.objects.count() == 20
