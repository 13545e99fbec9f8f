import uuid

import pytest
from django.http import Http404
from django.urls import reverse

from community.audit.models import Entry
from moderation import noting
from moderation.models import Note
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db

WORDS = "I have asked the champion of the board."


@pytest.fixture
def case(insult, open_case):
    return open_case(insult, INSULT)


def send(client, case, words=WORDS, key=None, query=""):
    address = reverse("moderation_note", args=[case.pk]) + query
    return client.post(address, {"words": words, "key": str(key or uuid.uuid4())})


def test_a_note_is_there_for_the_others(client_for, people, mia, case):
    done = send(client_for(people.moira), case, query="?late=1")
    assert done.url == f"{case.get_absolute_url()}?late=1#notes"
    page = client_for(mia).get(case.get_absolute_url()).text
    assert WORDS in page
    assert "Moira" in page


def test_it_is_recorded_without_its_words(client_for, people, case):
    send(client_for(people.moira), case)
    entry = Entry.objects.get(verb="case.noted")
    assert (entry.actor_id, entry.detail) == (people.moira.pk, {"note": Note.objects.get().pk})


def test_a_double_click_adds_one(client_for, people, case):
    client, key = client_for(people.moira), uuid.uuid4()
    for _ in range(2):
        assert send(client, case, key=key).status_code == 302
    assert Note.objects.count() == 1


def test_the_same_key_for_another_case_is_another_note(client_for, people, rooms, case, open_case):
    client, key = client_for(people.moira), uuid.uuid4()
    other = open_case(rooms.open_post)
    for one in (case, other):
        send(client, one, key=key)
    assert {note.case for note in Note.objects.all()} == {case, other}


@pytest.mark.parametrize("words", ["", "  ", "x" * 2001])
def test_what_is_no_note_is_given_back(client_for, people, case, words):
    response = send(client_for(people.moira), case, words=words)
    assert response.status_code == 422
    assert words.strip() in response.text
    assert not Note.objects.exists()


def test_a_note_changes_nothing_of_the_case(client_for, people, case):
    send(client_for(people.moira), case)
    case.refresh_from_db()
    assert case.version == 1


def test_who_took_part_may_say_so(client_for, mo, rooms, case):
    rooms.closed_post.author = mo
    rooms.closed_post.save()
    assert send(client_for(mo), case).status_code == 302


def test_the_author_never_reads_it(client_for, people, case, sent):
    client = client_for(people.moira)
    send(client, case)
    client.post(case.get_absolute_url(), sent(case, "hide"))
    address = case.decisions.get().get_absolute_url()
    assert client_for(people.bela).get(address).status_code == 200
    for where in (address, "/inbox/"):
        assert WORDS not in client_for(people.bela).get(where).text


def test_to_all_others_there_is_no_such_case(client_for, viewer_of, people, mo, rooms, open_case):
    other = open_case(rooms.open_post)
    for who in (people.anna, people.bela, people.vera, people.adam, mo):
        assert send(client_for(who), other).status_code == 404
    assert send(client_for(), other).url.startswith(reverse("account_login"))
    with pytest.raises(Http404):
        noting.note(viewer_of(mo), other.pk, WORDS, uuid.uuid4())
    assert not Note.objects.exists()
