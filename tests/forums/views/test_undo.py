from datetime import timedelta

import pytest
from django.utils import timezone

from community.events import UNDO
from forums.models import Draft, Post
from tests.forums.writing import typed


def undo_of(post):
    return f"/p/{post.pk}/undo/"


@pytest.fixture
def anna(people, client_for):
    return client_for(people.anna)


@pytest.fixture
def said(anna, rooms):
    anna.post(f"/reply/{rooms.closed_topic.pk}/", typed("Said too *soon*."))
    return Post.objects.latest("pk")


def test_the_author_is_offered_it_for_a_minute(rooms, said, anna):
    where = rooms.closed_topic.get_absolute_url()
    page = anna.get(where).text
    assert f'action="{undo_of(said)}"' in page
    assert 'data-seconds="60"' in page
    Post.objects.filter(pk=said.pk).update(created_at=timezone.now() - UNDO - timedelta(seconds=1))
    page = anna.get(where).text
    assert f'action="{undo_of(said)}"' not in page
    assert f"/p/{said.pk}/withdraw/" in page


def test_nobody_else_is_offered_it(rooms, said, people, client_for):
    for who in (people.bela, people.moira):
        assert undo_of(said) not in client_for(who).get(rooms.closed_topic.get_absolute_url()).text


def test_its_words_are_in_the_composer_again(rooms, said, anna):
    page = anna.post(undo_of(said), follow=True)
    assert page.redirect_chain[-1][0] == f"{rooms.closed_topic.get_absolute_url()}#reply"
    assert "Taken back." in page.text
    assert "Said too *soon*.</textarea>" in page.text
    assert "Said too <em>soon" not in page.text


def test_a_new_topic_goes_whole_and_comes_back_to_its_composer(rooms, anna):
    anna.post(f"/b/{rooms.closed.slug}/new/", typed("Words of it.", title="A title of it"))
    post = Post.objects.latest("pk")
    page = anna.post(undo_of(post), follow=True)
    assert page.redirect_chain[-1][0] == f"/b/{rooms.closed.slug}/new/"
    assert 'value="A title of it"' in page.text
    assert "Words of it.</textarea>" in page.text
    assert "A title of it" not in anna.get(f"/b/{rooms.closed.slug}/").text
    assert anna.get(f"/t/{post.topic_id}/").status_code == 404


def test_a_second_press_leads_to_the_same_words(said, anna):
    first = anna.post(undo_of(said))
    second = anna.post(undo_of(said))
    assert first.url == second.url == f"/drafts/{Draft.objects.get().pk}/"


def test_a_late_press_is_told_so_on_the_topic_and_changes_nothing(rooms, said, anna):
    Post.objects.filter(pk=said.pk).update(created_at=timezone.now() - UNDO - timedelta(seconds=1))
    page = anna.post(undo_of(said), follow=True)
    assert page.redirect_chain[-1][0] == f"{rooms.closed_topic.get_absolute_url()}#p3"
    assert "The minute is over." in page.text
    assert "Said too <em>soon</em>." in page.text


def test_who_replied_meanwhile_keeps_what_they_replied_to(rooms, said, anna, people, client_for):
    client_for(people.bela).post(f"/reply/{rooms.closed_topic.pk}/", typed("To that I say no."))
    page = anna.post(undo_of(said), follow=True)
    assert "Someone has replied meanwhile." in page.text
    assert "Said too <em>soon</em>." in page.text


def test_those_who_see_it_but_did_not_write_it_are_told_so(said, people, client_for):
    for who in (people.bela, people.moira):
        response = client_for(who).post(undo_of(said))
        assert response.status_code == 403
        assert "Only its author can take a post back." in response.text
    assert Post.objects.get(pk=said.pk).source


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_others_there_is_no_such_post(who, said, people, client_for):
    client = client_for(getattr(people, who))
    closed, missing = client.post(undo_of(said)), client.post("/p/987654321/undo/")
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content


def test_it_takes_a_press(said, anna):
    assert anna.get(undo_of(said)).status_code == 405


def test_what_was_undone_appears_nowhere(rooms, said, anna, people, client_for):
    anna.post(undo_of(said))
    for who in (people.anna, people.bela, people.moira):
        client = client_for(who)
        for where in (f"/p/{said.pk}/", f"/p/{said.pk}/history/", f"/p/{said.pk}/edit/"):
            assert client.get(where).status_code == 404
        page = client.get(rooms.closed_topic.get_absolute_url()).text
        assert '<span id="p3"></span>' in page
        assert "withdrawn by its author" not in page
    for where in ("/", "/boards/", f"/b/{rooms.closed.slug}/"):
        assert "Said too" not in client_for(people.bela).get(where).text
