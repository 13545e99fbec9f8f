"""The composer's check as a second step of the form, without JavaScript."""

import re
from html import unescape

import pytest
from django.urls import reverse

from forums.models import Post
from moderation import screening
from tests.forums.writing import typed

pytestmark = pytest.mark.django_db

RUDE = "You are a useless idiot and should be struck off."
NAMED = "Mrs Hargreaves in bed 4 has a potassium of 7; gas and ECG done."


def reply_to(topic):
    return reverse("reply", args=[topic.pk])


def heeded(page):
    return unescape(re.search(r'name="heeded"\s+value="([^"]*)"', page)[1])


@pytest.mark.parametrize(
    ("source", "words", "says"),
    [
        (RUDE, "useless idiot", "a moderator"),
        (NAMED, "Mrs Hargreaves", "a moderator looks at it before others can"),
    ],
)
def test_the_words_are_marked_and_it_is_not_posted_yet(
    source, words, says, rooms, people, client_for, written
):
    client, before = client_for(people.anna), written()
    page = client.post(reply_to(rooms.closed_topic), typed(source))
    assert page.status_code == 422
    assert "please read these words once more" in page.text
    assert says in " ".join(page.text.split())
    marks = re.findall(r'<mark class="find find--(?:hold|flag)">([^<]*)</mark>', page.text)
    assert any(words in mark for mark in marks)
    assert f"{source}</textarea>" in page.text
    assert "as it is</button>" in page.text
    assert "Why it may stay" in page.text
    assert written() == before


def test_sent_again_as_it_is_it_goes_out_with_the_reason(rooms, people, client_for):
    client, form = client_for(people.anna), typed(RUDE)
    page = client.post(reply_to(rooms.open_topic), form)
    form |= {"heeded": heeded(page.text), "kept_reason": "It is what he said of me"}
    assert client.post(reply_to(rooms.open_topic), form).status_code == 302
    post = Post.objects.latest("pk")
    assert (post.source, post.overrode) == (RUDE, "abuse")
    assert post.kept_reason == "It is what he said of me"


def test_mended_it_goes_out_with_nothing_noted(rooms, people, client_for):
    client, form = client_for(people.anna), typed(RUDE)
    page = client.post(reply_to(rooms.open_topic), form)
    form |= {"heeded": heeded(page.text), "source": "I read that scan otherwise."}
    assert client.post(reply_to(rooms.open_topic), form).status_code == 302
    assert Post.objects.latest("pk").overrode == ""


@pytest.mark.parametrize("forged", ["", "  ", "not-a-token", "0" * 12, "\x00", "é" * 200])
def test_a_made_up_token_is_no_way_round_it(forged, rooms, people, client_for, written):
    client, before = client_for(people.anna), written()
    page = client.post(reply_to(rooms.open_topic), typed(RUDE, heeded=forged))
    assert page.status_code == 422
    assert written() == before


def test_who_decides_is_told_what_the_author_kept(rooms, people, client_for):
    client, form = client_for(people.nina), typed(RUDE)
    page = client.post(reply_to(rooms.open_topic), form)
    client.post(reply_to(rooms.open_topic), form | {"heeded": heeded(page.text)})
    case = screening.screen_subject("post", Post.objects.latest("pk").pk)
    shown = client_for(people.moira).get(case.get_absolute_url())
    said = " ".join(shown.text.split())
    assert "The author was shown marks before posting (abuse) and kept the words." in said
