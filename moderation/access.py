"""Whose cases and whose decisions: who may see. Each "no" is the same 404 as "there is none"."""

from django.db.models import Q, QuerySet
from django.http import Http404

from community import subjects
from community.members.viewer import Viewer
from moderation.models import Case, Decision


def visible_cases(viewer: Viewer) -> QuerySet[Case]:
    """Cases of what stands where this moderator moderates: of a board's moderator, its cases alone.
    Never about what they wrote themselves."""
    if not viewer.is_moderator:
        return Case.objects.none()
    in_reach = Q(pk__in=[])
    for subject in subjects.all_kinds():
        if subject.moderates(viewer):
            in_reach |= Q(subject_kind=subject.kind, subject_id__in=subject.moderated_ids(viewer))
    return Case.objects.filter(in_reach).exclude(author_id=viewer.user_id)


def decidable_cases(viewer: Viewer) -> QuerySet[Case]:
    """Of the visible ones those that the viewer may decide: not of a thread they wrote in."""
    entangled = Q(pk__in=[])
    for subject in subjects.all_kinds():
        entangled |= Q(subject_kind=subject.kind, subject_id__in=subject.entangled_ids(viewer))
    return visible_cases(viewer).exclude(entangled)


def is_entangled(viewer: Viewer, case: Case) -> bool:
    subject = subjects.of(case.subject_kind)
    return subject.entangled_ids(viewer).filter(pk=case.subject_id).exists()


def visible_decisions(viewer: Viewer) -> QuerySet[Decision]:
    """Decisions about what the viewer wrote, of which they are told, and those of visible cases.

    A dismissal of what was never held is not among the author's: they were not told of it, and
    need not know that someone or something thought ill of their post.
    """
    if viewer.user_id is None:
        return Decision.objects.none()
    told = Q(case__author_id=viewer.user_id) & (
        ~Q(action=Decision.Action.DISMISS) | Q(case__held_at__isnull=False)
    )
    return Decision.objects.filter(told | Q(case__in=visible_cases(viewer)))


def enter(viewer: Viewer) -> None:
    """Raise Http404 unless the viewer works the queue: it is not for others to know of."""
    if not viewer.is_moderator:
        raise Http404


def get_case_or_404(viewer: Viewer, pk: int) -> Case:
    case = visible_cases(viewer).select_related("author__specialty").filter(pk=pk).first()
    if case is None:
        raise Http404
    return case


def get_decision_or_404(viewer: Viewer, pk: int) -> Decision:
    decision = visible_decisions(viewer).select_related("case", "moderator").filter(pk=pk).first()
    if decision is None:
        raise Http404
    return decision
