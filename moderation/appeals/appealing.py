"""An author appeals against a decision, or against being held. Each reads: authorise, lock, change,
record."""

import uuid
from collections.abc import Callable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community.audit.recording import record
from community.lib.verdicts import Refused, Verdict
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from moderation import access, undoing
from moderation.appeals.rules import may_appeal, may_appeal_hold
from moderation.limits import APPEAL_ANSWERED_WITHIN
from moderation.models import Appeal, Case, Decision
from moderation.sealed import striking

ALREADY = "You have appealed already; there is one appeal against each decision."

# By these, a held thing was let go.
FREED = {Decision.Action.DISMISS, Decision.Action.KEEP}


def appeal(viewer: Viewer, decision_id: int, words: str, key: uuid.UUID) -> Appeal:
    """Appeal against a decision about what the viewer wrote. Raises Http404 or Refused."""
    decision = access.get_own_decision_or_404(viewer, decision_id)

    def ask() -> Verdict:
        return may_appeal(viewer, access.get_own_decision_or_404(viewer, decision_id))

    return _appeal(viewer, decision.case, decision, ask, words, key)


def appeal_hold(viewer: Viewer, case_id: int, words: str, key: uuid.UUID) -> Appeal:
    """Appeal against what a program or a report keeps from others. Raises Http404 or Refused."""
    case = access.get_own_held_case_or_404(viewer, case_id)

    def ask() -> Verdict:
        return may_appeal_hold(viewer, access.get_own_held_case_or_404(viewer, case_id))

    return _appeal(viewer, case, None, ask, words, key)


def appeal_against(decision: Decision) -> Appeal | None:
    return Appeal.objects.filter(decision=decision).first()


def appeal_against_hold(case: Case) -> Appeal | None:
    return Appeal.objects.filter(case=case, decision=None).first()


def address(appeal: Appeal) -> str:
    """Where its author reads what became of it."""
    if appeal.decision_id:
        return reverse("appeal", args=[appeal.decision_id])
    return reverse("appeal_hold", args=[appeal.case_id])


def overdue(viewer: Viewer) -> int:
    """How many appeals that the viewer may see wait longer than we said they would."""
    return access.visible_appeals(viewer).filter(outcome="", due_at__lt=timezone.now()).count()


def settle_hold(decision_id: int) -> None:
    """Once a moderator has decided what was held, the appeal against the hold is answered by that,
    in whatever sense: the author is told of the decision, and may appeal against it in turn."""
    decision = undoing.standing(decision_id)
    if decision is None:
        return
    case = Case.objects.get(pk=decision.case_id)
    held = Appeal.objects.filter(case=case, decision=None, outcome="").first()
    if held is None or case.state != Case.State.DECIDED:
        return
    held.outcome = Appeal.Outcome.REVERSED if decision.action in FREED else Appeal.Outcome.KEPT
    held.reason = "A moderator has looked at it meanwhile and decided."
    held.decided_by_id, held.decided_at = decision.moderator_id, timezone.now()
    held.version += 1
    held.save(update_fields=["outcome", "reason", "decided_by", "decided_at", "version"])
    record("appeal.settled", held, actor_id=decision.moderator_id, decision=decision.pk)


def _appeal(
    viewer: Viewer,
    case: Case,
    decision: Decision | None,
    ask: Callable[[], Verdict],
    words: str,
    key: uuid.UUID,
) -> Appeal:
    """`ask` is asked once the case is locked: it may have been decided while we waited."""
    deed = f"appeal {decision.pk}" if decision else f"appeal hold {case.pk}"
    with transaction.atomic():
        form = once(viewer.member_id, key, deed)
        if form.result_id:
            return Appeal.objects.get(pk=form.result_id)
        striking.wait_for_others(case)
        if appeal_against(decision) if decision else appeal_against_hold(case):
            raise Refused(ALREADY)
        ask().require()
        made = Appeal.objects.create(
            case=case,
            decision=decision,
            author_id=viewer.member_id,
            words=words,
            due_at=timezone.now() + APPEAL_ANSWERED_WITHIN,
        )
        striking.strike(case, made)
        # The record is read by those who must not learn whose a pseudonym is.
        actor_id = None if case.mask else viewer.member_id
        record("appeal.made", made, actor_id=actor_id, case=case.pk)
        remember(form, made.pk)
    return made
