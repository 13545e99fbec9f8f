"""What was reported of a case, as those who decide read it: never by whom."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from moderation.limits import REPORTS_SHOWN
from moderation.models import Case, Report
from moderation.reports.grounds import GROUNDS, label_of

# What those without an account say that they are, in the third person.
RELATIONS: dict[str, str] = {
    Report.Relation.PATIENT: "Someone who says that they are the patient",
    Report.Relation.RELATIVE: "Someone who says that they are close to the patient",
    Report.Relation.NAMED: "Someone who says that it is about them",
}


@dataclass(frozen=True)
class Told:
    """One report: `who` says what they are, such as "A member", and nothing of who they are."""

    kind: str
    who: str
    words: str
    weight: float
    at: datetime
    hid: bool
    outcome: str


@dataclass(frozen=True)
class Reports:
    """`kinds` is what was reported, how often, and on what that rests. `weight` is of those that
    are not settled."""

    count: int = 0
    weight: float = 0
    kinds: list[tuple[str, int, str]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    more: int = 0


def reports_of(case: Case) -> Reports:
    """One query, whatever their number."""
    made = list(case.reports.order_by("-at", "-pk"))
    counts = Counter(report.kind for report in made)
    with_words = [report for report in made if report.words or report.hid]
    return Reports(
        count=len(made),
        weight=round(sum(report.weight for report in made if report.settled_at is None), 1),
        kinds=[(label_of(kind), n, _rests_on(kind)) for kind, n in counts.most_common()],
        told=[_told(report) for report in with_words[:REPORTS_SHOWN]],
        more=max(0, len(with_words) - REPORTS_SHOWN),
    )


def _told(report: Report) -> Told:
    return Told(
        kind=label_of(report.kind),
        who=who(report),
        words=report.words,
        weight=round(report.weight, 1),
        at=report.at,
        hid=report.hid,
        outcome=report.get_outcome_display(),
    )


def who(report: Report) -> str:
    """What the reporter is, and nothing of who they are."""
    said = RELATIONS.get(report.relation) if report.channel == Report.Channel.PUBLIC else None
    return said or report.get_channel_display()


def _rests_on(kind: str) -> str:
    ground = GROUNDS.get(kind)
    return ground.rests_on if ground else ""
