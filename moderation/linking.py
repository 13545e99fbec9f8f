"""Say that two cases belong together: the same quarrel, the same patient."""

from django.db import transaction
from django.db.models import Q, QuerySet

from community.audit.recording import record
from community.members.viewer import Viewer
from moderation import access
from moderation.models import Case, CaseLink


class NotThere(Exception):
    """No other case has this number, or it is not for the viewer to know of."""


def linked_cases(viewer: Viewer, case: Case) -> QuerySet[Case]:
    """Those that the viewer may see, too."""
    links = CaseLink.objects.filter(Q(older=case) | Q(newer=case)).values_list("older", "newer")
    others = {pk for pair in links for pk in pair} - {case.pk}
    return access.visible_cases(viewer).filter(pk__in=others).order_by("pk")


def link(viewer: Viewer, case_id: int, number: int) -> None:
    """Link the case with the one of this number; twice is as good as once. Raises Http404, or
    NotThere for the other one."""
    with transaction.atomic():
        case, other = _both(viewer, case_id, number)
        older, newer = sorted((case.pk, other.pk))
        _, is_new = CaseLink.objects.get_or_create(
            older_id=older, newer_id=newer, defaults={"by_id": viewer.member_id}
        )
        if is_new:
            record("case.linked", case, actor_id=viewer.user_id, other=other.pk)


def unlink(viewer: Viewer, case_id: int, number: int) -> None:
    """Raises Http404 or NotThere. Where there was no link nothing happens."""
    with transaction.atomic():
        case, other = _both(viewer, case_id, number)
        older, newer = sorted((case.pk, other.pk))
        gone, _ = CaseLink.objects.filter(older=older, newer=newer).delete()
        if gone:
            record("case.unlinked", case, actor_id=viewer.user_id, other=other.pk)


def _both(viewer: Viewer, case_id: int, number: int) -> tuple[Case, Case]:
    case = access.get_case_or_404(viewer, case_id)
    other = access.visible_cases(viewer).filter(pk=number).exclude(pk=case_id).first()
    if other is None:
        raise NotThere
    return case, other
