"""Who may decide what: verdicts with reasons. Seeing comes first: ask of what the gate gave."""

from community.lib.verdicts import YES, Verdict, no
from community.members.viewer import Viewer
from community.subjects import Written
from moderation import access
from moderation.models import Case, Decision

Action = Decision.Action

# A subject in another state, withdrawn or removed, has no words left to act on.
STANDING = {"published", "held", "hidden"}


def may_decide(viewer: Viewer, case: Case) -> Verdict:
    if not viewer.is_moderator:
        return no("Only moderators decide on cases.")
    if case.author_id == viewer.user_id:
        return no("You wrote this yourself, so another moderator decides.")
    if access.is_entangled(viewer, case):
        return no("You wrote in this conversation, so another moderator decides.")
    return YES


def may_act(viewer: Viewer, case: Case, action: str, written: Written | None) -> Verdict:
    """May the viewer end this open case with this action, the subject being as it is?"""
    if not (verdict := may_decide(viewer, case)):
        return verdict
    if action == Action.RESTORE:
        return no("Only what was hidden can be shown again.")
    if action != Action.DISMISS and (written is None or written.state not in STANDING):
        return no("Its author withdrew this meanwhile; there is nothing left to act on.")
    return YES


def may_restore(viewer: Viewer, case: Case, written: Written | None) -> Verdict:
    """May the viewer show again what this decided case hid?"""
    if not (verdict := may_decide(viewer, case)):
        return verdict
    last = case.decisions.first()
    if case.state != Case.State.DECIDED or last is None or last.action != Action.HIDE:
        return no("Only what was hidden can be shown again.")
    if written is None or written.state != "hidden":
        return no("This is not hidden any more.")
    return YES
