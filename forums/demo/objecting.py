"""What people had to say of the queue's posts: reports, a note, an appeal and a legal notice."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from community import subjects
from community.members.models import User
from community.members.viewer import viewer_for
from moderation import noting
from moderation.appeals import appealing
from moderation.law import noticing
from moderation.law.notice_steps import Complaint
from moderation.limits import APPEAL_ANSWERED_WITHIN
from moderation.models import Appeal, Case, Decision, Report
from moderation.reports import reporting
from moderation.reports.grounds import GROUNDS

# Whose post somebody reported, who, for what, and in which words.
REPORTS = (
    ("kate", "nina", "abuse", "These are people whom I look after."),
    ("kate", "zara", "abuse", ""),
    ("nick", "imran", "accusation", "He is named, and he is not here to answer."),
)
NOTED = ("nick", "He wrote with care until now. Perhaps ask how the practice is doing.")
OBJECTION = (
    "Everyone on the floor knew what I meant, and it was about biscuits. I take back the last word "
    "of it. A suspension is more than I would have had for saying it in the coffee room."
)
COMPLAINED_OF = "nick"
NOTICE = Complaint(
    name="Dr Malcolm Petherbridge",
    email="m.petherbridge@clinic.test",
    statement="A lazy, useless idiot and a bully, who couldn’t organise a blood test.",
    where="A post in General practice, clinical",
    meaning="That I neglect my patients and mistreat those who work with me.",
    untrue="I was on leave that week, and nobody has ever complained of me.",
    cannot_identify=True,
)


def object_to(people: Mapping[str, User], now: datetime) -> None:
    """After the queue was filled: each of these is about a case of it, or about the decision."""
    for whose, who, ground, words in REPORTS:
        for case in _open_cases(people[whose]):
            _report(case, people[who], ground, words, now)
    whose, words = NOTED
    for case in _open_cases(people[whose]):
        noting.note(viewer_for(people["moira"]), case.pk, words, uuid.uuid4())
    for case in _open_cases(people[COMPLAINED_OF]):
        written = subjects.of(case.subject_kind).read(case.subject_id)
        assert written is not None, "what a case is about was just said"
        came = now - timedelta(hours=1)
        noticing.receive(
            viewer_for(people["lena"]), written, NOTICE, uuid.uuid4(), received_at=came
        )
    for decision in Decision.objects.filter(case__author=people["eve"]):
        _appeal(decision, people["eve"], now - timedelta(days=2))


def _open_cases(author: User) -> list[Case]:
    """None where detectors have learnt to leave the post alone."""
    return list(Case.objects.filter(author=author, state=Case.State.OPEN))


def _report(case: Case, reporter: User, ground: str, words: str, now: datetime) -> None:
    due = case.due_at
    made = reporting.report(
        viewer_for(reporter),
        case.subject_kind,
        case.subject_id,
        GROUNDS[ground],
        words,
        key=uuid.uuid4(),
    )
    at = min(now, case.opened_at + timedelta(minutes=20))
    Report.objects.filter(pk=made.pk).update(at=at, due_at=at + (made.due_at - made.at))
    Case.objects.filter(pk=case.pk).update(due_at=due)


def _appeal(decision: Decision, author: User, at: datetime) -> None:
    made = appealing.appeal(viewer_for(author), decision.pk, OBJECTION, uuid.uuid4())
    at = min(at, timezone.now())
    Appeal.objects.filter(pk=made.pk).update(at=at, due_at=at + APPEAL_ANSWERED_WITHIN)
