from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community.inbox import mailing, tasks
from community.inbox.models import NoMail, Notification
from community.inbox.telling import tell
from community.pipeline import outbox
from community.pipeline.models import OutboxEntry

# A mail leaves after the commit, so these tests commit.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(people):
    """told(…) tells Anna something."""

    def make(text="Something about Troponin", user=None, **fields):
        with transaction.atomic():
            return tell((user or people.anna).pk, text, "/t/1/", **fields)

    return make


def test_a_mail_says_how_much_waits_and_nothing_else(people, told, run_outbox, settings):
    told()
    run_outbox()
    (message,) = mail.outbox
    assert message.to == [people.anna.email]
    assert "one message waits" in message.body
    assert settings.SITE_URL + reverse("inbox") in message.body
    for words in ("Troponin", "Something about", "/t/1/"):
        assert words not in message.subject + message.body


def test_what_waits_together_is_one_mail(told, run_outbox):
    for _ in range(3):
        told()
    run_outbox()
    (message,) = mail.outbox
    assert "3 messages wait" in message.body


def test_the_same_task_twice_sends_one_mail(told, run_outbox):
    note = told()
    for _ in range(2):
        with transaction.atomic():
            tasks.mail_notification(note.pk)
    run_outbox()
    assert len(mail.outbox) == 1


def test_what_is_new_later_is_mailed_again(told, run_outbox):
    told()
    run_outbox()
    told()
    run_outbox()
    assert len(mail.outbox) == 2
    assert "one message waits" in mail.outbox[1].body


@pytest.mark.parametrize(
    "change",
    [
        {"is_active": False},
        {"suspended_until": timezone.now() + timedelta(days=3)},
    ],
    ids=["left", "suspended"],
)
def test_who_left_or_is_suspended_gets_none(people, told, run_outbox, change):
    note = told()
    type(people.anna).objects.filter(pk=people.anna.pk).update(**change)
    run_outbox()
    note.refresh_from_db()
    assert (mail.outbox, note.mailed_at) == ([], None)


def test_who_wants_none_gets_none(people, told, run_outbox):
    NoMail.objects.create(user=people.anna)
    told()
    run_outbox()
    assert not mail.outbox


def test_what_was_read_meanwhile_is_not_mailed(told, run_outbox):
    Notification.objects.filter(pk=told().pk).update(read_at=timezone.now())
    run_outbox()
    assert not mail.outbox


def test_what_is_closed_to_them_by_now_is_not_mailed(people, rooms, told, run_outbox):
    told(user=people.nina, subject=("post", rooms.closed_post.pk))
    run_outbox()
    assert not mail.outbox


def test_a_mail_server_out_of_reach_is_tried_again_later(told, run_outbox, monkeypatch):
    note = told()

    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "open", refuse)
    entry = OutboxEntry.objects.get()
    with pytest.raises(ConnectionRefusedError):
        outbox.run(entry.pk)
    note.refresh_from_db()
    entry.refresh_from_db()
    assert (note.mailed_at, entry.done_at) == (None, None)
    monkeypatch.undo()
    OutboxEntry.objects.update(due_at=timezone.now())
    run_outbox()
    assert len(mail.outbox) == 1


def test_a_worker_killed_before_the_commit_has_sent_nothing_yet(told, run_outbox, monkeypatch):
    note = told()

    class Killed(BaseException):
        pass

    def die(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(OutboxEntry, "save", die)
        with pytest.raises(Killed):
            outbox.run(OutboxEntry.objects.get().pk)
    note.refresh_from_db()
    assert (mail.outbox, note.mailed_at) == ([], None)
    run_outbox()
    assert len(mail.outbox) == 1


def test_a_worker_killed_while_sending_does_not_send_again(told, run_outbox, monkeypatch):
    """Whether the server has the mail, no one knows: the member finds the news on the site."""
    told()
    sent = []

    class Killed(BaseException):
        pass

    def send_and_die(self, messages):
        sent.extend(messages)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", send_and_die)
        with pytest.raises(Killed):
            run_outbox()
    assert run_outbox() == 0
    assert (len(sent), mail.outbox) == (1, [])


def test_a_server_that_breaks_off_stops_no_worker(told, run_outbox, monkeypatch):
    told()

    def break_off(self, messages):
        raise BrokenPipeError

    monkeypatch.setattr(EmailBackend, "send_messages", break_off)
    assert run_outbox() == 1


def test_the_link_in_the_mail_ends_it_without_signing_in(people, told, run_outbox, client_for):
    told()
    run_outbox()
    stop = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    assert stop in mail.outbox[0].body
    path = stop.partition("//")[2].partition("/")[2]
    client = client_for()
    assert "Stop this mail?" in client.get(f"/{path}").text
    assert not NoMail.objects.exists()  # a mail program may follow links by itself
    client.post(f"/{path}")
    told()
    run_outbox()
    assert len(mail.outbox) == 1


def test_a_mail_program_can_end_it_with_one_click(people, client_for):
    address = reverse("inbox_stop_mail", args=[mailing.token_of(people.anna.pk)])
    client = client_for()
    client.handler.enforce_csrf_checks = True
    response = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert NoMail.objects.get().user == people.anna


@pytest.mark.parametrize("token", ["nonsense", "MQ:1:1"])
def test_a_forged_link_is_no_link(client_for, token):
    assert client_for().post(reverse("inbox_stop_mail", args=[token])).status_code == 404
    assert not NoMail.objects.exists()
