"""A verifier has a doubt about an account: its page gets a case, whatever it says."""

from community import subjects
from moderation.models import Report
from moderation.reports import filing
from moderation.reports.grounds import DOUBTED

# What their page is called as a subject.
PAGE = "profile"


def open_case(user_id: int, verifier_id: int) -> None:
    """Have managers look. Nothing of the evidence comes along: it stays with the verifiers. Of one
    verifier's doubts about an account one is looked at, at a time."""
    written = subjects.of(PAGE).read(user_id)
    if written is None:
        return
    case = filing.lock_case(written)
    doubts = Report.objects.filter(channel=Report.Channel.VERIFIER, reporter=verifier_id)
    if case and doubts.filter(case=case, settled_at=None).exists():
        return
    filing.file(
        Report(channel=Report.Channel.VERIFIER, kind=DOUBTED.key, reporter_id=verifier_id),
        written,
        DOUBTED,
    )
