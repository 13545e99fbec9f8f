import pytest
from django.urls import reverse

from community.inbox.telling import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(people):
    return tell(people.anna.pk, "Something happened", "/about/rules/")


def address(note):
    return reverse("inbox_open", args=[note.pk])


def test_opening_marks_it_read_and_leads_there(client_for, people, note):
    response = client_for(people.anna).post(address(note))
    assert response.url == "/about/rules/"
    note.refresh_from_db()
    assert note.read_at


def test_a_link_leads_there_and_marks_nothing(client_for, people, note):
    assert client_for(people.anna).get(address(note)).url == "/about/rules/"
    note.refresh_from_db()
    assert note.read_at is None


def test_opening_again_keeps_when_it_was_read_first(client_for, people, note):
    client = client_for(people.anna)
    client.post(address(note))
    note.refresh_from_db()
    first = note.read_at
    client.post(address(note))
    note.refresh_from_db()
    assert note.read_at == first


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["bela", "moira", "adam"])
def test_another_s_does_not_exist(client_for, people, note, name, method):
    client = client_for(getattr(people, name))
    response = getattr(client, method)(address(note))
    assert response.status_code == 404
    assert response.content == client.get(reverse("inbox_open", args=[999999])).content
    note.refresh_from_db()
    assert note.read_at is None


def test_neither_does_what_is_closed_to_one_by_now(client_for, people, rooms):
    note = tell(people.nina.pk, "A reply", "/", subject=("post", rooms.closed_post.pk))
    assert client_for(people.nina).post(address(note)).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client_for, note):
    assert client_for().get(address(note)).url.startswith(reverse("account_login"))
