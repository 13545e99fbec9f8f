"""Whoever was never told of a post, because it was held and then decided against, is told once an
appeal brings it back: each for the reason they would have been told for at the beginning."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from community.inbox.models import Notification
from community.members.models import Follow
from forums import posting
from forums.models import BoardReading, Level, Post, Reading
from forums.quoting import quotation
from moderation import deciding
from moderation.appeals import appealing, hearing
from moderation.appeals.hearing import Answer
from tests.forums.writing import draft
from tests.rooms import add_post, add_topic

pytestmark = pytest.mark.django_db

WATCH = Level.WATCH

# What takes a held post from sight, and the hold itself.
AGAINST = ["hide", "remove", "edit", "hold"]


@pytest.fixture
def decided_against(viewer_of, people, open_case, choice, minute_over, run_outbox):
    """Bela's appeal against what was decided about a post of his that was held at once."""

    def make(post: Post, action: str):
        case = open_case(post, held=True)
        bela = viewer_of(people.bela)
        if action == "hold":
            appeal = appealing.appeal_hold(bela, case.pk, "It is a quotation.", uuid.uuid4())
        else:
            made = choice(action, subject_version=post.version)
            decision = deciding.decide(viewer_of(people.moira), case.pk, 1, made)
            appeal = appealing.appeal(bela, decision.pk, "It is a quotation.", uuid.uuid4())
        later(minute_over)
        return appeal

    return make


@pytest.fixture
def won(viewer_of, mia, minute_over):
    def make(appeal, post):
        post.refresh_from_db()
        given = Answer("reversed", "You are right.", uuid.uuid4(), post.version)
        hearing.answer(viewer_of(mia), appeal.pk, appeal.version, given)
        later(minute_over)

    return make


def later(minute_over):
    Post.objects.update(created_at=timezone.now() - timedelta(days=3))
    minute_over()


def told(user):
    """Not of decisions, which tell their author alone."""
    return list(Notification.objects.filter(user=user).values_list("text", flat=True))


@pytest.mark.parametrize("action", AGAINST)
def test_of_a_reply(people, rooms, viewer_of, decided_against, won, minute_over, action):
    topic = add_topic(rooms.open, people.nina, "Rotas that work")
    first = add_post(topic, people.nina, "Does yours?")
    said = add_post(topic, people.stu, "Ours is drawn by lot.")
    Reading.objects.create(user=people.cara, topic=topic, last_number=1, level=WATCH)
    source = f"{quotation(said)}@Anna Sharma knows one."
    post = posting.reply(viewer_of(people.bela), first.topic, draft(source))
    everyone = (people.anna, people.stu, people.nina, people.cara)

    appeal = decided_against(post, action)
    assert [told(user) for user in everyone] == [[], [], [], []]

    won(appeal, post)
    at_last = [
        ["Bela Kovács mentioned you"],
        ["Bela Kovács quoted you"],
        ["New replies in your topic"],
        ["New replies in a topic you watch"],
    ]
    assert [told(user) for user in everyone] == at_last
    later(minute_over)
    assert [told(user) for user in everyone] == at_last


@pytest.mark.parametrize("action", AGAINST)
def test_of_a_topic(people, rooms, viewer_of, decided_against, won, minute_over, action):
    Follow.objects.create(user=people.nina, followed=people.bela)
    BoardReading.objects.create(user=people.anna, board=rooms.open, level=WATCH)
    bela = viewer_of(people.bela)
    post = posting.start_topic(bela, rooms.open, draft("Does yours?", title="Rotas that work"))

    appeal = decided_against(post, action)
    assert (told(people.nina), told(people.anna)) == ([], [])

    won(appeal, post)
    for _ in range(2):
        assert told(people.nina) == ["Bela Kovács opened a topic"]
        assert told(people.anna) == ["A new topic on a board you watch"]
        later(minute_over)
