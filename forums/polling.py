"""Ask colleagues to choose: open a poll in a topic, vote, close it."""

from collections.abc import Mapping
from typing import Any

from community.members.viewer import Viewer
from forums.models import Topic


def open_poll(viewer: Viewer, topic: Topic, wanted: Mapping[str, Any]) -> None:
    """Put a poll into a topic that was opened this moment. Call inside the transaction."""
