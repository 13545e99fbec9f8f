"""Let go of what was sealed when it is no longer needed: at night, and never while the law desk
holds it or an appeal is open."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community import subjects
from community.audit.recording import record
from community.events import emit
from moderation.law.holding import is_held
from moderation.limits import DROPPED_AT_ONCE
from moderation.models import Case, SealedOriginal
from moderation.sealed import filing


def drop_sealed() -> int:
    """Drop the originals whose time is over, and those of decisions that were undone at once:
    DROPPED_AT_ONCE at most; and files that belong to none. Returns how many originals. That each
    was there stays on record, and who looked at it."""
    over = SealedOriginal.objects.filter(
        Q(keep_until__lt=timezone.now()) | Q(decision__undone_at__isnull=False)
    )
    over = over.exclude(decision__appeals__outcome="").select_related("decision__case")
    dropped = 0
    for sealed in over.order_by("keep_until").iterator(chunk_size=DROPPED_AT_ONCE):
        dropped += _drop(sealed)
        if dropped == DROPPED_AT_ONCE:
            break
    filing.clear()
    return dropped


@transaction.atomic
def _drop(sealed: SealedOriginal) -> bool:
    if _is_kept(sealed.decision.case):
        return False
    sealed.delete()
    record("sealed.dropped", sealed.decision, actor_id=None)
    emit("sealed.dropped", decision_id=sealed.decision_id)
    return True


def _is_kept(case: Case) -> bool:
    """By a hold on the subject, on what it is a part of, on a part of it or on its author."""
    around = subjects.of(case.subject_kind).held_with(case.subject_id)
    about = [(case.subject_kind, case.subject_id), *around]
    return any(is_held(kind, pk, case.author_id) for kind, pk in about)
