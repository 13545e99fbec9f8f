"""What taking a decision back restores: words, sight, the topic, the author's standing, and what
was never told."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from community.audit.models import Entry
from community.inbox.models import Notification
from community.members.models import User
from forums.models import Level, Post, Reading, Revision, State
from moderation import deciding
from moderation.appeals import reversing
from moderation.appeals.reversing import CannotReverse, reverse
from moderation.models import Appeal, Case, Decision, Look, Screening
from tests.forums.drawn import add_picture
from tests.moderation.conftest import INSULT
from tests.rooms import add_post

pytestmark = pytest.mark.django_db

SAID = f"He is a {INSULT}. Repeat the troponin at three hours."


@pytest.fixture
def decided(viewer_of, people, insult, open_case, choice):
    """decided("hide") is Moira's decision about Bela's post."""

    def make(action: str, *, held: bool = False, post: Post = insult, **fields: object) -> Decision:
        case = open_case(post, held=held)
        return deciding.decide(viewer_of(people.moira), case.pk, 1, choice(action, **fields))

    return make


@pytest.fixture
def back(mia):
    """back(decision) takes it back by appeal; with publish=False within the minute."""

    def make(decision: Decision, **told: object) -> None:
        decision = Decision.objects.select_related("case").get(pk=decision.pk)
        with transaction.atomic():
            reverse(decision, **{"actor_id": mia.pk, "publish": True, "reason": "Wrong."} | told)

    return make


FIELDS = {"redact": {"words": [INSULT]}}


@pytest.mark.parametrize("held", [True, False])
@pytest.mark.parametrize("action", ["redact", "remove", "hide"])
def test_by_appeal_all_see_it_again_as_it_was(insult, decided, back, action, held):
    back(decided(action, held=held, **FIELDS.get(action, {})))
    insult.refresh_from_db()
    assert (insult.state, insult.source) == (State.PUBLISHED, SAID)
    assert INSULT in insult.html


@pytest.mark.parametrize("held", [True, False])
@pytest.mark.parametrize("action", ["redact", "remove", "hide", "dismiss"])
def test_within_the_minute_it_is_as_it_was_before(insult, decided, back, action, held):
    decision = decided(action, held=held, **FIELDS.get(action, {}))
    back(decision, publish=False)
    insult.refresh_from_db()
    assert insult.state == (State.HELD if held else State.PUBLISHED)
    assert insult.source == SAID
    assert Decision.objects.count() == 1
    assert Decision.objects.get().reversed_at is None


def test_the_topic_counts_it_again(rooms, insult, decided, back):
    rooms.closed_topic.refresh_from_db()
    before = rooms.closed_topic.reply_count, rooms.closed_topic.bump_id
    back(decided("remove"))
    rooms.closed_topic.refresh_from_db()
    assert (rooms.closed_topic.reply_count, rooms.closed_topic.bump_id) == before


def test_a_first_post_brings_its_topic_and_title_back(rooms, decided, back):
    back(decided("remove", post=rooms.closed_post))
    rooms.closed_topic.refresh_from_db()
    assert rooms.closed_topic.title == "Troponin after a marathon"
    assert rooms.closed_topic.state == State.PUBLISHED


def test_history_and_quotations_come_back(rooms, people, insult, decided, back):
    Revision.objects.create(
        post=insult,
        version=1,
        source=f"Surely a {INSULT}.",
        html="",
        text="",
        written_at=timezone.now(),
    )
    Post.objects.filter(pk=insult.pk).update(version=2)
    quoted = f"> [Bela]({insult.get_absolute_url()}):\n>\n> He is a {INSULT}.\n\nWell said."
    quoting = add_post(rooms.closed_topic, people.anna, quoted)
    decision = decided("redact", words=[INSULT], subject_version=2)
    quoting.refresh_from_db()
    assert INSULT not in quoting.source
    back(decision)
    quoting.refresh_from_db()
    assert quoting.source == quoted
    assert INSULT in insult.revisions.get().source


def test_what_its_author_changed_since_stays(insult, decided, back):
    decision = decided("redact", words=[INSULT])
    Post.objects.filter(pk=insult.pk).update(source="I have put it better.", version=3)
    back(decision)
    insult.refresh_from_db()
    assert insult.source == "I have put it better."


def test_what_its_author_withdrew_stays_withdrawn(insult, decided, back):
    decision = decided("redact", words=[INSULT])
    Post.objects.filter(pk=insult.pk).update(state=State.WITHDRAWN, source="", text="", html="")
    back(decision)
    insult.refresh_from_db()
    assert (insult.state, insult.source) == (State.WITHDRAWN, "")
    assert Decision.objects.get(pk=decision.pk).reversed_at


def test_what_something_newer_hid_stays_hidden(
    viewer_of, people, insult, open_case, choice, decided, back
):
    first = decided("redact", words=[INSULT])
    insult.refresh_from_db()
    case = open_case(insult)
    deciding.decide(
        viewer_of(people.moira), case.pk, 1, choice("hide", subject_version=insult.version)
    )
    back(first)
    insult.refresh_from_db()
    assert (insult.state, insult.source) == (State.HIDDEN, SAID)


def test_two_hidings_hold_until_both_are_taken_back(
    viewer_of, people, insult, open_case, choice, decided, back
):
    first = decided("hide")
    second = deciding.decide(viewer_of(people.moira), open_case(insult).pk, 1, choice("hide"))
    back(first)
    insult.refresh_from_db()
    assert insult.state == State.HIDDEN
    back(second)
    insult.refresh_from_db()
    assert insult.state == State.PUBLISHED


@pytest.mark.parametrize("action", ["hide", "remove"])
def test_what_was_hidden_before_stays_hidden(
    viewer_of, people, insult, open_case, choice, decided, back, action
):
    decided("hide")
    case = open_case(insult)
    second = deciding.decide(viewer_of(people.moira), case.pk, 1, choice(action))
    back(second)
    insult.refresh_from_db()
    assert (insult.state, insult.source) == (State.HIDDEN, SAID)


def test_what_is_held_anew_stays_held(insult, open_case, decided, back):
    decision = decided("redact", words=[INSULT])
    open_case(insult, held=True)
    back(decision)
    insult.refresh_from_db()
    assert insult.state == State.HELD


@pytest.mark.parametrize("measure", ["lock", "slow"])
def test_the_topic_is_as_it_was(rooms, decided, back, measure):
    decision = decided("hide", measure=measure)
    rooms.closed_topic.refresh_from_db()
    assert rooms.closed_topic.is_locked or rooms.closed_topic.slow_seconds
    back(decision)
    rooms.closed_topic.refresh_from_db()
    assert not rooms.closed_topic.is_locked
    assert not rooms.closed_topic.slow_seconds


@pytest.mark.parametrize("sanction", ["warning", "limit", "suspension"])
def test_the_author_is_free_again(people, decided, back, mia, sanction):
    decision = decided("hide", sanction=sanction)
    back(decision)
    lifted = decision.sanctions.get()
    bela = User.objects.get(pk=people.bela.pk)
    assert lifted.lifted_at
    assert lifted.lifted_by == mia
    assert (bela.suspended_until, bela.limited_until) == (None, None)


def test_a_sanction_alone_is_taken_back(people, insult, decided, back):
    decision = decided("keep", sanction="suspension", days=30)
    assert User.objects.get(pk=people.bela.pk).suspended_until
    back(decision)
    assert not User.objects.get(pk=people.bela.pk).suspended_until
    insult.refresh_from_db()
    assert insult.state == State.PUBLISHED


def test_an_edit_that_was_asked_for_wrongly_is_asked_for_no_more(insult, decided, back):
    back(decided("edit", held=True))
    insult.refresh_from_db()
    case = Case.objects.get()
    assert insult.state == State.PUBLISHED
    assert case.state == Case.State.DECIDED
    assert case.decided_at


def test_an_edit_that_was_made_is_for_the_queue(insult, decided, back):
    decision = decided("edit", held=True)
    Case.objects.update(state=Case.State.OPEN)
    back(decision)
    insult.refresh_from_db()
    assert insult.state == State.HELD
    assert Case.objects.get().state == Case.State.OPEN


# --- The record ----------------------------------------------------------------------------------


def test_the_history_says_so(mia, decided, back):
    decision = decided("hide")
    back(decision)
    decision.refresh_from_db()
    newer = Decision.objects.exclude(pk=decision.pk).get()
    assert decision.reversed_at
    assert (newer.case, newer.moderator, newer.action) == (decision.case, mia, "restore")
    assert newer.reason == "Wrong."
    assert Case.objects.get().version == 3


@pytest.mark.parametrize("action", ["redact", "remove"])
def test_to_open_the_seal_is_a_look(mia, decided, back, action):
    decision = decided(action, **FIELDS.get(action, {}))
    back(decision)
    look = Look.objects.get(decision=decision)
    assert (look.by, look.purpose) == (mia, Look.Purpose.REVERSAL)


def test_it_is_recorded_without_a_word(mia, decided, back):
    decision = decided("redact", words=[INSULT])
    back(decision)
    entry = Entry.objects.get(verb="decision.reversed")
    assert (entry.actor_id, entry.about_id) == (mia.pk, decision.pk)
    assert entry.detail == {"case": decision.case_id, "undone": False}


# --- What cannot be ------------------------------------------------------------------------------


def test_nothing_is_taken_back_twice(decided, back):
    decision = decided("hide")
    back(decision)
    with pytest.raises(CannotReverse, match="already"):
        back(decision)


def test_words_that_are_kept_no_longer_cannot_come_back(insult, decided, back):
    decision = decided("remove", sanction="warning")
    decision.original.delete()
    with pytest.raises(CannotReverse, match="not kept any more"):
        back(decision)
    insult.refresh_from_db()
    assert insult.state == State.REMOVED
    assert decision.sanctions.get().lifted_at is None


def test_a_decision_that_its_author_appealed_against_is_not_undone(people, decided, back):
    decision = decided("hide")
    Appeal.objects.create(
        case=decision.case,
        decision=decision,
        author=people.bela,
        words="x",
        due_at=timezone.now(),
    )
    with pytest.raises(CannotReverse, match="appealed meanwhile"):
        back(decision, publish=False)


def test_the_answer_to_an_appeal_is_not_undone(decided, back):
    back(decided("hide"))
    with pytest.raises(CannotReverse, match="an answer stands"):
        back(Decision.objects.get(action="restore"), publish=False)


def test_a_picture_whose_files_are_lost_stays_away_and_it_is_said_before(
    viewer_of, people, rooms, choice, back
):
    picture = add_picture(rooms.closed_reply, people.bela)
    case = Case.objects.create(
        subject_kind="picture",
        subject_id=picture.pk,
        author=people.bela,
        place="x",
        severity=2,
        family="identifying",
        due_at=timezone.now(),
    )
    decision = deciding.decide(
        viewer_of(people.moira),
        case.pk,
        1,
        choice("remove", subject_version=picture.version, sanction="warning"),
    )
    assert "not kept any more" in reversing.lost(decision)
    back(decision)
    picture.refresh_from_db()
    assert picture.state == "removed"
    assert decision.sanctions.get().lifted_at


# --- What was never told -------------------------------------------------------------------------


@pytest.fixture
def watched(people, rooms, insult):
    """Anna watches the topic; nobody was told of the reply, for it was held from the beginning."""
    Reading.objects.create(
        user=people.anna, topic=rooms.closed_topic, last_number=1, level=Level.WATCH
    )
    Post.objects.filter(pk=insult.pk).update(
        state=State.HELD, created_at=timezone.now() - timedelta(days=3)
    )
    Screening.objects.create(
        subject_kind="post", subject_id=insult.pk, subject_version=1, action="hold"
    )
    return insult


def told(user: User) -> int:
    return Notification.objects.filter(user=user, text__contains="replies in").count()


@pytest.mark.parametrize("action", ["hide", "remove"])
def test_whoever_watches_is_told_after_the_reversal_and_once(
    people, watched, decided, back, minute_over, action
):
    decision = decided(action, held=True)
    minute_over()
    assert told(people.anna) == 0
    back(decision)
    minute_over()
    assert told(people.anna) == 1
    assert INSULT not in Notification.objects.get(user=people.anna).text
    from forums.telling import tell_of_post

    tell_of_post("post", watched.pk)
    minute_over()
    assert told(people.anna) == 1


def test_whoever_was_told_before_is_not_told_again(people, watched, decided, back, minute_over):
    from forums.telling import tell_of_post

    Post.objects.filter(pk=watched.pk).update(state=State.PUBLISHED)
    tell_of_post("post", watched.pk)
    assert told(people.anna) == 1
    decision = decided("hide")
    back(decision)
    minute_over()
    assert told(people.anna) == 1


def test_undoing_tells_nobody_of_what_is_held_again(people, watched, decided, back, minute_over):
    back(decided("hide", held=True), publish=False)
    minute_over()
    assert told(people.anna) == 0


def test_who_watches_hears_nothing_of_what_is_let_go_and_held_again(
    people, watched, decided, back, run_outbox, minute_over
):
    decision = decided("dismiss", held=True)
    run_outbox()
    assert told(people.anna) == 0
    back(decision, publish=False)
    minute_over()
    assert told(people.anna) == 0


def test_and_of_what_is_let_go_for_good_after_the_minute(people, watched, decided, minute_over):
    decided("dismiss", held=True)
    minute_over()
    assert told(people.anna) == 1
