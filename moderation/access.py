"""Whose cases and whose decisions: who may see. Each "no" is the same 404 as "there is none"."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.http import Http404

from community import subjects
from community.lib.arrays import Among, Ids
from community.members.viewer import Viewer
from moderation.models import (
    Appeal,
    Case,
    Decision,
    Disclosure,
    Hold,
    Look,
    Note,
    Notice,
    Phrase,
    Report,
    SecondLook,
    Tuning,
)


def visible_cases(viewer: Viewer) -> QuerySet[Case]:
    """Cases of what stands where this moderator moderates: of a board's moderator, its cases alone.
    Never about what they wrote themselves."""
    in_reach = Q(pk__in=[])
    for kind, ids in _reach(viewer):
        in_reach |= _about(kind, ids)
    return _of_others(viewer).filter(in_reach)


def visible_among(viewer: Viewer, cases: QuerySet[Any, Any]) -> list[int]:
    """Which of these ids are of visible cases, where they are thousands: their subjects are asked
    for at once, not each in turn. A query, and one for each kind of subject."""
    about = defaultdict(list)
    found = _of_others(viewer).filter(pk__in=cases)
    for pk, kind, subject_id in found.values_list("pk", "subject_kind", "subject_id"):
        about[kind].append((pk, subject_id))
    visible = []
    for kind, ids in _reach(viewer):
        those = Ids(subject_id for _, subject_id in about[kind])
        seen = set(ids.order_by().filter(Among("pk", those)))
        visible += [pk for pk, subject_id in about[kind] if subject_id in seen]
    return visible


def _reach(viewer: Viewer) -> Iterator[tuple[str, QuerySet[Any, int]]]:
    """Kinds of subject, and the ids of those that stand where the viewer moderates."""
    for subject in subjects.all_kinds():
        if subject.moderates(viewer):
            yield subject.kind, subject.moderated_ids(viewer)


def _of_others(viewer: Viewer) -> QuerySet[Case]:
    if not viewer.is_moderator:
        return Case.objects.none()
    return Case.objects.exclude(author_id=viewer.user_id)


def decidable_cases(viewer: Viewer) -> QuerySet[Case]:
    """Of the visible ones those that the viewer may decide: not of a thread they wrote in."""
    entangled = Q(pk__in=[])
    for subject in subjects.all_kinds():
        entangled |= _about(subject.kind, subject.entangled_ids(viewer))
    return visible_cases(viewer).exclude(entangled)


def _about(kind: str, ids: QuerySet[Any, int]) -> Q:
    """For a queryset of cases: that one is about one of these. It is looked up for each case in
    turn: with IN or EXISTS all that stands on the boards would be read first, which is far more
    than the queue."""
    found = Subquery(ids.filter(pk=OuterRef("subject_id"))[:1])
    return Q(subject_kind=kind) & Q(IsNull(found, False))


def is_entangled(viewer: Viewer, case: Case) -> bool:
    subject = subjects.of(case.subject_kind)
    return subject.entangled_ids(viewer).filter(pk=case.subject_id).exists()


def visible_decisions(viewer: Viewer) -> QuerySet[Decision]:
    """Decisions about what the viewer wrote, of which they are told, and those of visible cases.

    A dismissal of what was never held is not among the author's: they were not told of it, and
    need not know that someone or something thought ill of their post. Nor is what was undone.
    """
    if viewer.user_id is None:
        return Decision.objects.none()
    told = Q(case__author_id=viewer.user_id, undone_at=None) & (
        ~Q(action=Decision.Action.DISMISS) | Q(case__held_at__isnull=False)
    )
    return Decision.objects.filter(told | Q(case__in=visible_cases(viewer)))


def enter(viewer: Viewer) -> None:
    """Raise Http404 unless the viewer works the queue: it is not for others to know of."""
    if not viewer.is_moderator:
        raise Http404


def get_case_or_404(viewer: Viewer, pk: int) -> Case:
    cases = visible_cases(viewer).select_related("author__specialty", "claimed_by")
    case = cases.filter(pk=pk).first()
    if case is None:
        raise Http404
    return case


def lock_case(pk: int) -> Case:
    """Locked before its subject, as all do who decide; whether one may see it is asked before."""
    return Case.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)


def get_decision_or_404(viewer: Viewer, pk: int) -> Decision:
    decision = visible_decisions(viewer).select_related("case", "moderator").filter(pk=pk).first()
    if decision is None:
        raise Http404
    return decision


def visible_appeals(viewer: Viewer) -> QuerySet[Appeal]:
    """Those in visible cases. An author comes to their own through what it is against."""
    return Appeal.objects.filter(case__in=visible_cases(viewer))


def get_appeal_or_404(viewer: Viewer, pk: int) -> Appeal:
    appeals = visible_appeals(viewer).select_related(
        "case__author__specialty", "decision__moderator", "decision__second_look", "decided_by"
    )
    appeal = appeals.filter(pk=pk).first()
    if appeal is None:
        raise Http404
    return appeal


def get_own_decision_or_404(viewer: Viewer, pk: int) -> Decision:
    """A decision about what the viewer wrote: for nobody else."""
    decision = get_decision_or_404(viewer, pk)
    if decision.case.author_id != viewer.user_id or decision.undone_at:
        raise Http404
    return decision


def get_own_held_case_or_404(viewer: Viewer, pk: int) -> Case:
    """A case of something that the viewer wrote and that was held: for nobody else."""
    held = Case.objects.filter(held_at__isnull=False)
    case = held.filter(pk=pk, author_id=viewer.user_id).first()
    if case is None:
        raise Http404
    return case


def enter_bench(viewer: Viewer) -> None:
    """Raise Http404 unless the viewer is a community manager: what programs look for is set for all
    boards, and it helps nobody who would write round it."""
    if not viewer.is_manager:
        raise Http404


def get_tuning_or_404(pk: int) -> Tuning:
    """For those whom `enter_bench` let in."""
    return _one_or_404(Tuning.objects.all(), pk)


def get_phrase_or_404(pk: int) -> Phrase:
    """For those whom `enter_bench` let in."""
    return _one_or_404(Phrase.objects.select_related("by"), pk)


def own_decisions(viewer: Viewer) -> QuerySet[Decision]:
    """Those about what the viewer wrote that they are told of, and that were not undone at once."""
    return visible_decisions(viewer).filter(case__author_id=viewer.user_id, undone_at=None)


def visible_second_looks(viewer: Viewer) -> QuerySet[SecondLook]:
    """Those that the viewer may take, and those that were taken in cases that they may see. That
    one waits is not for the moderator whose decision it is about to know, nor for others who had a
    part in the case."""
    looks = SecondLook.objects.filter(decision__undone_at=None)
    waiting = Q(done_at=None, decision__case__in=decidable_cases(viewer))
    waiting &= ~_took_part(viewer, "decision__case")
    return looks.filter(
        waiting | Q(done_at__isnull=False, decision__case__in=visible_cases(viewer))
    )


def _took_part(viewer: Viewer, case: str) -> Q:
    """Whether the viewer decided something in this case, answered an appeal, wrote a note or, as a
    member, reported: they know what was decided, or have made up their mind."""
    there, me = {"case": OuterRef(case)}, viewer.user_id
    return Q(
        Exists(Decision.objects.filter(**there, moderator=me))
        | Exists(Appeal.objects.filter(**there, decided_by=me))
        | Exists(Note.objects.filter(**there, by=me))
        | Exists(Report.objects.filter(**there, reporter=me))
    )


def get_second_look_or_404(viewer: Viewer, pk: int) -> SecondLook:
    looks = visible_second_looks(viewer).select_related("decision__case", "decision__moderator")
    look = looks.select_related("by").filter(pk=pk).first()
    if look is None:
        raise Http404
    return look


def visible_astray(viewer: Viewer) -> QuerySet[Report]:
    """Reports of a place that we did not find. They may be of any room, so that only those who
    moderate all of them see them; never one's own."""
    if not viewer.is_manager:
        return Report.objects.none()
    astray = Report.objects.filter(case=None, settled_at=None)
    return astray.exclude(reporter=viewer.user_id)


