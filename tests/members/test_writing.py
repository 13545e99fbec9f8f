"""The page that shows how to write here."""

from html import escape

import pytest

from community.lib import rendering
from community.writing import EXAMPLES

URL = "/about/writing/"

pytestmark = pytest.mark.django_db


def test_anyone_can_read_it(client):
    assert client.get(URL).status_code == 200


def test_each_example_shows_what_is_typed_and_what_the_renderer_makes_of_it(client):
    page = client.get(URL).content.decode()
    for example in EXAMPLES:
        assert f"<pre><code>{escape(example.source)}</code></pre>" in page, example.title
        assert rendering.render(example.source).html in page, example.title


def test_every_example_may_be_posted():
    for example in EXAMPLES:
        assert rendering.tidy(example.source) == example.source
        rendering.require_fit(example.source)


@pytest.mark.parametrize(
    "mark",
    ["<table", 'class="notes"', "<details", 'class="task', "cite--card", "<s>", "<blockquote"],
)
def test_what_a_post_can_hold_is_there(client, mark):
    assert mark in client.get(URL).content.decode()


def test_the_composer_leads_there(client_for, people, rooms):
    page = client_for(people.anna).get(rooms.open_topic.get_absolute_url()).content.decode()
    assert f'href="{URL}"' in page
