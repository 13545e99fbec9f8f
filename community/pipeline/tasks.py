from celery import shared_task
from django.utils import timezone

from community.pipeline import outbox
from community.pipeline.limits import KEEP_DONE, KEEP_FORM_KEYS
from community.pipeline.models import OutboxEntry, SubmittedForm


@shared_task
def handle(entry_id: int) -> None:
    """Do the work of one outbox row; harmless when delivered twice."""
    outbox.run(entry_id)


@shared_task
def sweep() -> None:
    outbox.sweep()


@shared_task
def clear() -> None:
    """Forget what is done and old."""
    now = timezone.now()
    OutboxEntry.objects.filter(done_at__lt=now - KEEP_DONE).delete()
    SubmittedForm.objects.filter(created_at__lt=now - KEEP_FORM_KEYS).delete()
