"""Letters about one's own account: they reach also whom no other mail does."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from community.inbox import tasks
from community.inbox.models import NoMail
from community.inbox.telling import tell
from community.members.models import User
from community.pipeline.models import OutboxEntry

# A mail leaves after the commit, so these tests commit.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def written(people):
    """written() is a letter to Anna."""

    def make(**fields):
        with transaction.atomic():
            text = "Your account is suspended until 3 May."
            return tell(people.anna.pk, text, "/moderation/decision/1/", letter=True, **fields)

    return make


def test_a_letter_says_what_it_is_about_and_where_to_read_it(people, written, run_outbox, settings):
    written()
    run_outbox()
    (message,) = mail.outbox
    assert message.to == [people.anna.email]
    assert message.subject == f"About your account at {settings.SITE_NAME}"
    assert "Your account is suspended until 3 May." in message.body
    assert f"{settings.SITE_URL}/moderation/decision/1/" in message.body
    assert "List-Unsubscribe" not in message.extra_headers


def test_it_reaches_who_is_suspended_and_nothing_else_does(people, written, run_outbox):
    soon = timezone.now() + timedelta(days=3)
    User.objects.filter(pk=people.anna.pk).update(suspended_until=soon)
    written()
    with transaction.atomic():
        news = tell(people.anna.pk, "Something else", "/")
    run_outbox()
    (message,) = mail.outbox
    assert "Something else" not in message.body
    news.refresh_from_db()
    assert news.mailed_at is None


def test_it_reaches_who_wants_no_mail(people, written, run_outbox):
    NoMail.objects.create(user=people.anna)
    written()
    run_outbox()
    assert len(mail.outbox) == 1


def test_who_has_left_gets_none(people, written, run_outbox):
    User.objects.filter(pk=people.anna.pk).update(is_active=False)
    written()
    run_outbox()
    assert not mail.outbox


def test_what_came_by_letter_is_not_mailed_as_news_too(people, written, run_outbox):
    written()
    run_outbox()
    with transaction.atomic():
        tell(people.anna.pk, "News", "/")
    run_outbox()
    assert "one message waits" in mail.outbox[1].body


def test_the_same_letter_twice_is_one(written, run_outbox):
    note = written(once="case.decided:1")
    written(once="case.decided:1")
    for _ in range(2):
        with transaction.atomic():
            tasks.mail_letter(note.pk)
    run_outbox()
    assert len(mail.outbox) == 1


def test_a_mail_server_out_of_reach_is_tried_again_later(written, run_outbox, monkeypatch):
    note = written()

    def refuse(self):
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "open", refuse)
        with pytest.raises(ConnectionRefusedError):
            run_outbox()
    note.refresh_from_db()
    assert note.mailed_at is None
    OutboxEntry.objects.filter(done_at=None).update(due_at=timezone.now())
    run_outbox()
    assert len(mail.outbox) == 1
