import threading
import uuid

import pytest
from django.db import connection
from django.http import Http404

from community.audit.models import Entry
from community.events import EVENTS
from community.lib.verdicts import Refused
from community.pipeline.models import OutboxEntry
from forums.models import Post, State
from moderation import deciding
from moderation.models import Case, Decision
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db
HANDLERS = EVENTS["case.decided"]


@pytest.mark.parametrize(("action", "state"), [("hide", State.HIDDEN), ("remove", State.REMOVED)])
def test_what_is_decided_is_done(viewer_of, people, insult, open_case, choice, action, state):
    case = open_case(insult, INSULT)
    deciding.decide(viewer_of(people.moira), case.pk, 1, choice(action))
    insult.refresh_from_db()
    case.refresh_from_db()
    assert insult.state == state
    assert (case.state, case.version) == (Case.State.DECIDED, 2)
    assert case.decided_at


@pytest.mark.parametrize("held", [True, False])
def test_a_dismissal_lets_all_see_it(viewer_of, people, insult, open_case, choice, held):
    case = open_case(insult, INSULT, held=held)
    deciding.decide(viewer_of(people.moira), case.pk, 1, choice("dismiss"))
    insult.refresh_from_db()
    assert insult.state == State.PUBLISHED
    assert INSULT in insult.source


def test_a_redaction_takes_the_words_and_shows_the_rest(
    viewer_of, people, insult, open_case, choice
):
    case = open_case(insult, INSULT, held=True)
    finding = case.findings.get()
    decision = deciding.decide(
        viewer_of(people.moira), case.pk, 1, choice("redact", finding_ids=[finding.pk])
    )
    insult.refresh_from_db()
    assert insult.state == State.PUBLISHED
    assert insult.source == "He is a [redacted]. Repeat the troponin at three hours."
    assert decision.spans == {"body": [(8, 8 + len(INSULT))]}


def test_words_are_removed_wherever_they_stand(viewer_of, people, rooms, open_case, choice):
    post = rooms.closed_post
    post.source = "Mr Brown, and Mr Brown again"
    post.save()
    case = open_case(post)
    decision = deciding.decide(
        viewer_of(people.moira), case.pk, 1, choice("redact", words=["Mr Brown"])
    )
    post.refresh_from_db()
    assert post.source == "[redacted], and [redacted] again"
    assert decision.redacted_count == 2


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, deciding.NothingMarked),
        ({"words": ["not in it"]}, deciding.NotThere),
        ({"words": [INSULT], "reason": f"Do not call him a {INSULT}."}, deciding.Repeated),
    ],
)
def test_an_unclear_redaction_changes_nothing(
    viewer_of, people, insult, open_case, choice, fields, error
):
    case = open_case(insult, INSULT)
    with pytest.raises(error):
        deciding.decide(viewer_of(people.moira), case.pk, 1, choice("redact", **fields))
    insult.refresh_from_db()
    assert INSULT in insult.source
    assert not Decision.objects.exists()


def test_findings_of_another_case_are_no_marks(viewer_of, people, rooms, insult, open_case, choice):
    other = open_case(rooms.open_post, "panel").findings.get()
    case = open_case(insult, INSULT)
    with pytest.raises(deciding.NothingMarked):
        deciding.decide(
            viewer_of(people.moira), case.pk, 1, choice("redact", finding_ids=[other.pk])
        )


def test_it_is_recorded_without_a_word_of_the_post(viewer_of, people, insult, open_case, choice):
    case = open_case(insult, INSULT)
    decision = deciding.decide(viewer_of(people.moira), case.pk, 1, choice("remove"))
    entry = Entry.objects.get(verb="case.decided")
    assert (entry.actor_id, entry.about_id) == (people.moira.pk, case.pk)
    assert entry.detail == {
        "decision": decision.pk,
        "action": "remove",
        "rule": "respect",
        "redacted": 0,
    }
    entries = OutboxEntry.objects.filter(event="case.decided")
    assert [entry.payload for entry in entries] == [{"decision_id": decision.pk}] * len(HANDLERS)


