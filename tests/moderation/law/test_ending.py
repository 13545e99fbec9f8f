"""What a legal notice has ended no moderator shows again, and none learns of the notice."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from community.lib.verdicts import Refused
from forums.models import Post, State
from moderation import deciding
from moderation.appeals import hearing, reversing
from moderation.appeals.hearing import Answer
from moderation.appeals.reversing import CannotReverse
from moderation.models import Appeal, Case, Decision, Notice
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(viewer_of, people, received, take, choice):
    """ended("hide") is Moira's decision that took Bela's post from sight, and the notice about it
    that has ended so."""

    def make(action="hide", **fields):
        notice = received()
        decision = deciding.decide(
            viewer_of(people.moira), notice.case_id, notice.case.version, choice(action, **fields)
        )
        take(notice, "removed")
        return Decision.objects.select_related("case").get(pk=decision.pk)

    return make


@pytest.fixture
def appeal(people):
    def make(decision):
        return Appeal.objects.create(
            case=decision.case,
            decision=decision,
            author=people.bela,
            words="It is true.",
            due_at=timezone.now(),
        )

    return make


def answered(viewer, appeal, outcome):
    post = Post.objects.get(pk=appeal.case.subject_id)
    return hearing.answer(
        viewer, appeal.pk, appeal.version, Answer(outcome, "See why.", uuid.uuid4(), post.version)
    )


@pytest.mark.parametrize(
    ("action", "fields"), [("hide", {}), ("remove", {}), ("redact", {"words": [INSULT]})]
)
def test_no_appeal_brings_it_back(mia, viewer_of, insult, ended, appeal, action, fields):
    given = appeal(ended(action, **fields))
    was = Post.objects.get(pk=insult.pk)
    with pytest.raises(CannotReverse):
        answered(viewer_of(mia), given, "reversed")
    now = Post.objects.get(pk=insult.pk)
    assert (now.state, now.source) == (was.state, was.source)
    assert answered(viewer_of(mia), given, "kept").outcome == "kept"


def test_the_moderator_reads_why_before_answering_and_not_of_the_notice(
    mia, client_for, ended, appeal
):
    given = appeal(ended())
    page = client_for(mia).get(reverse("moderation_appeal", args=[given.pk])).text
    assert "This has to stay away" in page
    assert "defam" not in page.lower()
    assert "complainant" not in page.lower()


def test_nor_is_what_was_hidden_shown_again_without_an_appeal(viewer_of, people, mia, ended):
    case = Case.objects.get(pk=ended().case_id)
    with pytest.raises(Refused, match="has to stay away"):
        deciding.restore(viewer_of(mia), case.pk, case.version, reason="Wrong.", key=uuid.uuid4())


@pytest.mark.parametrize("state", ["withdrawn", "stands", "with_poster", "defective"])
def test_a_notice_that_ended_in_another_way_changes_nothing(
    mia, viewer_of, insult, ended, appeal, state
):
    given = appeal(ended())
    Notice.objects.update(state=state)
    assert answered(viewer_of(mia), given, "reversed").outcome == "reversed"
    assert Post.objects.get(pk=insult.pk).state == State.PUBLISHED


def test_what_took_nothing_from_sight_can_be_taken_back(people, ended):
    decision = ended()
    decision.action = "edit"
    assert not reversing.obstacle(decision, publish=True)
