"""What a verification that ended takes along: sessions, notifications and mail."""

import pytest
from django.core import mail
from django.urls import reverse

from community.audit.models import Entry
from community.inbox.telling import tell
from tests.verification.conftest import register_says
from verification.models import Status
from verification.rechecking import recheck

pytestmark = pytest.mark.django_db


def test_who_is_signed_in_to_an_account_of_the_dead_is_signed_out(
    people, held, client_for, django_capture_on_commit_callbacks
):
    clients = [client_for(people.cara), client_for(people.cara)]
    for client in clients:
        assert client.get("/inbox/").status_code == 200
    register_says(status=Status.DECEASED)
    with django_capture_on_commit_callbacks(execute=True):
        recheck()
    for client in clients:
        assert client.get("/inbox/").status_code == 302
    locked = Entry.objects.get(verb="user.locked")
    assert (locked.about, locked.about_id) == ("user", people.cara.pk)


def test_open_sessions_notifications_and_mail_lose_the_closed_board(
    rooms, people, held, client_for, run_outbox, django_capture_on_commit_callbacks
):
    clients = [client_for(people.cara), client_for(people.cara)]
    post = rooms.closed_post.pk
    tell(people.cara.pk, "A reply to you", "/", subject=("post", post))
    for client in clients:
        assert "A reply to you" in client.get("/inbox/").text
    register_says(status=Status.SUSPENDED)
    recheck()
    with django_capture_on_commit_callbacks(execute=True):
        run_outbox()
    for client in clients:
        assert client.get(rooms.closed.get_absolute_url()).status_code == 404
        assert client.get(rooms.closed_topic.get_absolute_url()).status_code == 404
        assert client.get(reverse("post", args=[post])).status_code == 404
        assert "A reply to you" not in client.get("/inbox/").text
    # Of the two that wait for her she is mailed about the one that she may still see.
    (letter,) = [message for message in mail.outbox if message.to == [people.cara.email]]
    assert "one message waits" in letter.body
