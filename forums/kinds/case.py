from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from community.events import emit
from community.lib.verdicts import YES, Verdict, no
from forums.casework import facts_of
from forums.kinds.kind import LATEST, USEFUL, Kind, Look
from forums.models import Board, ClinicalCase, Post, State, Topic

# By then most patients have gone home or come back, and those who answered still remember.
OUTCOME_ASKED_AFTER = timedelta(weeks=4)

# What an author declares of their patient, where the public reads and where only colleagues do.
CONSENT_OPEN = (
    "The patient, or whoever may decide for them, has read this or been told of it, knows that "
    "anyone can read it here and copy it, and agrees."
)
CONSENT_CLOSED = "The patient, or whoever may decide for them, agrees that I discuss this here."

# Where the words of an outcome may come back from: being looked at is not gone.
STILL_THERE = (State.PUBLISHED, State.HELD, State.HIDDEN)


def may_present(board: Board, has_consent: bool) -> Verdict:
    """Colleagues may discuss what no one can be recognised by; what the public reads takes the
    patient's consent, with and without pictures (GMC, Confidentiality, paragraphs 9 and 106)."""
    if board.is_closed or has_consent:
        return YES
    return no(
        "Everyone can read this board, so a case is told here only with the patient's consent. "
        "Without it, present the case on a board that doctors alone can read."
    )


def case_of(topic: Topic) -> ClinicalCase:
    """What is kept of a case, read anew: another may have written it while the topic's lock was
    waited for. It is made where there is none yet, as of a topic of another kind until now."""
    topic.case, is_new = ClinicalCase.objects.get_or_create(
        topic=topic, defaults={"board_id": topic.board_id}
    )
    if is_new:
        _take_facts(topic.case, _first_words(topic))
    return topic.case


def _first_words(topic: Topic) -> str:
    return Post.objects.values_list("source", flat=True).get(topic=topic, number=1)


def _take_facts(case: ClinicalCase, source: str) -> None:
    """Never more than what the source says: what was redacted there is gone here too."""
    facts = facts_of(source)
    case.age = facts.get("age", ClinicalCase.Age.UNSAID)
    case.sex = facts.get("sex", "")
    case.seen = facts.get("when", "")
    case.setting = facts.get("setting", "")
    case.save(update_fields=["age", "sex", "seen", "setting"])


def _opened(topic: Topic, post: Post, details: Mapping[str, Any]) -> None:
    has_consent = bool(details.get("has_consent"))
    may_present(topic.board, has_consent).require()
    case = ClinicalCase.objects.create(
        topic=topic, board_id=topic.board_id, has_consent=has_consent
    )
    _take_facts(case, post.source)
    emit("outcome.due", due_at=timezone.now() + OUTCOME_ASKED_AFTER, topic_id=topic.pk)


def _edited(topic: Topic, post: Post, details: Mapping[str, Any]) -> None:
    case = case_of(topic)
    if "has_consent" in details:
        may_present(topic.board, details["has_consent"]).require()
        case.has_consent = details["has_consent"]
        case.save(update_fields=["has_consent"])
    _take_facts(case, post.source)


def _changed(topic: Topic) -> None:
    """A post came or went, or the topic went elsewhere: does its outcome still stand in it? Told to
    colleagues alone, it does not become public without consent."""
    case = case_of(topic)
    if case.board_id != topic.board_id:
        may_present(topic.board, case.has_consent).require()
        case.board_id = topic.board_id
    there = Post.objects.filter(topic=topic, state__in=STILL_THERE)
    if case.outcome_id and not there.filter(pk=case.outcome_id).exists():
        case.outcome = case.outcome_at = None
    case.save(update_fields=["board", "outcome", "outcome_at"])
    _take_facts(case, _first_words(topic))


# Of its board twice: by the case's own column, its index holds them in order.
_HERE = Q(case__board=F("board"))

AWAITING = Look(
    "awaiting",
    "Awaiting outcome",
    _HERE & Q(case__isnull=False, case__outcome=None),
    ("pk",),
    "How each case here ended is known.",
)
ENDED = Look(
    "ended",
    "With outcome",
    _HERE & Q(case__outcome__isnull=False),
    ("pk",),
    "Of no case here is it known yet how it ended.",
)

KIND = Kind(
    key="case",
    label="Case",
    icon="clipboard-list",
    new_topic="Present a case",
    title_hint="Your question in one line. Nothing a patient could be known by.",
    empty="No cases yet. Present the first one.",
    concludes=True,
    looks=(LATEST, AWAITING, ENDED, USEFUL),
    opened=_opened,
    edited=_edited,
    changed=_changed,
    topic_part="forums/kinds/_case.html",
    post_part="forums/kinds/_outcome.html",
    form_part="forums/kinds/_case_form.html",
)
