import re

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


def test_each_version_says_when_and_a_title_that_changed_is_shown(rooms, people, client_for):
    client = client_for(people.anna)
    form = typed("Who needs *admission*?", version=1, title="Troponin after a long run")
    client.post(f"/p/{rooms.closed_post.pk}/edit/", form)
    text = client.get(history_of(rooms.closed_post)).text
    assert "<del>marathon</del><ins>long run</ins>" in text
    assert text.count(f"{people.anna.name}, <time") == 2
    assert "<strong>Troponin after a marathon</strong>" in text


def test_what_did_not_change_in_a_long_post_is_folded(rooms, people, client_for):
    client, long = client_for(people.nina), "All of this stays as it was. " * 200
    edit = f"/p/{rooms.open_reply.pk}/edit/"
    client.post(edit, typed(f"{long} Five.", version=1))
    client.post(edit, typed(f"{long} Ten.", version=2))
    text = client.get(history_of(rooms.open_reply)).text
    assert "<del>Five</del><ins>Ten</ins>" in text
    assert "words that did not change</summary>" in text


def test_many_versions_are_read_page_by_page_each_step_once(rooms, people, client_for, unlimited):
    client, words = client_for(people.nina), [f"Number {n}." for n in range(1, 26)]
    for version, word in enumerate(words, 1):
        form = typed(word, version=version)
        assert client.post(f"/p/{rooms.open_reply.pk}/edit/", form).status_code == 302
    where, versions = history_of(rooms.open_reply), []
    while where:
        text = client.get(where).text
        versions += [int(n) for n in re.findall(r">Version (\d+)<", text)]
        more = re.search(r"\?before=\d+", text)
        assert ("As first written" in text) == (more is None)
        where = more and history_of(rooms.open_reply) + more[0]
    assert versions == list(range(26, 1, -1))


@pytest.mark.parametrize("before", ["x", "", "-1", "²", "9" * 40])
def test_nonsense_begins_with_the_newest(before, edited, people, client_for):
    text = client_for(people.anna).get(history_of(edited), {"before": before}).text
    assert "Version 3" in text
