import pytest

from forums.models import Post, State
from tests.forums.writing import typed


def history_of(post):
    return f"/p/{post.pk}/history/"


@pytest.fixture
def edited(rooms, people, client_for):
    """Bela's closed reply, changed twice."""
    client = client_for(people.bela)
    for version, words in enumerate(["Repeat it at six hours.", "Repeat it at ten hours."], 1):
        form = typed(words, version=version)
        assert client.post(f"/p/{rooms.closed_reply.pk}/edit/", form).status_code == 302
    return rooms.closed_reply


def test_every_version_is_shown_to_those_who_may_read_it(edited, people, client_for):
    for who in (people.anna, people.bela, people.moira):
        text = client_for(who).get(history_of(edited)).text
        assert "<del>six</del><ins>ten</ins>" in text
        assert "Version 3" in text
        assert "Repeat it at three hours, I would say." in text


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_others_there_is_no_such_post(who, edited, people, client_for):
    client = client_for(getattr(people, who))
    closed, missing = client.get(history_of(edited)), client.get("/p/987654321/history/")
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content


def test_a_stranger_is_asked_to_sign_in_even_where_the_post_is_open(rooms, client_for):
    response = client_for().get(history_of(rooms.open_reply))
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


def test_a_suspended_member_reads_the_history_of_what_is_public(rooms, people, client_for):
    assert client_for(people.eve).get(history_of(rooms.open_reply)).status_code == 200


def test_what_was_never_edited_shows_how_it_was_written(rooms, people, client_for):
    text = client_for(people.anna).get(history_of(rooms.open_reply)).text
    assert "Not my exam, but good luck." in text
    assert "Version" not in text


def test_the_history_of_a_hidden_post_is_hidden_with_it(edited, people, client_for):
    Post.objects.filter(pk=edited.pk).update(state=State.HIDDEN)
    assert client_for(people.anna).get(history_of(edited)).status_code == 404
    assert client_for(people.bela).get(history_of(edited)).status_code == 200


def test_hostile_text_is_shown_and_not_done(rooms, people, client_for):
    client = client_for(people.nina)
    form = typed("<script>alert(1)</script> is text", version=1)
    client.post(f"/p/{rooms.open_reply.pk}/edit/", form)
    text = client.get(history_of(rooms.open_reply)).text
    assert "<script>alert" not in text
    assert "&lt;" in text
