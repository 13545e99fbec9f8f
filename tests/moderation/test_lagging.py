from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from community.pipeline.models import OutboxEntry
from forums.models import Post, State
from moderation.lagging import Behind, screening_behind
from moderation.models import Screening
from tests.forums.writing import NHS_NUMBER, typed

pytestmark = pytest.mark.django_db

SCREEN = "moderation.tasks.screen_subject"


@pytest.fixture
def waits():
    """waits(minutes=5) is something that has waited to be screened for so long."""

    def make(handler=SCREEN, *, due=timedelta(0), done=False, **ago):
        now = timezone.now()
        entry = OutboxEntry.objects.create(
            event="post.submitted",
            handler=handler,
            payload={},
            due_at=now + due,
            done_at=now if done else None,
        )
        OutboxEntry.objects.filter(pk=entry.pk).update(created_at=now - timedelta(**ago))

    return make


def test_nothing_waits_for_long(waits):
    assert screening_behind() is None
    waits(seconds=100)
    assert screening_behind() is None


def test_it_says_how_many_wait_and_for_how_long(waits):
    waits(minutes=9)
    waits("forums.looking.check_picture", minutes=4)
    waits(seconds=10)
    behind = screening_behind()
    assert (behind.count, behind.minutes) == (3, 9)


def test_what_failed_and_will_be_tried_again_waits_still(waits):
    waits(minutes=30, due=timedelta(seconds=50))
    assert screening_behind().count == 1


def test_what_is_done_or_is_no_screening_does_not_count(waits):
    waits(minutes=9, done=True)
    waits("forums.telling.tell_of_post", minutes=9)
    assert screening_behind() is None


def test_it_costs_one_query(waits, django_assert_num_queries):
    for _ in range(30):
        waits(minutes=9)
    with django_assert_num_queries(1):
        screening_behind()


@pytest.mark.parametrize(
    ("count", "minutes", "words"),
    [
        (14, 9, "14 posts and pictures wait, the oldest for 9 minutes."),
        (1, 1, "one post or picture waits, for 1 minute."),
    ],
)
def test_it_is_said_in_words(count, minutes, words):
    behind = Behind(count, timedelta(minutes=minutes))
    said = " ".join(render_to_string("moderation/_behind.html", {"behind": behind}).split())
    assert words in said
    assert "a patient’s number are still stopped" in said


def test_nothing_is_said_where_it_keeps_up():
    assert not render_to_string("moderation/_behind.html", {"behind": None}).strip()


def test_a_number_is_stopped_and_the_rest_appears_while_no_worker_runs(
    client_for, people, rooms, run_outbox
):
    """The check for hard identifiers is in the request; all else is looked at once workers are
    back."""
    client = client_for(people.anna)
    reply = reverse("reply", args=[rooms.closed_topic.pk])
    before = Post.objects.count()
    assert client.post(reply, typed(f"NHS number {NHS_NUMBER}, any ideas?")).status_code == 422
    assert Post.objects.count() == before
    assert client.post(reply, typed("I would repeat the troponin.")).status_code == 302
    post = Post.objects.latest("pk")
    assert post.state == State.PUBLISHED
    assert not Screening.objects.exists()
    OutboxEntry.objects.update(created_at=timezone.now() - timedelta(minutes=9))
    assert screening_behind().count == 1
    run_outbox()
    assert Screening.objects.get().subject_id == post.pk
    assert screening_behind() is None
