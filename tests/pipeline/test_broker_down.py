"""Redis gone: people go on speaking, and nothing is lost."""

import logging

import pytest

from community import events
from community.celery import app
from community.pipeline.models import OutboxEntry
from forums.models import Post
from tests.forums.writing import typed
from tests.pipeline.broker import forget_connections


def may_not_wait(seconds):
    raise AssertionError(f"A request waited {seconds} s for a broker that is not there.")


@pytest.fixture
def no_broker(monkeypatch):
    """Here tasks are really sent, to a port where nobody listens."""
    nowhere = "redis://127.0.0.1:1/0"
    monkeypatch.setattr("kombu.utils.functional.sleep", may_not_wait)
    monkeypatch.setitem(app.conf, "broker_url", nowhere)
    monkeypatch.setitem(app.conf, "broker_write_url", nowhere)
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
