import structlog
from celery import shared_task
from django.utils import timezone

from community.pipeline import outbox
from community.pipeline.limits import KEEP_DONE, KEEP_FORM_KEYS
from community.pipeline.models import OutboxEntry, SubmittedForm

log = structlog.get_logger(__name__)


@shared_task
def handle(entry_id: int) -> None:
    """Do the work of one outbox row; harmless when delivered twice.

    What goes wrong is logged here and goes no further: Celery would log the error's message,
    and that may hold a member's words. The row is still there for the sweeper.
    """
    try:
        outbox.run(entry_id)
    except Exception:
        log.error("handler_failed", outbox_entry=entry_id, exc_info=True)


@shared_task
def sweep() -> None:
    outbox.sweep()


@shared_task
def clear() -> None:
    """Forget what is done and old."""
    now = timezone.now()
    OutboxEntry.objects.filter(done_at__lt=now - KEEP_DONE).delete()
    SubmittedForm.objects.filter(created_at__lt=now - KEEP_FORM_KEYS).delete()