def test_the_same_form_twice_is_one_decision(viewer_of, people, insult, open_case, choice):
    case = open_case(insult, INSULT)
    once = choice("hide", key=uuid.uuid4())
    moira = viewer_of(people.moira)
    assert deciding.decide(moira, case.pk, 1, once) == deciding.decide(moira, case.pk, 1, once)
    assert OutboxEntry.objects.filter(event="case.decided").count() == len(HANDLERS)


def test_a_case_that_grew_is_not_decided_as_it_was(viewer_of, people, insult, open_case, choice):
    case = open_case(insult, INSULT, version=2)
    with pytest.raises(deciding.Conflict):
        deciding.decide(viewer_of(people.moira), case.pk, 1, choice("dismiss"))
    assert Case.objects.get().state == Case.State.OPEN


@pytest.mark.parametrize("action", ["dismiss", "hide", "remove", "redact"])
def test_what_was_edited_meanwhile_is_not_decided_unread(
    viewer_of, people, insult, open_case, choice, action
):
    case = open_case(insult, INSULT, held=True)
    Post.objects.filter(pk=insult.pk).update(version=2, source="Worse than before")
    with pytest.raises(deciding.Conflict):
        deciding.decide(viewer_of(people.moira), case.pk, 1, choice(action))
    insult.refresh_from_db()
    assert (insult.state, insult.source) == (State.HELD, "Worse than before")


@pytest.mark.parametrize("action", ["dismiss", "hide", "remove"])
def test_an_edit_that_slips_in_before_the_lock_undoes_the_decision(
    viewer_of, people, insult, open_case, choice, monkeypatch, action
):
    """As when the author saves between our reading the post and our locking it."""
    case = open_case(insult, INSULT, held=True)
    from forums.subjects import PostSubject

    read, reads = PostSubject.read, []

    def read_then_edited(self, subject_id):
        written = read(self, subject_id)
        if not reads:
            Post.objects.filter(pk=subject_id).update(version=2)
        reads.append(written)
        return written

    monkeypatch.setattr(PostSubject, "read", read_then_edited)
    with pytest.raises(deciding.Conflict):
        deciding.decide(viewer_of(people.moira), case.pk, 1, choice(action))
    assert not Decision.objects.exists()


@pytest.mark.parametrize("name", ["anna", "bela", "vera", "adam"])
def test_only_managers_decide(viewer_of, people, insult, open_case, choice, name):
    case = open_case(insult, INSULT)
    with pytest.raises(Http404):
        deciding.decide(viewer_of(getattr(people, name)), case.pk, 1, choice("hide"))


def test_nobody_decides_without_signing_in(people, insult, open_case, choice):
    from community.members.viewer import Viewer

    with pytest.raises(Refused):
        deciding.decide(Viewer(), open_case(insult, INSULT).pk, 1, choice("hide"))


def test_nobody_decides_on_their_own_post(viewer_of, people, insult, open_case, choice):
    insult.author = people.moira
    insult.save()
    case = open_case(insult, INSULT)
    with pytest.raises(Http404):
        deciding.decide(viewer_of(people.moira), case.pk, 1, choice("dismiss"))


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_at_once_one_decides_and_the_other_is_told(
    viewer_of, people, mia, insult, open_case, choice
):
    case = open_case(insult, INSULT)
    start, outcomes = threading.Barrier(2), []

    def act(viewer, action):
        try:
            start.wait(5)
            deciding.decide(viewer, case.pk, 1, choice(action))
            outcomes.append("decided")
        except deciding.Conflict:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=(viewer_of(user), action))
        for user, action in ((people.moira, "hide"), (mia, "remove"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["conflict", "decided"]
    assert Decision.objects.count() == 1
