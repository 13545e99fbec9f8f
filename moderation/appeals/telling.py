"""Tell of an appeal's answer those whom it concerns. Each takes ids, reads again, idempotent."""

from django.urls import reverse

from community.inbox.telling import tell
from community.members.models import User
from community.members.viewer import viewer_for
from moderation import access
from moderation.appeals.appealing import address as appeal_address
from moderation.models import Appeal, Decision, Report
from moderation.reports import answering, outcomes

OUTCOMES = {
    Appeal.Outcome.KEPT: "the decision stands",
    Appeal.Outcome.REVERSED: "the decision was taken back",
}


def tell_author(appeal_id: int) -> None:
    """Say what became of it, and not why: that is on the page. Of a hold that was lifted the
    decision itself tells."""
    appeal = Appeal.objects.get(pk=appeal_id)
    is_lifted = appeal.outcome == Appeal.Outcome.REVERSED
    if appeal.decision_id is None and is_lifted:
        return
    if appeal.decision_id is None:
        text = "A moderator looked at your appeal: it stays held until a moderator has decided."
    else:
        outcome = OUTCOMES[Appeal.Outcome(appeal.outcome)]
        text = f"Another moderator looked at your appeal: {outcome}."
    tell(
        appeal.author_id,
        text,
        appeal_address(appeal),
        letter=True,
        once=f"appeal.decided:{appeal.pk}",
    )


def tell_first_moderator(appeal_id: int) -> None:
    """So that one learns from it; not who has left, or may not see the case any more."""
    appeal = Appeal.objects.select_related("decision").get(pk=appeal_id)
    if appeal.decision is None:
        return
    moderator = User.objects.get(pk=appeal.decision.moderator_id)
    if not access.visible_appeals(viewer_for(moderator)).filter(pk=appeal.pk).exists():
        return
    outcome = OUTCOMES[Appeal.Outcome(appeal.outcome)]
    tell(
        moderator.pk,
        f"An appeal in case {appeal.case_id} was answered: {outcome}.",
        reverse("moderation_appeal", args=[appeal.pk]),
        once=f"appeal.answered:{appeal.pk}",
    )


def correct_reports(appeal_id: int) -> None:
    """Where nothing that was decided holds any more, what was reported stays after all: its reports
    count as that, and members who were told otherwise are told to look again. The public reads it
    on the page of their report."""
    appeal = Appeal.objects.select_related("case").get(pk=appeal_id)
    if appeal.decision_id is None or appeal.outcome != Appeal.Outcome.REVERSED:
        return
    standing = appeal.case.decisions.filter(undone_at=None, reversed_at=None)
    others = standing.exclude(action=Decision.Action.RESTORE)
    if any(outcomes.outcome_of(decision) == Report.Outcome.ACTED for decision in others):
        return
    reports = Report.objects.select_for_update(no_key=True, of=("self",))
    for report in reports.filter(case=appeal.case_id, outcome=Report.Outcome.ACTED):
        report.outcome = Report.Outcome.KEPT
        report.save(update_fields=["outcome"])
        if report.told_at and report.channel == Report.Channel.MEMBER and report.reporter_id:
            tell(
                report.reporter_id,
                "What you reported was looked at once more. See what came of it.",
                answering.state_of(report),
                once=f"report.again:{report.pk}:{appeal.pk}",
            )
