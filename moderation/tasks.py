"""What moderation does after something happened. Each takes ids, reads again, and is idempotent."""

from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format

from community import subjects
from community.events import emit
from community.inbox.telling import tell
from moderation import alarming, asking, meaning, rescreening, screening, undoing
from moderation.appeals.rules import HARMLESS
from moderation.law import watching
from moderation.limits import EDIT_WITHIN
from moderation.models import Case, Decision
from moderation.reports import answering
from moderation.sealed import retaining
from moderation.transparency import announcing, publishing

# Never a word of the post, nor why: that is on the page, behind the gate.
WORDS = {
    Decision.Action.DISMISS: "A moderator found nothing wrong in your {label}. It is shown.",
    Decision.Action.KEEP: "A moderator decided about your {label}. It stays as it is.",
    Decision.Action.EDIT: "A moderator asks you to change your {label}, by {due}.",
    Decision.Action.REDACT: "A moderator removed some words from your {label}. The rest stays.",
    Decision.Action.COVER: "A moderator covered a part of your {label}. The rest stays.",
    Decision.Action.HIDE: "A moderator hid your {label}.",
    Decision.Action.REMOVE: "A moderator removed your {label}.",
    Decision.Action.RESTORE: "A moderator has put your {label} back. It can be seen again.",
    Decision.Action.WELFARE: "A moderator read your {label} and would like to know how you are.",
}

MEASURES = {
    Decision.Measure.LOCK: "Its topic is locked.",
    Decision.Measure.SLOW: "Its topic is slowed down.",
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
    """Say that a person will look; not once that has happened. Whether it was a program or a report
    that had it held is not told, here or later: the words are the same."""
    case = Case.objects.get(pk=case_id)
    handler = subjects.of(case.subject_kind)
    written = handler.read(case.subject_id)
    if case.state != Case.State.OPEN or written is None:
        return
    tell(
        case.author_id,
        f"A moderator is checking your {handler.label}. Usually within an hour. "
        "It was held automatically; a person decides.",
        reverse("held", args=[case.pk]),
        subject=(case.subject_kind, case.subject_id),
        once=f"case.held:{case.pk}",
    )


def tell_author_decided(decision_id: int) -> None:
    """Say what was decided. A dismissal of what was never held changed nothing: nobody is told. Nor
    of what was taken back at once. What holds against the account is a letter, which reaches who
    is suspended as well."""
    decision = undoing.standing(decision_id)
    if decision is None:
        return
    case, action = decision.case, Decision.Action(decision.action)
    if action == Decision.Action.DISMISS and case.held_at is None:
        return
    sanctions = list(decision.sanctions.filter(lifted_at=None))
    words = [
        WORDS[action].format(
            label=subjects.of(case.subject_kind).label,
            due=date_format(timezone.localtime(decision.at + EDIT_WITHIN), "j F"),
        ),
        *(MEASURES[Decision.Measure(one)] for one in [decision.measure] if one),
        *(meaning.briefly(sanction) for sanction in sanctions),
        *(["Read why, and how to appeal."] if action not in HARMLESS else []),
    ]
    tell(
        case.author_id,
        " ".join(words),
        decision.get_absolute_url(),
        letter=bool(sanctions),
        once=f"case.decided:{decision.pk}",
    )


def reopen_if_asked(kind: str, subject_id: int) -> None:
    asking.reopen_if_asked(kind, subject_id)


@shared_task
def reopen_unanswered() -> None:
    asking.reopen_unanswered()


@shared_task
def drop_addresses() -> None:
    """Nightly: where answers to reports went."""
    answering.drop_addresses()


@shared_task
def drop_sealed() -> None:
    """Nightly: originals that no appeal and no hold needs any more."""
    retaining.drop_sealed()


@shared_task
def raise_alarms() -> None:
    alarming.raise_alarms()


@shared_task
def publish_month() -> None:
    """Each day, so that a day on which no worker ran delays it only by as much."""
    publishing.publish_due()


@shared_task
def announce_rules() -> None:
    """Each day, so that new rules are told of on the day from which they hold."""
    announcing.announce()


def tell_of_rules(after: int) -> None:
    announcing.tell_some(after)


@shared_task
def watch_notices() -> None:
    """Let the law desk miss no step of a legal notice."""
    watching.watch_notices()


@shared_task
def tend_holds() -> None:
    """At night: drop what no legal hold needs any more, and tell of those to be reviewed."""
    watching.tend_holds()
