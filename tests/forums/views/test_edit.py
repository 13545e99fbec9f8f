from datetime import timedelta

import pytest
from django.utils import timezone

from forums.limits import EDIT_WINDOW
from forums.models import Post, State, Topic
from tests.forums.writing import NHS_NUMBER, typed
from tests.rooms import add_post


def edit_of(post):
    return f"/p/{post.pk}/edit/"


def changed(source="Twelve hours, I would say.", version=1, **fields):
    return typed(source, version=version, **fields)


def test_the_author_changes_a_reply_and_it_says_so(rooms, people, client_for):
    client = client_for(people.bela)
    assert "Repeat it at three hours" in client.get(edit_of(rooms.closed_reply)).text
    response = client.post(edit_of(rooms.closed_reply), changed())
    assert response.status_code == 302
    assert response.url == f"{rooms.closed_topic.get_absolute_url()}#p2"
    post = Post.objects.get(pk=rooms.closed_reply.pk)
    assert (post.source, post.version) == ("Twelve hours, I would say.", 2)
    assert "Edited" in client.get(rooms.closed_topic.get_absolute_url()).text


def test_the_first_post_brings_its_title(rooms, people, client_for):
    client = client_for(people.anna)
    assert 'value="Troponin after a marathon"' in client.get(edit_of(rooms.closed_post)).text
    client.post(edit_of(rooms.closed_post), changed(title="Troponin after a long run"))
    topic = Topic.objects.get(pk=rooms.closed_topic.pk)
    assert topic.title == "Troponin after a long run"
    assert Post.objects.get(pk=rooms.closed_post.pk).revisions.get().title == (
        "Troponin after a marathon"
    )


@pytest.mark.parametrize("who", ["anna", "moira"])
def test_those_who_see_it_but_did_not_write_it_are_told_so(who, rooms, people, client_for, written):
    before = written()
    client = client_for(getattr(people, who))
    for response in (
        client.get(edit_of(rooms.closed_reply)),
        client.post(edit_of(rooms.closed_reply), changed()),
    ):
        assert response.status_code == 403
        assert "Only its author can edit a post." in response.text
    assert written() == before


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_others_there_is_no_such_post(who, rooms, people, client_for, written):
    client, before = client_for(getattr(people, who)), written()
    for send in (client.get, lambda where: client.post(where, changed())):
        closed, missing = send(edit_of(rooms.closed_reply)), send("/p/987654321/edit/")
        assert closed.status_code == missing.status_code == 404
        assert closed.content == missing.content
    assert written() == before


def test_a_suspended_author_changes_nothing(rooms, people, client_for, written):
    post = add_post(rooms.open_topic, people.eve, "Written before.")
    before = written()
    response = client_for(people.eve).post(edit_of(post), changed())
    assert response.status_code == 403
    assert "Your account is suspended" in response.text
    assert written() == before


def test_a_lapsed_doctor_loses_the_closed_post_too(rooms, people, client_for, written):
    post = add_post(rooms.closed_topic, people.dan, "Written while verified.")
    before = written()
    assert client_for(people.dan).post(edit_of(post), changed()).status_code == 404
    assert written() == before


def test_a_lapsed_session_gives_the_text_back(rooms, client_for, written):
    before = written()
    response = client_for().post(edit_of(rooms.open_reply), changed("An hour's work."))
    assert response.status_code == 403
    assert "An hour&#x27;s work." in response.text
    assert written() == before


def test_the_window_closes_after_a_day(rooms, people, client_for, written):
    posts = Post.objects.filter(pk=rooms.open_reply.pk)
    posts.update(created_at=timezone.now() - EDIT_WINDOW + timedelta(minutes=5))
    assert client_for(people.nina).get(edit_of(rooms.open_reply)).status_code == 200
    posts.update(created_at=timezone.now() - EDIT_WINDOW - timedelta(seconds=1))
    before = written()
    response = client_for(people.nina).post(edit_of(rooms.open_reply), changed())
    assert response.status_code == 403
    assert "A post can be edited for 24 hours." in response.text
    assert written() == before


