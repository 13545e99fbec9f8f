"""Put work into the outbox, nudge a worker for it, and do it exactly once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from celery import current_app as app
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

from community.pipeline.limits import GIVE_UP_AFTER, RETRY_AFTER, SWEEP_AT_MOST
from community.pipeline.models import OutboxEntry

log = structlog.get_logger(__name__)

# By name: the task calls `run` below, and must not be imported from here in turn.
HANDLE = "community.pipeline.tasks.handle"


@dataclass(frozen=True)
class Later:
    """A handler that runs only some time after the event."""

    handler: str
    wait: timedelta


def put(
    event: str,
    handlers: Iterable[str | Later],
    payloads: Iterable[Mapping[str, Any]],
    due_at: datetime | None,
) -> None:
    """Write one row for each handler and payload and, once committed, send a task for each that is
    due. One query, whatever their number."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{event} was emitted outside a transaction: it could be lost.")
    now = timezone.now()
    entries = OutboxEntry.objects.bulk_create(
        _entry(event, handler, dict(payload), due_at, now)
        for payload in payloads
        for handler in handlers
    )
    if ids := [entry.pk for entry in entries if entry.sent_at]:
        transaction.on_commit(lambda: nudge(ids))


def _entry(
    event: str,
    what: str | Later,
    payload: dict[str, Any],
    due_at: datetime | None,
    now: datetime,
) -> OutboxEntry:
    if isinstance(what, Later):
        due_at = (due_at or now) + what.wait
    return OutboxEntry(
        event=event,
        handler=what.handler if isinstance(what, Later) else what,
        payload=payload,
        due_at=due_at or now,
        sent_at=None if due_at else now,
    )


def nudge(ids: Iterable[int]) -> None:
    """Send a task for each row. A broker that is down is no error: the sweeper will send it."""
    for pk in ids:
        try:
            app.send_task(HANDLE, (pk,), retry=False)
        except OperationalError:
            log.warning("broker_unreachable", outbox_entry=pk)
            return


def run(pk: int) -> bool:
    """Do the work of one row, unless it is done or being done. True when it was done now.

    The handler's changes and the mark that it is done are one transaction. An exception leaves
    the row for the sweeper and is raised again so that it is seen.
    """
    try:
        with transaction.atomic():
            entry = (
                OutboxEntry.objects.select_for_update(skip_locked=True)
                .filter(pk=pk, done_at=None)
                .first()
            )
            if entry is None:
                return False
            import_string(entry.handler)(**entry.payload)
            entry.done_at = timezone.now()
            entry.attempts += 1
            entry.save(update_fields=["done_at", "attempts"])
            return True
    except Exception as error:
        # The class only: a message could carry a member's words into a table or a log.
        OutboxEntry.objects.filter(pk=pk).update(
            error=type(error).__name__,
            attempts=F("attempts") + 1,
            due_at=timezone.now() + RETRY_AFTER,
            sent_at=None,
        )
        raise


def sweep() -> int:
    """Send again what is due and was never sent, or was sent and never done. Returns how many."""
    now = timezone.now()
    overdue = now - timedelta(seconds=settings.OUTBOX_RESEND_AFTER)
    with transaction.atomic():
        ids = list(
            OutboxEntry.objects.select_for_update(skip_locked=True)
            .filter(Q(sent_at=None) | Q(sent_at__lt=overdue), done_at=None, due_at__lte=now)
            .filter(attempts__lt=GIVE_UP_AFTER)
            .order_by("due_at")
            .values_list("pk", flat=True)[:SWEEP_AT_MOST]
        )
        OutboxEntry.objects.filter(pk__in=ids).update(sent_at=now)
        transaction.on_commit(lambda: nudge(ids))
    return len(ids)
