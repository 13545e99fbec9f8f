"""The queue of the demo: posts that the detectors really stop at, and one that was decided."""

import uuid
from collections.abc import Mapping
from datetime import timedelta

from community.members.models import User
from community.members.viewer import viewer_for
from forums.demo.talking import Told
from forums.models import Post
from moderation.deciding import Choice, decide
from moderation.models import Case, Decision, Sanction
from moderation.screening import screen_subject

# Whose post was decided on, the words that went, and what the manager wrote to them.
SETTLED = "eve"
TAKEN_AWAY = "Dr Crispin Vale, who is a pathetic, thieving fat pig"
REASON = (
    "The joke was about biscuits; this was about a colleague, by name. We have taken those words "
    "out and left the rest. For five weeks you read, and do not write. If something at work lies "
    "behind it, write to us and we will help."
)
DECIDED_AFTER = timedelta(hours=2)
SUSPENDED_FOR = 35  # days; the demo's own day falls into them


def screen(told: list[Told], people: Mapping[str, User]) -> None:
    """Screen the awkward posts as a worker would have when they were written. One that detectors
    have since learnt to leave alone opens no case; a test sees to it that there are some."""
    for post, said in [(one.post, one.said) for one in told if one.said.is_awkward]:
        case = screen_subject("post", post.pk)
        if case is None:
            continue
        waits = case.due_at - case.opened_at
        case.opened_at = said.at + timedelta(minutes=1)
        case.due_at = case.opened_at + waits
        case.save(update_fields=["opened_at", "due_at"])
        if said.who == SETTLED:
            _settle(case, post, people["moira"])


def _settle(case: Case, post: Post, manager: User) -> None:
    choice = Choice(
        action=Decision.Action.REDACT,
        key=uuid.uuid4(),
        subject_version=post.version,
        rule="respect",
        reason=REASON,
        words=(TAKEN_AWAY,),
        sanction=Sanction.Kind.SUSPENSION,
        days=SUSPENDED_FOR,
    )
    decision = decide(viewer_for(manager), case.pk, case.version, choice)
    decided = case.opened_at + DECIDED_AFTER
    Decision.objects.filter(pk=decision.pk).update(at=decided)
    Case.objects.filter(pk=case.pk).update(decided_at=decided)
    ends = decided + timedelta(days=SUSPENDED_FOR)
    decision.sanctions.update(starts_at=decided, ends_at=ends)
    User.objects.filter(pk=case.author_id).update(suspended_until=ends)