def test_a_locked_topics_posts_stay_as_they_are(rooms, people, client_for, lock_topic, written):
    lock_topic(rooms.open_topic)
    before = written()
    assert client_for(people.nina).post(edit_of(rooms.open_reply), changed()).status_code == 403
    assert written() == before


def test_a_read_only_boards_posts_stay_as_they_are(
    rooms, people, client_for, make_read_only, written
):
    make_read_only(rooms.open)
    before = written()
    assert client_for(people.nina).post(edit_of(rooms.open_reply), changed()).status_code == 403
    assert written() == before


def test_a_hidden_post_cannot_be_edited_and_a_held_one_can(rooms, people, client_for):
    hidden = add_post(rooms.open_topic, people.nina, "Words.", State.HIDDEN)
    held = add_post(rooms.open_topic, people.nina, "Words.", State.HELD)
    client = client_for(people.nina)
    assert client.post(edit_of(hidden), changed()).status_code == 403
    assert client.post(edit_of(held), changed()).status_code == 302
    assert Post.objects.get(pk=held.pk).state == State.HELD


@pytest.mark.parametrize("state", [State.REMOVED, State.WITHDRAWN])
def test_what_is_gone_is_no_post(state, rooms, people, client_for):
    gone = add_post(rooms.open_topic, people.nina, "Words.", state)
    assert client_for(people.nina).get(edit_of(gone)).status_code == 404


def test_two_tabs_conflict_and_keep_both_texts(rooms, people, client_for, written):
    client = client_for(people.nina)
    client.post(edit_of(rooms.open_reply), changed("From the first tab."))
    before = written()
    form = changed("From the <second> tab.")
    response = client.post(edit_of(rooms.open_reply), form)
    assert response.status_code == 409
    assert "<p>From the first tab.</p>" in response.text
    assert "From the &lt;second&gt; tab.</textarea>" in response.text
    assert 'name="version" value="2"' in response.text
    assert written() == before
    client.post(edit_of(rooms.open_reply), form | {"version": 2})
    assert Post.objects.get(pk=rooms.open_reply.pk).source == "From the <second> tab."


def test_a_conflict_shows_word_by_word_what_would_change(rooms, people, client_for):
    client = client_for(people.nina)
    client.post(edit_of(rooms.open_reply), changed("Give it five days."))
    form = changed("Give it ten days.", kept_reason="An example")
    text = client.post(edit_of(rooms.open_reply), form).text
    assert "Give it <del>five</del><ins>ten</ins> days." in text
    assert f'name="key" value="{form["key"]}"' in text
    assert 'value="An example"' in text


def test_a_conflict_over_the_first_post_keeps_both_titles(rooms, people, client_for):
    client = client_for(people.bela)
    client.post(edit_of(rooms.open_post), changed(title="The first tab's title"))
    response = client.post(edit_of(rooms.open_post), changed("Mine.", title="Second tab's"))
    assert response.status_code == 409
    assert 'value="Second tab&#x27;s"' in response.text


def test_an_edit_is_checked_as_a_new_post_is(rooms, people, client_for, written):
    before = written()
    response = client_for(people.nina).post(
        edit_of(rooms.open_reply), changed(f"NHS number {NHS_NUMBER}")
    )
    assert response.status_code == 422
    assert f'<mark class="find find--block">{NHS_NUMBER}</mark>' in response.text
    assert written() == before


def test_a_preview_changes_nothing(rooms, people, client_for, written):
    before = written()
    response = client_for(people.nina).post(
        edit_of(rooms.open_reply), changed("So **bold**.", preview="1")
    )
    assert response.status_code == 200
    assert "<strong>bold</strong>" in response.text
    assert written() == before


@pytest.mark.parametrize("version", ["", "x", "0", "-1"])
def test_a_form_without_a_version_is_not_taken(version, rooms, people, client_for, written):
    before = written()
    response = client_for(people.nina).post(edit_of(rooms.open_reply), changed(version=version))
    assert response.status_code == 422
    assert written() == before


def test_a_double_click_makes_one_version(rooms, people, client_for):
    client, form = client_for(people.nina), changed()
    first = client.post(edit_of(rooms.open_reply), form)
    second = client.post(edit_of(rooms.open_reply), form)
    assert first.url == second.url
    assert Post.objects.get(pk=rooms.open_reply.pk).version == 2
