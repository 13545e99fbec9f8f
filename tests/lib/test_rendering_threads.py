"""A web process renders in several threads at once: no post's words come into another's."""

import sys
import threading

import pytest

from community.lib import rendering
from community.lib.rendering import markdown

HANDS = 8
TURNS = 30


@pytest.fixture
def eager():
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def test_each_post_keeps_its_own_words(eager):
    markdown.parser.cache_clear()
    came: list[str] = []

    def write(hand):
        for turn in range(TURNS):
            words = f"Post {turn} of {hand}"
            came.append(f"{words}: {rendering.render(f'{words} is *mine*.').text}")

    threads = [threading.Thread(target=write, args=(hand,)) for hand in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(came) == sorted(
        f"Post {turn} of {hand}: Post {turn} of {hand} is mine."
        for hand in range(HANDS)
        for turn in range(TURNS)
    )
