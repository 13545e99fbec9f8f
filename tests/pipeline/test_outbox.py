"""The outbox, in this process: what is promised is done, once, however often it is asked for."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.utils import timezone

from community import events
from community.audit.models import Entry
from community.pipeline import outbox
from community.pipeline.limits import GIVE_UP_AFTER, RETRY_AFTER
from community.pipeline.models import OutboxEntry, SubmittedForm
from community.pipeline.tasks import clear

NOTE = "tests.pipeline.handlers.note"
FAIL = "tests.pipeline.handlers.fail_after_writing"


@pytest.fixture
def sent(monkeypatch):
    """The ids that tasks were sent for."""
    ids = []
    monkeypatch.setattr(outbox, "nudge", ids.extend)
    return ids


def put(handler=NOTE, due_at=None, **payload):
    with transaction.atomic():
        outbox.put("test.happened", [handler], [payload or {"name": "a"}], due_at)
    return OutboxEntry.objects.latest("pk")


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="outside a transaction"):
        events.emit("post.submitted", kind="post", subject_id=1)
    assert not OutboxEntry.objects.exists()


def test_an_event_that_is_not_in_the_table_is_refused(db):
    with pytest.raises(KeyError):
        events.emit("post.sumbitted", subject_id=1)


def test_every_handler_in_the_table_is_there():
    from django.utils.module_loading import import_string

    for handlers in events.EVENTS.values():
        for handler in handlers:
            path = handler.handler if isinstance(handler, outbox.Later) else handler
            assert callable(import_string(path))


@pytest.mark.django_db(transaction=True)
def test_a_task_is_sent_after_commit_and_never_before(sent):
    with transaction.atomic():
        outbox.put("test.happened", [NOTE, NOTE], [{"name": "a"}], None)
        assert sent == []
    assert sent == list(OutboxEntry.objects.order_by("pk").values_list("pk", flat=True))
    assert len(sent) == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_row_and_sends_nothing(sent):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        outbox.put("test.happened", [NOTE], [{"name": "a"}], None)
        raise ZeroDivisionError
    assert not OutboxEntry.objects.exists()
    assert sent == []


def test_run_twice_it_is_done_once(db):
    entry = put()
    assert outbox.run(entry.pk)
    assert not outbox.run(entry.pk)
    assert Entry.objects.filter(verb="noted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_delivered_five_times_at_once_it_is_done_once():
    entry, done, gate = put(), [], threading.Barrier(5)

    def deliver():
        try:
            gate.wait(timeout=20)
            done.append(outbox.run(entry.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(done) == [False] * 4 + [True]
    assert Entry.objects.filter(verb="noted").count() == 1


def test_what_is_gone_is_no_error(db):
    assert not outbox.run(987654321)


def test_a_handler_that_fails_leaves_nothing_but_its_row_for_later(db):
    entry = put(FAIL, name="half done")
    before = timezone.now()
    with pytest.raises(ValueError):
        outbox.run(entry.pk)
    entry.refresh_from_db()
    assert not Group.objects.filter(name="half done").exists()
    assert (entry.done_at, entry.attempts, entry.sent_at) == (None, 1, None)
    assert entry.due_at >= before + RETRY_AFTER
    assert entry.error == "ValueError"  # the class, and not a word of the message


def test_the_sweeper_sends_what_is_due_and_what_was_lost(
    db, sent, settings, django_capture_on_commit_callbacks
):
    now, settings.OUTBOX_RESEND_AFTER = timezone.now(), 60
    rows = {name: put(name=name) for name in ("lost", "just sent", "failed", "later", "done", "up")}
    changes = {
        "lost": {"sent_at": now - timedelta(seconds=61)},
        "just sent": {"sent_at": now - timedelta(seconds=30)},
        "failed": {"sent_at": None, "attempts": 3},
        "later": {"sent_at": None, "due_at": now + timedelta(minutes=1)},
        "done": {"sent_at": now - timedelta(days=1), "done_at": now},
        "up": {"sent_at": None, "attempts": GIVE_UP_AFTER},
    }
    for name, change in changes.items():
        OutboxEntry.objects.filter(pk=rows[name].pk).update(**change)
    sent.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert outbox.sweep() == 2
    assert set(sent) == {rows["lost"].pk, rows["failed"].pk}
    with django_capture_on_commit_callbacks(execute=True):
        assert outbox.sweep() == 0  # they were sent a moment ago


def test_work_for_later_is_not_sent_now(db, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        put(due_at=timezone.now() + timedelta(hours=1))
    assert sent == []


def test_what_is_done_and_old_is_forgotten(db, people):
    old = timezone.now() - timedelta(days=60)
    done, waiting = put(), put()
    OutboxEntry.objects.filter(pk=done.pk).update(done_at=old)
    OutboxEntry.objects.filter(pk=waiting.pk).update(due_at=old)
    form = SubmittedForm.objects.create(user=people.anna, key="0" * 32)
    SubmittedForm.objects.filter(pk=form.pk).update(created_at=old)
    clear()
    assert list(OutboxEntry.objects.all()) == [waiting]
    assert not SubmittedForm.objects.exists()
