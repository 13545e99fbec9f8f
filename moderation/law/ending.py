"""What a legal notice has ended stays ended: no decision of the moderators brings it back."""

from moderation.models import Case, Decision, Notice

Action = Decision.Action

STAYS_AWAY = (
    "This has to stay away: nothing here can bring it back. Where its author appeals, let the "
    "decision stand and say that we cannot show it again, and that they can write to us."
)

TOOK_FROM_SIGHT = {Action.HIDE, Action.REMOVE, Action.REDACT, Action.COVER}


def ended_by_notice(case: Case) -> bool:
    """Whether its complainant was told that what the case is about is taken down. One query."""
    return Notice.objects.filter(
        case__subject_kind=case.subject_kind,
        case__subject_id=case.subject_id,
        state=Notice.State.REMOVED,
    ).exists()


def keeps_away(decision: Decision) -> bool:
    """Whether to take this decision back would show again what a notice has ended."""
    return decision.action in TOOK_FROM_SIGHT and ended_by_notice(decision.case)