def visible_reports(viewer: Viewer) -> QuerySet[Report]:
    """The viewer's own: who else reported what is for nobody to read."""
    if viewer.user_id is None:
        return Report.objects.none()
    return Report.objects.filter(reporter=viewer.user_id, channel=Report.Channel.MEMBER)


def get_report_or_404(viewer: Viewer, token: str) -> Report:
    """The report that this secret address is of: a member's for themselves alone, and one that was
    made without an account for whoever has the address."""
    report = Report.objects.select_related("case").filter(token=token).first()
    if report is None or report.channel not in (Report.Channel.MEMBER, Report.Channel.PUBLIC):
        raise Http404
    if report.channel == Report.Channel.MEMBER and report.reporter_id != viewer.user_id:
        raise Http404
    return report


def visible_sealed(viewer: Viewer) -> QuerySet[Decision]:
    """Decisions that took words away, as the law desk sees them: what is sealed of them, or was.
    None about what the viewer wrote."""
    if not viewer.is_law:
        return Decision.objects.none()
    is_sealed = Q(original__isnull=False) | Q(pk__in=Look.objects.values("decision"))
    others = Decision.objects.filter(is_sealed).exclude(case__author=viewer.user_id)
    return others.select_related("case__author", "original")


def get_sealed_or_404(viewer: Viewer, pk: int) -> Decision:
    return _one_or_404(visible_sealed(viewer), pk)


def visible_notices(viewer: Viewer) -> QuerySet[Notice]:
    """Legal notices: for the law desk, and for nobody else."""
    return Notice.objects.all() if viewer.is_law else Notice.objects.none()


def get_notice_or_404(viewer: Viewer, pk: int) -> Notice:
    notices = visible_notices(viewer).select_related("case__author__specialty")
    return _one_or_404(notices, pk)


def get_own_notice_or_404(viewer: Viewer, pk: int) -> Notice:
    """One about what the viewer wrote, once it was sent to them: for nobody else, and for one who
    is suspended, too."""
    sent = Notice.objects.filter(poster_due_at__isnull=False, case__author_id=viewer.user_id)
    return _one_or_404(sent.select_related("case"), pk)


def get_hold_or_404(viewer: Viewer, pk: int) -> Hold:
    """For the law desk: no moderator and no administrator knows of holds."""
    holds = Hold.objects.all() if viewer.is_law else Hold.objects.none()
    return _one_or_404(holds.select_related("user", "placed_by", "lifted_by"), pk)


def visible_disclosures(viewer: Viewer) -> QuerySet[Disclosure]:
    """All of them for the law desk. For an administrator those that wait for a second person, and
    those that they decided."""
    if viewer.is_law:
        return Disclosure.objects.all()
    if viewer.is_administrator:
        waiting = Q(state=Disclosure.State.ASKED)
        return Disclosure.objects.filter(waiting | Q(decided_by_id=viewer.user_id))
    return Disclosure.objects.none()


def get_disclosure_or_404(viewer: Viewer, pk: int) -> Disclosure:
    rows = visible_disclosures(viewer).select_related("about", "prepared_by", "decided_by")
    return _one_or_404(rows, pk)


def _one_or_404(rows: QuerySet[Any], pk: int) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
