"""What the moderators of the demo settled in the month whose figures it shows: adverts that were
removed, and much that was marked or reported and found to be nothing."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice
from typing import Any

from django.db.models import Model
from django.utils import timezone

from community.members.models import User
from community.members.viewer import viewer_for
from forums.demo.stories import Said, Story
from forums.demo.talking import Told
from moderation.deciding import Choice, decide
from moderation.limits import DUE_WITHIN
from moderation.models import Case, Decision, Report
from moderation.transparency import publishing

SELLER = "harry"
DECIDING = ("moira", "mia")
ADVERTS = (
    ("careers", "Locum shifts, best rates in the region"),
    ("careers", "We write your portfolio"),
    ("exams", "Pass first time, or your money back"),
    ("exams", "Question banks, half price until Sunday"),
    ("becoming-a-doctor", "Interview coaching with a guarantee"),
    ("becoming-a-doctor", "Personal statements, done in a day"),
)
OFFER = "Ask me for the price list. Places go fast, so write today and mention where you saw it."
REASON = "This is an advert, and does not say so. We have removed it; please do not post more."

# What it was about, what brought it, whether it was held, and for how long it waited.
SETTLED = (
    ("identifying", "detector", "program", 22),
    ("identifying", "detector", "program", 41),
    ("offensive", "member", "", 190),
    ("identifying", "detector", "", 35),
    ("identifying", "public", "report", 16),
    ("offensive", "detector", "program", 95),
    ("identifying", "member", "", 54),
    ("conduct", "member", "", 410),
)
AT_MOST = 56
GROUND = {"identifying": "patient", "offensive": "abuse", "conduct": "interest"}


def adverts(now: datetime) -> list[Story]:
    """To be told before all else: these are gone, and no list is ordered by them."""
    first_day = publishing.last_due(now)
    return [
        Story(board, title, posts=[Said(SELLER, _on(first_day, 3 + 4 * nth), OFFER)])
        for nth, (board, title) in enumerate(ADVERTS)
    ]


def settle(
    sold: Iterable[Told], told: Iterable[Told], people: Mapping[str, User], now: datetime
) -> None:
    """Settle them as of that month, and publish its figures."""
    for one in sold:
        _remove(one, people["moira"], people["nina"])
    _dismiss(_looked_at(told, people, publishing.last_due(now)), people)
    publishing.publish_due(now)


def _on(first_day: date, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(first_day + timedelta(days=days), time(11, 20)))


def _remove(one: Told, manager: User, reporter: User) -> None:
    """As a manager would have, an hour and a quarter later."""
    case = _case(one, "conduct", "detector", "program", 75)
    case.sources.append(Case.Source.MEMBER)
    decided, case.state, case.decided_at = case.decided_at, Case.State.OPEN, None
    case.save()
    choice = Choice(
        action=Decision.Action.REMOVE,
        key=uuid.uuid4(),
        subject_version=one.post.version,
        rule="honesty",
        reason=REASON,
    )
    decision = decide(viewer_for(manager), case.pk, case.version, choice)
    Decision.objects.filter(pk=decision.pk).update(at=decided)
    Case.objects.filter(pk=case.pk).update(opened_at=one.said.at, decided_at=decided)
    case.decided_at = decided
    report = _report(case, reporter, Report.Outcome.ACTED)
    _write_down(Report, [report], "at", [one.said.at + timedelta(minutes=20)])


def _looked_at(told: Iterable[Told], people: Mapping[str, User], first_day: date) -> list[Told]:
    """Posts of that month that nobody found fault with, but for what the moderators wrote in."""
    told = list(told)
    staff = {people[who].pk for who in DECIDING}
    theirs = {one.post.topic_id for one in told if one.post.author_id in staff}
    within = _on(first_day, 0), _on(first_day, 27)
    fine = (
        one
        for one in told
        if within[0] <= one.said.at <= within[1]
        and not one.said.is_awkward
        and not one.said.is_masked
        and one.post.topic_id not in theirs
    )
    return list(islice(fine, AT_MOST))


def _dismiss(ordinary: list[Told], people: Mapping[str, User]) -> None:
    rows = list(zip(ordinary, cycle(SETTLED), cycle(DECIDING)))
    times = [one.said.at for one, _, _ in rows]
    cases = [_case(one, *how) for one, how, _ in rows]
    _write_down(Case, cases, "opened_at", times)
    decisions = [
        Decision(
            case=case,
            moderator=people[who],
            action=Decision.Action.DISMISS,
            subject_version=one.post.version,
        )
        for case, (one, _, who) in zip(cases, rows, strict=True)
    ]
    _write_down(Decision, decisions, "at", [case.decided_at for case in cases])
    by = {"member": people["nina"], "public": None}
    reported = [case for case in cases if case.sources[0] in by]
    reports = [_report(case, by[case.sources[0]], Report.Outcome.KEPT) for case in reported]
    _write_down(Report, reports, "at", [case.opened_at for case in reported])


def _write_down(model: type[Model], rows: list[Any], field: str, times: Iterable[Any]) -> None:
    """Keep these rows, with a time that would else be that of now."""
    model._default_manager.bulk_create(rows)
    for row, at in zip(rows, times, strict=True):
        setattr(row, field, at)
    model._default_manager.bulk_update(rows, [field])


def _case(one: Told, family: str, source: str, held_by: str, minutes: int) -> Case:
    return Case(
        subject_kind="post",
        subject_id=one.post.pk,
        author=one.post.author,
        place=one.post.topic.board.name,
        state=Case.State.DECIDED,
        severity=Case.Severity.MEDIUM,
        family=family,
        sources=[source],
        due_at=one.said.at + DUE_WITHIN[family],
        held_at=one.said.at if held_by else None,
        held_by=held_by,
        decided_at=one.said.at + timedelta(minutes=minutes),
    )


def _report(case: Case, member: User | None, outcome: Report.Outcome) -> Report:
    """By this member, or by a patient's relative who has no account."""
    return Report(
        case=case,
        channel=Report.Channel.MEMBER if member else Report.Channel.PUBLIC,
        kind=GROUND[case.family],
        reporter=member,
        relation="" if member else Report.Relation.RELATIVE,
        hid=member is None,
        subject_version=1,
        due_at=case.due_at,
        outcome=outcome,
        settled_at=case.decided_at,
        told_at=case.decided_at,
    )
