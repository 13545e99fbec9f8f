import re
from datetime import timedelta

import pytest
from django.utils import timezone

from community.members.models import Standing
from community.members.standing import close, give
from forums import bookmarking
from forums.limits import BOOKMARKS_PER_PAGE
from forums.models import Bookmark
from tests.rooms import add_post


@pytest.fixture
def kept(rooms, people, viewer_of):
    bela = viewer_of(people.bela)
    at = timezone.now() + timedelta(days=1)
    bookmarking.amend(bela, rooms.closed_post, "For the audit", at)
    bookmarking.keep(bela, rooms.open_reply)
    return rooms


def test_it_shows_what_one_keeps_newest_first(kept, people, client_for):
    text = client_for(people.bela).get("/bookmarks/").text
    order = [text.index(topic.title) for topic in (kept.open_topic, kept.closed_topic)]
    assert order == sorted(order)
    assert "Who needs admission for this?" in text
    assert "For the audit" in text
    assert "reminds you" in text
    assert f'href="/p/{kept.closed_post.pk}/"' in text
    assert kept.closed.name in text


def test_a_reminder_that_has_been_is_told_as_such(kept, people, client_for):
    past = timezone.now() - timedelta(days=1)
    Bookmark.objects.filter(post=kept.closed_post).update(remind_at=past)
    assert "reminded you" in client_for(people.bela).get("/bookmarks/").text


def test_one_is_removed_from_it(kept, people, client_for):
    client = client_for(people.bela)
    where = f"/p/{kept.closed_post.pk}/bookmark/"
    assert f'formaction="{where}" name="act" value="remove"' in client.get("/bookmarks/").text
    response = client.post(where, {"act": "remove", "back": "bookmarks"}, follow=True)
    assert response.redirect_chain == [("/bookmarks/", 302)]
    assert kept.closed_topic.title not in response.text
    assert kept.open_topic.title in response.text


def test_what_may_no_longer_be_read_is_gone_at_once_and_back_with_the_right_to_it(
    kept, people, client_for
):
    client = client_for(people.bela)
    close(people.bela.pk, Standing.Kind.DOCTOR, actor_id=None, why="lapsed")
    text = client.get("/bookmarks/").text
    for words in (kept.closed_topic.title, "admission", "For the audit", kept.closed.name):
        assert words not in text
    assert kept.open_topic.title in text
    give(people.bela.pk, Standing.Kind.DOCTOR, actor_id=None)
    assert "For the audit" in client.get("/bookmarks/").text


@pytest.mark.parametrize("who", ["anna", "cara", "eve", "moira", "adam"])
def test_nobody_else_sees_any_of_it(who, kept, people, client_for):
    text = client_for(getattr(people, who)).get("/bookmarks/").text
    assert "Nothing kept yet" in text
    assert kept.open_topic.title not in text


def test_a_stranger_is_asked_to_sign_in(kept, client_for):
    assert client_for().get("/bookmarks/").url.startswith("/accounts/login/")


def test_it_is_paged_by_key_at_the_same_cost(
    rooms, people, client_for, viewer_of, django_assert_max_num_queries
):
    bela, client = viewer_of(people.bela), client_for(people.bela)
    for n in range(BOOKMARKS_PER_PAGE + 1):
        bookmarking.keep(bela, add_post(rooms.open_topic, people.nina, f"Numbered {n:02}."))
    client.get("/bookmarks/")
    with django_assert_max_num_queries(5):
        first = client.get("/bookmarks/")
    older = re.search(r'href="(\?before=\d+)"', first.text)[1]
    second = client.get(f"/bookmarks/{older}")
    numbers = [re.findall(r"Numbered (\d\d)", page.text) for page in (first, second)]
    assert numbers == [[f"{n:02}" for n in range(BOOKMARKS_PER_PAGE, 0, -1)], ["00"]]


@pytest.mark.parametrize("before", ["x", "0", "-1", "9" * 40, "1.2", "\x00"])
def test_nonsense_for_a_key_is_a_page(before, kept, people, client_for):
    response = client_for(people.bela).get("/bookmarks/", {"before": before})
    assert response.status_code == 200


def test_the_way_there_is_in_the_menu(rooms, people, client_for):
    assert 'href="/bookmarks/"' in client_for(people.cara).get("/").text
