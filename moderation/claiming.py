"""Say that one is looking at a case, so that no two people do the same work. A claim ends by
itself, and others may take the case over; it never changes the case's version."""

from django.db import transaction
from django.utils import timezone

from community.audit.recording import record
from community.members.viewer import Viewer
from moderation import access, rules
from moderation.models import Case


def claim(viewer: Viewer, case_id: int) -> Case:
    """Look at it, or go on looking at it. Raises Http404, or Refused when another is, when it is
    settled, or when the viewer may not decide it."""
    with transaction.atomic():
        case = _lock(viewer, case_id)
        rules.may_claim(viewer, case).require()
        rules.may_take(viewer, case).require()
        if not _holds(viewer, case):
            record("case.claimed", case, actor_id=viewer.user_id)
        _give(case, viewer.user_id)
    return case


def take_over(viewer: Viewer, case_id: int) -> Case:
    """Look at it instead of whoever does. Raises Http404 or Refused as above."""
    with transaction.atomic():
        case = _lock(viewer, case_id)
        rules.may_claim(viewer, case).require()
        if not _holds(viewer, case):
            other = rules.holder(case)
            taken = {"taken_from": other.pk} if other else {}
            record("case.claimed", case, actor_id=viewer.user_id, **taken)
        _give(case, viewer.user_id)
    return case


def let_go(viewer: Viewer, case_id: int) -> Case:
    """Leave it to others; nothing happens when somebody else has it. Raises Http404."""
    with transaction.atomic():
        case = _lock(viewer, case_id)
        if case.claimed_by_id == viewer.user_id:
            _give(case, None)
    return case


def _holds(viewer: Viewer, case: Case) -> bool:
    own = rules.holder(case)
    return own is not None and own.pk == viewer.user_id


def _give(case: Case, user_id: int | None) -> None:
    case.claimed_by_id, case.claimed_at = user_id, timezone.now() if user_id else None
    case.save(update_fields=["claimed_by", "claimed_at"])


def _lock(viewer: Viewer, case_id: int) -> Case:
    access.get_case_or_404(viewer, case_id)
    return Case.objects.select_for_update(no_key=True, of=("self",)).get(pk=case_id)
