"""A web process renders in several threads at once: no post's words come into another's."""

import sys
import threading

import pytest

from community.lib import rendering
from community.lib.rendering import markdown

HANDS = 8
TURNS = 10
# A post of each kind of mark that the house reads in its own way; {} tells one from all others.
POSTS = [
    "Post {} is *mine*.",
    "> Said in {}[^a]\n\n[^a]: A note of {}.",
    "::: more Of {}\n- [x] done in {}\n- [ ] to do in {}\n:::",
    "| drug | dose |\n|--|--:|\n| {} | 5 mg |",
    "[@Post {}](/members/7/) wrote `{}` at https://example.org/{} of PMID 1234567.",
]


@pytest.fixture
def eager():
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def test_each_post_comes_out_as_it_does_alone(eager):
    written = [
        [post.replace("{}", f"{hand}x{turn}") for turn in range(TURNS) for post in POSTS]
        for hand in range(HANDS)
    ]
    alone = {source: rendering.render(source) for hand in written for source in hand}
    together = {}

    def write(sources):
        for source in sources:
            together[source] = rendering.render(source)

    threads = [threading.Thread(target=write, args=(sources,)) for sources in written]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert together == alone


def test_the_parser_is_whole_before_threads_share_it():
    markdown.parser.cache_clear()
    made = markdown.parser()
    rulers = [made.core.ruler, made.block.ruler, made.inline.ruler, made.inline.ruler2]
    assert all(ruler.__cache__ for ruler in rulers), "a half-made one would leave rules out"
