"""What a report weighs, and what many weigh together. Weight makes urgent; it never hides."""

from django.db.models import Count, Q, Sum
from django.utils import timezone

from moderation.limits import LEAST_WEIGHT, REPORTS_COUNT, REPORTS_URGENT
from moderation.models import Case, Report

DECIDED = (Report.Outcome.ACTED, Report.Outcome.KEPT)


def weight_of(user_id: int) -> float:
    """What a member's report weighs now, from `LEAST_WEIGHT` to 1.

    (a + 1) / (n + 2), where n of their reports of the last year were decided, and something was
    done about a of them (Laplace's rule of succession). So a newcomer's report weighs 1/2, and one
    lucky guess makes nobody's word law. What was gone already or was not found says nothing.
    """
    since = timezone.now() - REPORTS_COUNT
    decided = Report.objects.filter(
        reporter=user_id, channel=Report.Channel.MEMBER, at__gte=since, outcome__in=DECIDED
    ).aggregate(all=Count("pk"), acted=Count("pk", filter=Q(outcome=Report.Outcome.ACTED)))
    return max(LEAST_WEIGHT, (decided["acted"] + 1) / (decided["all"] + 2))


def weighed(case: Case) -> float:
    """The sum of the reports of a case that are not settled."""
    summed = case.reports.filter(settled_at=None).aggregate(weight=Sum("weight"))
    return float(summed["weight"] or 0)


def make_urgent(case: Case) -> None:
    """Raise the severity where its reports weigh enough. Call with the case locked."""
    if case.severity < Case.Severity.HIGH and weighed(case) >= REPORTS_URGENT:
        case.severity = Case.Severity.HIGH
        case.save(update_fields=["severity"])
