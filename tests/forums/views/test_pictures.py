"""The page where pictures are put by for a post, their words, and taking one away: all of it works
without scripts."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from community.lib.reencoding import SIZES
from community.lib.uploads import MOST_BYTES, WORDS, Drawn
from forums import attaching
from forums.models import Draft, Picture
from tests.forums.drawn import add_picture
from tests.forums.writing import NHS_NUMBER, typed
from tests.lib.files import CANARY, jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_store(picture_store):
    return picture_store


@pytest.fixture
def quickly(monkeypatch):
    drawn = Drawn(300, 200, dict.fromkeys(SIZES, b"pixels"))
    monkeypatch.setattr(attaching, "pictures_of", lambda data: [drawn])


def page(topic):
    return f"{reverse('pictures')}?place=reply+{topic.pk}"


def said(data=b"any", name="Smith, John.jpg", **fields):
    return {
        "file": SimpleUploadedFile(name, data, "image/jpeg"),
        "shows": "function",
        "is_anonymised": "on",
        "alt": "Regular narrow complexes at 180",
        "key": str(uuid.uuid4()),
    } | fields


def test_a_picture_is_sent_and_shown_where_it_waits(rooms, people, client_for):
    anna = client_for(people.anna)
    answer = anna.post(page(rooms.closed_topic), said(jpeg()), follow=True)
    assert answer.redirect_chain == [(page(rooms.closed_topic), 302)]
    picture = Picture.objects.get()
    shown = answer.content.decode()
    assert picture.get_absolute_url() in shown
    assert rooms.closed_topic.get_absolute_url() in shown
    file = anna.get(reverse("picture_file", args=[picture.token, "full"]))
    assert CANARY.encode() not in b"".join(file.streaming_content)


def test_the_name_of_the_file_is_kept_nowhere(rooms, people, client_for, quickly, own_store):
    client_for(people.anna).post(page(rooms.closed_topic), said())
    picture = Picture.objects.get()
    kept = [*map(str, own_store.rglob("*")), *map(str, picture.__dict__.values())]
    assert not any("Smith" in one for one in kept)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"shows": ""}, "Say what it shows"),
        ({"alt": ""}, "Describe in a line what is to be seen."),
        ({"alt": "x" * 301}, "at most 300"),
        ({"shows": "skin"}, "only if the patient has agreed"),
        ({"is_anonymised": ""}, "Please cover names"),
        ({"caption": f"NHS {NHS_NUMBER}"}, "NHS number"),
        ({"file": ""}, "Choose a picture"),
        ({"file": SimpleUploadedFile("a.jpg", b"")}, WORDS["empty"]),
        ({"file": SimpleUploadedFile("a.jpg", b"x" * (MOST_BYTES + 1))}, "larger than 10 MB"),
        ({"file": SimpleUploadedFile("a.jpg", b"no picture")}, "none of these"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    fields, why, rooms, people, client_for, own_store
):
    answer = client_for(people.anna).post(
        page(rooms.closed_topic), said() | {"caption": "Lead II"} | fields
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert why in shown
    for name in ("alt", "caption"):
        assert fields.get(name, {"alt": "complexes at 180", "caption": "Lead II"}[name]) in shown
    assert not Picture.objects.exists()
    assert not list(own_store.rglob("*.webp"))


def test_only_who_may_write_there_gets_the_page(rooms, people, client_for):
    assert client_for(people.anna).get(page(rooms.closed_topic)).status_code == 200
    assert client_for(people.cara).get(page(rooms.open_topic)).status_code == 200
    for who in (people.cara, people.nina, people.eve, people.adam):
        assert client_for(who).get(page(rooms.closed_topic)).status_code == 404
        assert client_for(who).post(page(rooms.closed_topic), said()).status_code == 404
    assert client_for(people.eve).get(page(rooms.open_topic)).status_code == 403
    assert client_for().get(page(rooms.open_topic)).status_code == 302
    for place in ("", "reply", "reply x", f"reply {rooms.open_topic.pk} case", "reply 999999"):
        where = reverse("pictures")
        assert client_for(people.anna).get(where, {"place": place}).status_code == 404


def test_one_sees_only_what_one_has_put_by_oneself(rooms, people, client_for):
    place = f"reply {rooms.closed_topic.pk}"
    own = add_picture(None, people.anna, board=rooms.closed, place=place)
    other = add_picture(None, people.bela, board=rooms.closed, place=place)
    shown = client_for(people.anna).get(page(rooms.closed_topic)).content.decode()
    assert str(own.token) in shown
    assert str(other.token) not in shown


def test_from_the_composer_to_the_pictures_and_back_with_every_word(
    rooms, people, client_for, quickly
):
    anna, place = client_for(people.anna), f"reply {rooms.closed_topic.pk}"
    words = typed("Look at this.", place=place, then="pictures")
    answer = anna.post(reverse("save_draft"), words)
    assert (answer.status_code, answer.url) == (302, page(rooms.closed_topic))
    anna.post(answer.url, said())
    composer = anna.get(rooms.closed_topic.get_absolute_url()).content.decode()
    assert "Look at this." in composer
    assert 'name="has_pictures" value="1"' in composer
    sent = typed("Look at this.", has_pictures="1", seen=1)
    anna.post(reverse("reply", args=[rooms.closed_topic.pk]), sent)
    assert Picture.objects.get().post.source == "Look at this."
    assert not Draft.objects.exists()


def test_a_composer_in_which_nothing_is_written_yet_leads_there_too(rooms, people, client_for):
    words = typed("", place=f"reply {rooms.closed_topic.pk}", then="pictures")
    answer = client_for(people.anna).post(reverse("save_draft"), words)
    assert (answer.status_code, answer.url) == (302, page(rooms.closed_topic))


def test_its_words_are_changed_by_its_owner(rooms, people, client_for):
    picture = add_picture(rooms.closed_post, people.anna)
    where = reverse("picture_words", args=[picture.token])
    new = {"shows": "function", "is_anonymised": "on", "alt": "Sinus rhythm", "version": "1"}
    assert picture.alt in client_for(people.anna).get(where).content.decode()
    assert client_for(people.bela).post(where, new).status_code == 403
    assert client_for(people.cara).post(where, new).status_code == 404
    assert client_for().post(where, new).status_code == 302
    answer = client_for(people.anna).post(where, new)
    assert answer.url == picture.post.get_absolute_url()
    picture.refresh_from_db()
    assert (picture.alt, picture.version) == ("Sinus rhythm", 2)
    late = client_for(people.anna).post(where, new | {"alt": "Atrial flutter"})
    assert late.status_code == 409
    assert "Atrial flutter" in late.content.decode()


def test_it_is_removed_by_its_owner_and_a_second_click_finds_nothing(rooms, people, client_for):
    place = f"reply {rooms.closed_topic.pk}"
    picture = add_picture(None, people.anna, board=rooms.closed, place=place)
    where = reverse("picture_remove", args=[picture.token])
    assert client_for(people.bela).post(where).status_code == 404
    assert client_for(people.anna).get(where).status_code == 405
    assert client_for(people.anna).post(where).url == page(rooms.closed_topic)
    assert not Picture.objects.exists()
    assert client_for(people.anna).post(where).status_code == 404


def test_a_picture_of_anothers_post_is_not_theirs_to_remove(rooms, people, client_for):
    picture = add_picture(rooms.closed_post, people.anna)
    where = reverse("picture_remove", args=[picture.token])
    assert client_for(people.bela).post(where).status_code == 403
    assert client_for(people.cara).post(where).status_code == 404
    assert Picture.objects.exists()
