"""Decide on a case, and show again what one hid. Each reads: authorise, lock, change, record."""

import uuid

from django.db import transaction
from django.utils import timezone

from community import subjects
from community.audit.recording import record
from community.events import emit
from community.lib.verdicts import Refused
from community.members.viewer import Viewer
from community.pipeline.models import SubmittedForm
from community.pipeline.once import once, remember
from community.subjects import Written
from moderation import access, rules, sanctioning
from moderation.carrying_out import Brush, carry_out
from moderation.carrying_out import Choice as Choice
from moderation.carrying_out import Conflict as Conflict
from moderation.carrying_out import InPixels as InPixels
from moderation.carrying_out import NothingMarked as NothingMarked
from moderation.carrying_out import NotThere as NotThere
from moderation.carrying_out import Repeated as Repeated
from moderation.limits import EDIT_WITHIN
from moderation.models import Case, Decision
from moderation.sealed import striking
from moderation.transparency import rules_of_the_house

Action = Decision.Action


def decide(viewer: Viewer, case_id: int, version: int, choice: Choice) -> Decision:
    """End a case that was read at `version`, or ask its author for an edit.

    Raises Http404, Refused, Conflict, NothingMarked, NotThere, InPixels, Repeated, ValueError for
    days that there are not or, of boxes to cover, Uncoverable; then nothing has changed.
    """
    if choice.action != Action.COVER:
        return _decide(viewer, case_id, version, choice)
    _id(viewer)
    case = access.get_case_or_404(viewer, case_id)
    rules.may_decide(viewer, case).require()  # before a picture is drawn for nothing
    try:
        with subjects.of(case.subject_kind).covering(case.subject_id, choice.boxes) as paint:
            return _decide(viewer, case_id, version, choice, paint)
    except subjects.Changed:
        raise Conflict from None


def _decide(
    viewer: Viewer, case_id: int, version: int, choice: Choice, paint: Brush | None = None
) -> Decision:
    with transaction.atomic():
        form = once(_id(viewer), choice.key, f"decide {case_id}")
        if form.result_id:
            return Decision.objects.get(pk=form.result_id)
        case = _lock(viewer, case_id)
        handler = subjects.of(case.subject_kind)
        if case.state not in Case.UNSETTLED or case.version != version:
            raise Conflict
        written = handler.read(case.subject_id)
        rules.may_act(
            viewer,
            case,
            choice.action,
            written,
            measure=choice.measure,
            sanction=choice.sanction,
        ).require()
        if written is not None and written.version != choice.subject_version:
            raise Conflict
        decision = _note(viewer, case, written, choice)
        if written is not None:
            carry_out(viewer, handler, written, decision, choice, paint)
        if choice.sanction:
            sanctioning.impose(decision, choice.sanction, days=choice.days, rooms=choice.rooms)
        _settle(case, decision)
        _record(viewer, decision)
        remember(form, decision.pk)
    return decision


def restore(viewer: Viewer, case_id: int, version: int, *, reason: str, key: uuid.UUID) -> Decision:
    """Show again what this case hid. Raises Http404, Refused, or Conflict when it has changed."""
    with transaction.atomic():
        form = once(_id(viewer), key, f"restore {case_id}")
        if form.result_id:
            return Decision.objects.get(pk=form.result_id)
        case = _lock(viewer, case_id)
        if case.version != version:
            raise Conflict
        handler = subjects.of(case.subject_kind)
        written = handler.read(case.subject_id)
        rules.may_restore(viewer, case, written).require()
        key_only = Choice(Action.RESTORE, key, written.version if written else 0, reason=reason)
        decision = _note(viewer, case, written, key_only)
        handler.restore(case.subject_id)
        case.version += 1
        case.save(update_fields=["version"])
        _record(viewer, decision)
        remember(form, decision.pk)
    return decision


def decided_with(viewer: Viewer, key: uuid.UUID) -> Decision | None:
    """What the viewer decided with the form of this key, if it was accepted: for a second click
    whose case cannot be found by its address any more."""
    forms = SubmittedForm.objects.filter(user=viewer.user_id, key=key, act__startswith="decide ")
    form = forms.exclude(result_id=None).first()
    return Decision.objects.get(pk=form.result_id) if form and form.result_id else None


def _note(viewer: Viewer, case: Case, written: Written | None, choice: Choice) -> Decision:
    before = {"due_at": case.due_at.isoformat()}
    decision = Decision.objects.create(
        case=case,
        moderator_id=_id(viewer),
        action=choice.action,
        measure=choice.measure,
        rule=choice.rule,
        rules_version=rules_of_the_house.VERSION,
        reason=choice.reason,
        subject_version=written.version if written else 0,
        before=before | ({"state": written.state} if written else {}),
    )
    striking.strike(case, decision)
    return decision


def _settle(case: Case, decision: Decision) -> None:
    """Decided; or, of an edit that was asked for, waiting for the author. Nobody holds it then."""
    if decision.action == Action.EDIT:
        case.state, case.due_at = Case.State.WAITING, timezone.now() + EDIT_WITHIN
        case.alarmed_at = None
    else:
        case.state, case.decided_at = Case.State.DECIDED, decision.at
    case.claimed_by = case.claimed_at = None
    case.version += 1
    case.save(
        update_fields=[
            "state",
            "due_at",
            "alarmed_at",
            "decided_at",
            "claimed_by",
            "claimed_at",
            "version",
        ]
    )


def _lock(viewer: Viewer, case_id: int) -> Case:
    """The case, locked before its subject, if the viewer may see it. Raises Http404."""
    return access.lock_case(access.get_case_or_404(viewer, case_id).pk)


def _record(viewer: Viewer, decision: Decision) -> None:
    record(
        "case.decided",
        decision.case,
        actor_id=viewer.user_id,
        decision=decision.pk,
        action=decision.action,
        rule=decision.rule,
        redacted=decision.redacted_count,
        **({"measure": decision.measure} if decision.measure else {}),
    )
    emit("case.decided", decision_id=decision.pk)


def _id(viewer: Viewer) -> int:
    """The moderator's id. Raises Refused for whoever has not signed in."""
    if viewer.user_id is None:
        raise Refused("Sign in first.")
    return viewer.user_id
