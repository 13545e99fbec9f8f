"""Who may appeal, and who may answer: verdicts with reasons. Seeing comes first: ask of what the
gate gave."""

from django.utils import timezone

from community import subjects
from community.lib.verdicts import YES, Verdict, no
from community.members.viewer import Viewer
from moderation import access
from moderation.limits import APPEAL_WITHIN
from moderation.models import Appeal, Case, Decision, Sanction

Action = Decision.Action

# They take nothing from anybody.
HARMLESS = {Action.DISMISS, Action.RESTORE, Action.WELFARE}

# Only the managers of the whole site lay these on a member, and so only they take them off.
GRAVE = {Sanction.Kind.LIMIT, Sanction.Kind.SUSPENSION}


def may_appeal(viewer: Viewer, decision: Decision) -> Verdict:
    """May the viewer appeal against this decision now, as far as it goes by the decision itself?
    Whether they have done so already, `appealing` looks up."""
    if decision.case.author_id != viewer.user_id:
        return no("Only its author can appeal.")
    if decision.action in HARMLESS:
        return no("This decision took nothing from you, so there is nothing to appeal against.")
    if decision.undone_at or decision.reversed_at:
        return no("This decision was taken back already.")
    if timezone.now() > decision.at + APPEAL_WITHIN:
        return no(f"An appeal can be made for {APPEAL_WITHIN.days} days; that time is over.")
    return YES


def may_appeal_hold(viewer: Viewer, case: Case) -> Verdict:
    """The same against being held until a moderator has looked."""
    if case.author_id != viewer.user_id:
        return no("Only its author can appeal.")
    if case.state not in Case.UNSETTLED or case.held_at is None:
        return no("A moderator has decided meanwhile; you find the decision in your inbox.")
    written = subjects.of(case.subject_kind).read(case.subject_id)
    if written is None or written.state != "held":
        return no("This is not held any more.")
    return YES


def may_answer(viewer: Viewer, appeal: Appeal, *, is_entangled: bool | None = None) -> Verdict:
    """May the viewer answer this appeal: another person than whoever had a part in it?
    `is_entangled` saves the question for those who have asked it of many at once."""
    case, decision = appeal.case, appeal.decision
    if not viewer.is_moderator:
        return no("Only moderators answer appeals.")
    if viewer.user_id in (case.author_id, appeal.author_id):
        return no("You wrote this yourself, so another moderator answers.")
    if access.is_entangled(viewer, case) if is_entangled is None else is_entangled:
        return no("You wrote in this conversation, so another moderator answers.")
    if decision is None:
        return YES
    if decision.moderator_id == viewer.user_id:
        return no("You decided this, so another moderator answers.")
    second = getattr(decision, "second_look", None)
    if second is not None and second.by_id == viewer.user_id:
        return no("You gave this a second look, so another moderator answers.")
    if not viewer.is_manager and any(s.kind in GRAVE for s in decision.sanctions.all()):
        return no("It limits or suspends a member, so a community manager answers.")
    return YES
