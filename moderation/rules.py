"""Who may decide what: verdicts with reasons. Seeing comes first: ask of what the gate gave."""

from datetime import datetime

from django.utils import timezone

from community import subjects
from community.events import UNDO
from community.lib.verdicts import YES, Verdict, no
from community.members.models import User
from community.members.viewer import Viewer
from community.subjects import Written
from moderation import access
from moderation.law import ending
from moderation.limits import CLAIM_HOLDS
from moderation.models import Case, Decision, Sanction

Action = Decision.Action

# A subject in another state, withdrawn or removed, has no words left to act on.
STANDING = {"published", "held", "hidden"}

# These say nothing against anyone, so nothing more comes with them.
ALONE = {Action.DISMISS, Action.WELFARE}


def may_decide(viewer: Viewer, case: Case) -> Verdict:
    if not viewer.is_moderator:
        return no("Only moderators decide on cases.")
    if case.author_id == viewer.user_id:
        return no("You wrote this yourself, so another moderator decides.")
    if access.is_entangled(viewer, case):
        return no("You wrote in this conversation, so another moderator decides.")
    return YES


def holder(case: Case, now: datetime | None = None) -> User | None:
    """Who is looking at it: a claim ends by itself."""
    if case.claimed_at is None or case.claimed_at + CLAIM_HOLDS <= (now or timezone.now()):
        return None
    return case.claimed_by


def may_take(viewer: Viewer, case: Case) -> Verdict:
    """Is nobody else looking at it?"""
    other = holder(case)
    if other is None or other.pk == viewer.user_id:
        return YES
    assert case.claimed_at is not None, "what somebody holds was claimed at some time"
    until = timezone.localtime(case.claimed_at + CLAIM_HOLDS)
    return no(
        f"{other.name} is looking at this, until {until:%H:%M} at the latest. "
        "Take it over if it cannot wait."
    )


def may_claim(viewer: Viewer, case: Case) -> Verdict:
    """May the viewer be the one who looks at it?"""
    if case.state != Case.State.OPEN:
        return no("There is nothing to decide on here at this moment.")
    return may_decide(viewer, case)


def may_act(
    viewer: Viewer,
    case: Case,
    action: str,
    written: Written | None,
    *,
    measure: str = "",
    sanction: str = "",
) -> Verdict:
    """May the viewer end this case with this action, the subject being as it is?"""
    if not (verdict := may_decide(viewer, case)):
        return verdict
    if not (verdict := may_take(viewer, case)):
        return verdict
    if action == Action.RESTORE:
        return no("Only what was hidden can be shown again.")
    if action not in ALONE and (written is None or written.state not in STANDING):
        return no("Its author withdrew this meanwhile; there is nothing left to act on.")
    together = _may_go_together(case, action, measure, sanction)
    return together and may_sanction(viewer, case, sanction)


def may_restore(viewer: Viewer, case: Case, written: Written | None) -> Verdict:
    """May the viewer show again what this decided case hid?"""
    if not (verdict := may_decide(viewer, case)):
        return verdict
    last = case.decisions.filter(undone_at=None).first()
    if case.state != Case.State.DECIDED or last is None or last.action != Action.HIDE:
        return no("Only what was hidden can be shown again.")
    if written is None or written.state != "hidden":
        return no("This is not hidden any more.")
    return no(ending.STAYS_AWAY) if ending.ended_by_notice(case) else YES


def may_undo(viewer: Viewer, decision: Decision) -> Verdict:
    """Take back one's own decision of this minute, before anyone is told."""
    case = decision.case
    if decision.moderator_id != viewer.user_id:
        return no("Only who decided can take a decision back.")
    if not (verdict := may_decide(viewer, case)):
        return verdict
    if timezone.now() - decision.at >= UNDO:
        return no("The minute is over: its author is being told.")
    if case.decisions.filter(pk__gt=decision.pk).exists():
        return no("Something was decided since, so this stays.")
    same = {"subject_kind": case.subject_kind, "subject_id": case.subject_id}
    if Case.objects.filter(**same, state__in=Case.UNSETTLED).exclude(pk=case.pk).exists():
        return no("Something new came in about it meanwhile: decide on that case.")
    return YES


def may_sanction(viewer: Viewer, case: Case, sanction: str) -> Verdict:
    if sanction in ("", Sanction.Kind.WARNING):
        return YES
    if not viewer.is_manager:
        return no("A limit or a suspension holds for the whole site: a community manager decides.")
    if sanction == Sanction.Kind.SUSPENSION and case.mask:
        return no("Nobody is suspended for what a pseudonym wrote; limit or warn instead.")
    return YES


def _may_go_together(case: Case, action: str, measure: str, sanction: str) -> Verdict:
    if action in ALONE and (measure or sanction):
        return no("Where nothing is held against its author, nothing else can follow either.")
    if action == Action.KEEP and not (measure or sanction):
        return no("To leave it as it is, with nothing else, is “Nothing wrong”.")
    if action == Action.EDIT and case.state == Case.State.WAITING:
        return no("Its author was asked already.")
    if measure and measure not in subjects.of(case.subject_kind).measures:
        return no("It stands in no topic that could be locked or slowed down.")
    return YES
