"""Whatever was decided, and however it is left or taken back: what becomes of the post, of its
topic, of its author and of the figures that are published."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from forums.models import Post, State
from moderation import deciding, recalling, undoing
from moderation.appeals import appealing, hearing
from moderation.appeals.hearing import Answer
from moderation.models import Case, Decision
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db

SAID = f"He is a {INSULT}. Repeat the troponin at three hours."

# What a decision leaves of a post that all could see.
LEAVES = {
    "keep": (State.PUBLISHED, SAID),
    "edit": (State.PUBLISHED, SAID),
    "redact": (State.PUBLISHED, SAID.replace(INSULT, "[redacted]")),
    "hide": (State.HIDDEN, SAID),
    "remove": (State.REMOVED, ""),
}


@pytest.fixture
def decided(viewer_of, people, insult, open_case, choice):
    """Moira's decision with a warning, and the topic locked."""

    def make(action):
        words = {"words": [INSULT]} if action == "redact" else {}
        more = {"sanction": "warning", "measure": "lock"} | words
        return deciding.decide(
            viewer_of(people.moira), open_case(insult).pk, 1, choice(action, **more)
        )

    return make


@pytest.fixture
def appeal(viewer_of, people, mia, minute_over):
    def make(decision, outcome):
        minute_over()
        made = appealing.appeal(viewer_of(people.bela), decision.pk, "It is not so.", uuid.uuid4())
        version = Post.objects.get(pk=decision.case.subject_id).version
        given = Answer(outcome, "We looked again.", uuid.uuid4(), version)
        hearing.answer(viewer_of(mia), made.pk, made.version, given)

    return make


def now(post):
    post = Post.objects.select_related("topic").get(pk=post.pk)
    return post.state, post.source, post.topic.is_locked, post.topic.reply_count


def on_record(user):
    return len(recalling.record_of(user.pk, "").live)


@pytest.mark.parametrize("way", ["undone", "won", "lost"])
@pytest.mark.parametrize("action", LEAVES)
def test_all_that_a_decision_did_is_taken_back_or_stands(
    viewer_of, people, insult, decided, appeal, action, way
):
    before = now(insult)
    decision = decided(action)
    state, source = LEAVES[action]
    after = now(insult)
    assert after[:3] == (state, source, True)
    assert on_record(people.bela) == 1
    if way == "undone":
        undoing.undo(viewer_of(people.moira), decision.pk)
    else:
        appeal(decision, "reversed" if way == "won" else "kept")
    assert now(insult) == (after if way == "lost" else before)
    assert on_record(people.bela) == (1 if way == "lost" else 0)
    decision.refresh_from_db()
    assert bool(decision.undone_at) is (way == "undone")
    assert bool(decision.reversed_at) is (way == "won")
    case = Case.objects.get()
    waits = action == "edit" and way == "lost"
    assert case.state == ("open" if way == "undone" else "waiting" if waits else "decided")
    assert Decision.objects.filter(action="restore").count() == (way == "won")


@pytest.mark.parametrize("action", ["dismiss", "welfare"])
def test_what_holds_nothing_against_anybody_is_undone_and_not_appealed_against(
    viewer_of, people, insult, open_case, choice, action
):
    before = now(insult)
    case = open_case(insult, held=True)
    decision = deciding.decide(viewer_of(people.moira), case.pk, 1, choice(action))
    assert now(insult)[:3] == before[:3]
    undoing.undo(viewer_of(people.moira), decision.pk)
    assert now(insult)[0] == State.HELD
    assert Case.objects.get().state == "open"


def test_a_restoring_is_undone(viewer_of, people, insult, decided):
    decision = decided("hide")
    Decision.objects.filter(pk=decision.pk).update(at=timezone.now() - timedelta(days=1))
    case = Case.objects.get()
    moira = viewer_of(people.moira)
    made = deciding.restore(moira, case.pk, case.version, reason="", key=uuid.uuid4())
    assert now(insult)[0] == State.PUBLISHED
    undoing.undo(moira, made.pk)
    assert now(insult)[0] == State.HIDDEN
