from pathlib import Path

import pytest

from community.audit.models import Entry
from community.pipeline.models import OutboxEntry, SubmittedForm
from forums import posting
from forums.models import Board, Post, Revision, Topic
from tests.forums.writing import UNLIMITED


@pytest.fixture
def unlimited(monkeypatch):
    """For tests that post faster than a person may."""
    monkeypatch.setattr(posting, "POSTING", UNLIMITED)


@pytest.fixture
def picture_store(settings, tmp_path) -> Path:
    """Where this test's pictures lie: a folder of its own."""
    where = tmp_path / "pictures"
    store = settings.STORAGES["pictures"]
    options = store["OPTIONS"] | {"location": str(where)}
    settings.STORAGES = settings.STORAGES | {"pictures": store | {"OPTIONS": options}}
    return where


@pytest.fixture
def written():
    """written() is all that writing leaves behind, to compare before and after."""

    def count():
        models = (Topic, Post, Revision, OutboxEntry, SubmittedForm, Entry)
        counts = {model.__name__: model.objects.count() for model in models}
        return counts | {"posts": list(Post.objects.order_by("pk").values_list("source", "state"))}

    return count


@pytest.fixture
def lock_topic(rooms):
    def lock(topic):
        Topic.objects.filter(pk=topic.pk).update(is_locked=True)

    return lock


@pytest.fixture
def make_read_only():
    def make(board):
        Board.objects.filter(pk=board.pk).update(state=Board.State.READ_ONLY)

    return make
