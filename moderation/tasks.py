"""What moderation does after something happened. Each takes ids, reads again, and is idempotent."""

from community import subjects
from community.events import emit
from community.inbox.telling import tell
from moderation import rescreening, screening
from moderation.models import Case, Decision

# Never a word of the post, nor why: that is on the page, behind the gate.
WORDS = {
    Decision.Action.DISMISS: "A moderator found nothing wrong in your {label}. All can see it.",
    Decision.Action.REDACT: "A moderator removed some words from your {label}. The rest stays.",
    Decision.Action.HIDE: "A moderator hid your {label}.",
    Decision.Action.REMOVE: "A moderator removed your {label}.",
    Decision.Action.RESTORE: "A moderator has put your {label} back. It can be seen again.",
}


def screen_subject(kind: str, subject_id: int) -> None:
    screening.screen_subject(kind, subject_id)


def screen_again(rescreening_id: int) -> None:
    """Take a step of the walk and, unless it was the last, have the next one taken: between the two
    a worker turns to what members write meanwhile."""
    walk = rescreening.go_on(rescreening_id)
    if walk.finished_at is None:
        emit(rescreening.WAITING, rescreening_id=walk.pk)


def tell_author_held(case_id: int) -> None:
    """Say that a machine held it and that a person will look; not once that has happened."""
    case = Case.objects.get(pk=case_id)
    handler = subjects.of(case.subject_kind)
    written = handler.read(case.subject_id)
    if case.state != Case.State.OPEN or written is None:
        return
    tell(
        case.author_id,
        f"A moderator is checking your {handler.label}. Usually within an hour. "
        "A program held it; a person decides.",
        written.url,
        subject=(case.subject_kind, case.subject_id),
        once=f"case.held:{case.pk}",
    )


def tell_author_decided(decision_id: int) -> None:
    """Say what was decided. A dismissal of what was never held changed nothing: nobody is told."""
    decision = Decision.objects.select_related("case").get(pk=decision_id)
    case = decision.case
    if decision.action == Decision.Action.DISMISS and case.held_at is None:
        return
    label = subjects.of(case.subject_kind).label
    tell(
        case.author_id,
        WORDS[Decision.Action(decision.action)].format(label=label),
        decision.get_absolute_url(),
        once=f"case.decided:{decision.pk}",
    )
