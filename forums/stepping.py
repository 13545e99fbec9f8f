"""Note what a moderator did to topics, and what is needed to undo it."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from community.audit.recording import record
from community.members.viewer import Viewer
from forums.models import Step, Topic

RECORDED = {
    Step.Verb.PIN: "topic.pinned",
    Step.Verb.UNPIN: "topic.unpinned",
    Step.Verb.LOCK: "topic.locked",
    Step.Verb.UNLOCK: "topic.unlocked",
    Step.Verb.SLOW: "topic.slowed",
    Step.Verb.KIND: "topic.kind_changed",
    Step.Verb.MOVE: "topic.moved",
    Step.Verb.SPLIT: "topic.split",
    Step.Verb.MERGE: "topic.merged",
}

GONE = "It is no longer on this board."


@dataclass
class Done:
    """What came of a selection: a step for each topic it was done to, and (title, reason) of each
    of which it was not. `gone` counts those that are no longer there for the viewer."""

    steps: list[Step] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    gone: int = 0


def note(
    viewer: Viewer,
    topic: Topic,
    board_id: int,
    verb: Step.Verb,
    batch: uuid.UUID,
    **detail: Any,
) -> Step:
    """Call inside the transaction. The record names the step, which holds the detail."""
    step = Step.objects.create(
        topic=topic,
        board_id=board_id,
        verb=verb,
        batch=batch,
        detail=detail,
        actor_id=viewer.member_id,
    )
    told = {name: value for name, value in detail.items() if isinstance(value, int | str)}
    record(RECORDED[verb], topic, actor_id=viewer.user_id, step=step.pk, **told)
    return step


def batch_of(step_id: int) -> list[Step]:
    """The step, and those that were done together with it."""
    same = Step.objects.filter(pk=step_id).values("batch")
    return list(Step.objects.filter(batch__in=same).order_by("pk"))
