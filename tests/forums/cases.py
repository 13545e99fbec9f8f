"""What a member types into the form of a case."""

import uuid
from datetime import timedelta

from django.utils import timezone

from forums import posting
from forums.casework import compose
from forums.models import Board, Topic
from tests.forums.writing import draft

PARTS = {
    "question": "Would you ablate her at all?",
    "age": "middle",
    "sex": "female",
    "when": "months",
    "setting": "outpatient",
    "history": "Palpitations for years, longer of late.",
    "answer": "It was atrial tachycardia.",
}
ADDRESS = "/b/cardiology-clinical/new/case/"
OPEN = "/b/cardiology/new/case/"


def case_form(**fields):
    """As a browser sends it."""
    whole = PARTS | {"title": "Ablate or wait?", "parts": "case", "key": str(uuid.uuid4())}
    return {name: value for name, value in (whole | fields).items() if value is not None}


def allow_cases(*boards: Board) -> None:
    for board in boards:
        board.also = ["case"]
        board.save()


def present(viewer, board: Board, has_consent: bool = False, **parts) -> Topic:
    words = draft(
        compose(PARTS | parts),
        title="Ablate or wait?",
        kind="case",
        details={"has_consent": has_consent},
    )
    return posting.start_topic(viewer, board, words).topic


def long_ago(topic: Topic, days: int = 60) -> Topic:
    then = timezone.now() - timedelta(days=days)
    Topic.objects.filter(pk=topic.pk).update(created_at=then)
    return Topic.objects.select_related("board").get(pk=topic.pk)
