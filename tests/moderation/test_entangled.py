"""Nobody decides in a conversation they wrote in, whatever name they signed it with, whatever has
become of it and wherever it stands by now."""

import uuid

import pytest

from community.lib.verdicts import Refused
from forums import marking, merging, splitting, withdrawing
from forums.models import Mark, Post, State, Topic
from moderation import access, deciding, queueing
from moderation.models import Case
from tests.forums.drawn import add_picture
from tests.forums.masks import sign
from tests.moderation.conftest import INSULT
from tests.rooms import add_post, add_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(insult, open_case):
    return open_case(insult, INSULT)


@pytest.fixture
def said(rooms, mia):
    """What Mia, who moderates, said in the same topic."""
    return add_post(rooms.closed_topic, mia, "I do not agree.")


@pytest.fixture
def refused(viewer_of, mia, case, choice):
    """refused() is whether Mia may not decide on the case."""

    def ask() -> bool:
        viewer = viewer_of(mia)
        try:
            deciding.decide(viewer, case.pk, Case.objects.get(pk=case.pk).version, choice("hide"))
        except Refused as no:
            assert "wrote in this conversation" in str(no)
            assert case not in access.decidable_cases(viewer)
            assert queueing.next_case(viewer) != case
            return True
        return False

    return ask


def split(viewer, post):
    topic = Topic.objects.select_related("board").get(pk=post.topic_id)
    return splitting.split(viewer, topic, [post.pk], "Another matter", uuid.uuid4())


def test_who_only_read_it_may(refused):
    assert not refused()


def test_who_wrote_there_may_not(said, refused):
    assert refused()


def test_nor_under_a_pseudonym(said, refused):
    sign(said, "Quiet Heron")
    assert refused()


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN, State.REMOVED, State.UNDONE])
def test_nor_when_it_is_no_longer_seen(said, refused, state):
    Post.objects.filter(pk=said.pk).update(state=state)
    assert refused()


def test_nor_when_they_withdrew_it(viewer_of, mia, said, refused):
    withdrawing.withdraw(viewer_of(mia), said)
    assert refused()


def test_nor_when_what_is_reported_was_split_off(viewer_of, mia, said, insult, refused):
    split(viewer_of(mia), insult)
    assert refused()


def test_nor_when_what_they_said_was_split_off(viewer_of, mia, said, refused):
    split(viewer_of(mia), said)
    assert refused()


def test_nor_when_both_were_split_off_apart(viewer_of, people, mia, said, insult, refused):
    split(viewer_of(people.moira), insult)
    split(viewer_of(mia), said)
    assert refused()


def test_nor_after_a_topic_of_theirs_was_merged_into_it(
    viewer_of, people, mia, rooms, insult, refused
):
    topic = add_topic(rooms.closed, mia, "The same again")
    add_post(topic, mia, "Who needs admission?")
    merging.merge(viewer_of(people.moira), topic, rooms.closed_topic, uuid.uuid4())
    assert refused()


def test_about_a_picture_it_is_the_same(viewer_of, people, mia, rooms, said):
    picture = add_picture(rooms.closed_post, people.anna)
    case = Case.objects.create(
        subject_kind="picture",
        subject_id=picture.pk,
        author=people.anna,
        place=rooms.closed.name,
        severity=Case.Severity.MEDIUM,
        family="identifying",
        due_at=rooms.closed_post.created_at,
    )
    assert case not in access.decidable_cases(viewer_of(mia))
    assert case in access.decidable_cases(viewer_of(people.moira))


def test_who_marked_it_as_useful_took_no_part(viewer_of, mia, insult, refused):
    marking.mark(viewer_of(mia), insult, Mark.Kind.USEFUL, wanted=True)
    assert not refused()
