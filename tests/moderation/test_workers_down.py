"""With every worker down, what must not be seen is not seen, and what waits is done when one is
back: the check for hard identifiers is in the request, the rest in the outbox."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forums import posting
from forums.models import Picture, Post, State
from moderation import sight
from moderation.models import Case, Screening
from tests.forums.writing import NHS_NUMBER, draft, typed
from tests.lib.files import png

pytestmark = pytest.mark.django_db

ABUSE = "You are a fucking idiot, kill yourself."


@pytest.fixture
def anna(client_for, people):
    return client_for(people.anna)


@pytest.fixture
def bela(client_for, people):
    return client_for(people.bela)


def reply(client, topic, words, **more):
    return client.post(reverse("reply", args=[topic.pk]), typed(words, **more))


@pytest.mark.parametrize("room", ["closed", "open"])
def test_a_patient_s_number_is_stopped_in_the_request(anna, bela, rooms, room):
    topic = rooms.closed_topic if room == "closed" else rooms.open_topic
    client = anna if room == "closed" else bela
    before = Post.objects.count()
    response = reply(client, topic, f"He is NHS {NHS_NUMBER}, in bed four.")
    assert response.status_code == 422
    assert Post.objects.count() == before


def test_a_picture_waits_unseen_until_a_worker_has_looked_at_it(
    anna, bela, rooms, run_outbox, monkeypatch
):
    monkeypatch.setattr(sight, "look", lambda data: sight.Seen("", 0, 0))
    place = f"reply {rooms.closed_topic.pk}"
    sent = typed(shows="function", alt="A rhythm strip", is_anonymised="on")
    file = SimpleUploadedFile("strip.png", png(), "image/png")
    anna.post(f"{reverse('pictures')}?place={place}", sent | {"file": file})
    sent = reply(anna, rooms.closed_topic, "Here is the strip.", has_pictures="1")
    assert sent.status_code == 302
    picture = Picture.objects.get()
    assert (picture.post.state, picture.state) == (State.PUBLISHED, Picture.State.WAITING)
    for size in ("small", "large", "full"):
        assert bela.get(reverse("picture_file", args=[picture.token, size])).status_code == 404
    assert str(picture.token) not in bela.get(rooms.closed_topic.get_absolute_url()).text
    run_outbox()
    assert bela.get(reverse("picture_file", args=[picture.token, "small"])).status_code == 200


def test_words_in_a_closed_room_appear_and_are_screened_when_a_worker_is_back(
    viewer_of, people, bela, rooms, run_outbox
):
    post = posting.reply(viewer_of(people.anna), rooms.closed_topic, draft(ABUSE))
    assert post.state == State.PUBLISHED
    assert "fucking idiot" in bela.get(rooms.closed_topic.get_absolute_url()).text
    assert not Screening.objects.exists()
    run_outbox()
    assert Screening.objects.filter(subject_id=post.pk).exists()
    assert Case.objects.get(subject_id=post.pk).held_at
    assert "fucking idiot" not in bela.get(rooms.closed_topic.get_absolute_url()).text
