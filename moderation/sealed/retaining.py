"""Let go of what was sealed when it is no longer needed: at night, and never while the law desk
holds it or an appeal is open."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.audit.recording import record
from moderation.law.holding import is_held
from moderation.limits import DROPPED_AT_ONCE
from moderation.models import SealedOriginal


def drop_sealed() -> int:
    """Drop the originals whose time is over, and those of decisions that were undone at once:
    DROPPED_AT_ONCE at most. Returns how many. That each was there stays on record, and who looked
    at it."""
    over = SealedOriginal.objects.filter(
        Q(keep_until__lt=timezone.now()) | Q(decision__undone_at__isnull=False)
    )
    over = over.exclude(decision__appeals__outcome="").select_related("decision__case")
    dropped = 0
    for sealed in over.order_by("keep_until").iterator(chunk_size=DROPPED_AT_ONCE):
        dropped += _drop(sealed)
        if dropped == DROPPED_AT_ONCE:
            break
    return dropped


@transaction.atomic
def _drop(sealed: SealedOriginal) -> bool:
    case = sealed.decision.case
    if is_held(case.subject_kind, case.subject_id, case.author_id):
        return False
    sealed.delete()
    record("sealed.dropped", sealed.decision, actor_id=None)
    return True
