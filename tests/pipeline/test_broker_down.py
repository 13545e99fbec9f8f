"""Redis gone: people go on speaking, and nothing is lost."""

import logging

import pytest
from django.core.cache import caches
from django.urls import reverse

from community import events
from community.celery import app
from community.lib import limits
from community.lib.caching import ForgivingCache
from community.pipeline.models import OutboxEntry
from forums.models import Post
from tests.forums.writing import NHS_NUMBER, typed
from tests.pipeline.broker import forget_connections

NOWHERE = "redis://127.0.0.1:1/0"


def may_not_wait(seconds):
    raise AssertionError(f"A request waited {seconds} s for a broker that is not there.")


@pytest.fixture
def no_broker(monkeypatch):
    """Here tasks are really sent, to a port where nobody listens."""
    monkeypatch.setattr("kombu.utils.functional.sleep", may_not_wait)
    monkeypatch.setitem(app.conf, "broker_url", NOWHERE)
    monkeypatch.setitem(app.conf, "broker_write_url", NOWHERE)
    forget_connections()
    yield
    monkeypatch.undo()
    forget_connections()


@pytest.mark.django_db(transaction=True)
def test_a_post_is_taken_and_waits_for_the_sweeper(no_broker, rooms, people, client_for, caplog):
    with caplog.at_level(logging.WARNING):
        response = client_for(people.anna).post(f"/reply/{rooms.open_topic.pk}/", typed("Still."))
    assert response.status_code == 302
    assert Post.objects.filter(source="Still.").exists()
    assert OutboxEntry.objects.get(handler=events.SCREEN).done_at is None
    assert "broker_unreachable" in caplog.text
    assert "Still." not in caplog.text


@pytest.fixture
def no_redis(no_broker, monkeypatch, settings):
    """Nor is there a cache, and nothing to count in."""
    nowhere = ForgivingCache(NOWHERE, {})
    monkeypatch.setattr(caches["default"], "_cache", nowhere._cache)
    settings.REDIS_URL = NOWHERE
    limits._limiter.cache_clear()
    yield
    limits._limiter.cache_clear()


@pytest.mark.django_db(transaction=True)
def test_without_redis_people_read_and_write_and_what_must_not_be_said_is_stopped(
    no_redis, rooms, people, client_for
):
    anna, address = client_for(people.anna), reverse("reply", args=[rooms.closed_topic.pk])
    assert anna.get("/").status_code == 200
    assert anna.get(rooms.closed_topic.get_absolute_url()).status_code == 200
    assert anna.post(address, typed("Still.")).status_code == 302
    assert anna.post(address, typed(f"NHS {NHS_NUMBER}, bed four.")).status_code == 422
    assert list(Post.objects.order_by("pk").values_list("source", flat=True))[-1] == "Still."


@pytest.mark.django_db(transaction=True)
def test_without_redis_nobody_sees_more_than_with_it(no_redis, rooms, people, client_for, client):
    for reader in (client, client_for(people.cara), client_for(people.nina)):
        assert reader.get(rooms.closed_topic.get_absolute_url()).status_code == 404
        assert reader.get(rooms.open_topic.get_absolute_url()).status_code == 200
    assert client_for(people.anna).get(reverse("moderation_queue")).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_without_redis_moderators_work_the_queue(no_redis, rooms, people, client_for):
    assert client_for(people.moira).get(reverse("moderation_queue")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_nobody_guesses_passwords_uncounted(no_redis, people, client):
    sent = {"login": people.cara.email, "password": "demo-Grand-Round"}
    response = client.post(reverse("account_login"), sent)
    assert response.status_code == 429
    assert not client.get("/").wsgi_request.user.is_authenticated


@pytest.mark.django_db
def test_whoever_watches_the_site_is_told_that_redis_is_away(no_redis, client):
    response = client.get(reverse("health_ready"))
    assert (response.status_code, response.json()["cache"]) == (503, False)
