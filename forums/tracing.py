"""Read what was done to the topics of a board. Titles and names of boards are asked of the gate."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from community.lib.paging import page_after
from community.lib.verdicts import Verdict
from community.members.viewer import Viewer
from forums.access import visible_boards, visible_steps, visible_topics
from forums.kinds import KINDS
from forums.limits import STEPS_PER_PAGE
from forums.models import Board, Step, Topic
from forums.tending import PACES
from forums.undoing import may_undo

PLAIN = {
    Step.Verb.PIN: "pinned",
    Step.Verb.UNPIN: "unpinned",
    Step.Verb.LOCK: "locked",
    Step.Verb.UNLOCK: "unlocked",
}
UNSEEN = "a topic that you do not see"


@dataclass(frozen=True)
class Row:
    """A step: `what` was done to `topic`, and `to` what it led; None where the viewer may not see
    that. `together` counts those of one selection that the page holds."""

    step: Step
    what: str
    topic: Topic | None
    to: Topic | Board | None
    may_undo: Verdict


def steps_of_board(viewer: Viewer, board: Board, after: str | None) -> tuple[list[Row], str | None]:
    """The newest first, from the key `after` on, and the key to go on from. Three queries."""
    steps = _with_people(visible_steps(viewer).filter(board=board))
    found, following = page_after(steps, ("pk",), after, STEPS_PER_PAGE)
    return _rows(viewer, found), following


def steps_of_topic(viewer: Viewer, topic: Topic, how_many: int) -> list[Row]:
    """The last few done to one topic. Three queries."""
    steps = _with_people(visible_steps(viewer).filter(topic=topic))
    return _rows(viewer, list(steps.order_by("-pk")[:how_many]))


def _with_people(steps: QuerySet[Step]) -> QuerySet[Step]:
    return steps.select_related("actor", "undone_by")


def _rows(viewer: Viewer, steps: Iterable[Step]) -> list[Row]:
    steps = list(steps)
    ids = {step.topic_id for step in steps}
    ids |= {step.detail["to"] for step in steps if step.verb in (Step.Verb.SPLIT, Step.Verb.MERGE)}
    topics = visible_topics(viewer).in_bulk(list(ids))
    moved = [step.detail["to"] for step in steps if step.verb == Step.Verb.MOVE]
    boards = visible_boards(viewer).in_bulk(moved)
    rows = []
    for step in steps:
        places: Any = boards if step.verb == Step.Verb.MOVE else topics
        to = places.get(step.detail.get("to"))
        verdict = may_undo(viewer, step)
        rows.append(Row(step, _words(step), topics.get(step.topic_id), to, verdict))
    return rows


def _words(step: Step) -> str:
    detail = step.detail
    match step.verb:
        case Step.Verb.SLOW:
            pace = dict(PACES).get(detail["after"], f"{detail['after']} seconds").lower()
            return f"set slow mode ({pace}) in"
        case Step.Verb.KIND:
            kind = KINDS.get(detail["after"])
            return f"made a {kind.label.lower() if kind else detail['after']} of"
        case Step.Verb.MOVE:
            return "moved"
        case Step.Verb.SPLIT:
            return f"took {detail['count']} post{'s' if detail['count'] > 1 else ''} out of"
        case Step.Verb.MERGE:
            return "merged"
    return PLAIN[Step.Verb(step.verb)]
