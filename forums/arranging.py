"""Pin, lock and slow topics, and change their kind; one or a selection of them."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from community.lib.verdicts import YES, Verdict, no
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from forums.access import visible_topics
from forums.carrying import put_back, take_details
from forums.kinds import KINDS, kind_of, kinds_at
from forums.models import Board, State, Step, Topic
from forums.rules import may_moderate
from forums.stepping import Done, batch_of, note
from forums.storing import lock_many

Verb = Step.Verb

# Of a topic: which of its fields a verb sets, to what, and what is said where it stands so already.
FIELDS: dict[str, tuple[str, Any, str]] = {
    Verb.PIN: ("is_pinned", True, "It is pinned already."),
    Verb.UNPIN: ("is_pinned", False, "It is not pinned."),
    Verb.LOCK: ("is_locked", True, "It is locked already."),
    Verb.UNLOCK: ("is_locked", False, "It is not locked."),
    Verb.SLOW: ("slow_seconds", 0, "It has this pace already."),
}


def arrange(
    viewer: Viewer,
    board: Board,
    topic_ids: Iterable[int],
    verb: str,
    key: uuid.UUID,
    *,
    seconds: int = 0,
) -> Done:
    """Do one of FIELDS to topics of a board; `seconds` are those of slow mode. What cannot be done
    is told in what it returns, and the rest is done. Raises Refused."""
    may_moderate(viewer, board.pk).require()
    _, wanted, _ = FIELDS[verb]
    wanted = seconds if verb == Verb.SLOW else wanted
    with transaction.atomic():
        form = once(viewer.member_id, key, f"{verb} {board.pk}")
        if form.result_id:
            return Done(batch_of(form.result_id))
        done, batch = Done(), uuid.uuid4()
        for topic in found_on(viewer, board, topic_ids, done):
            verdict = may_set(topic, verb, wanted)
            if not verdict:
                done.refused.append((topic.title, verdict.reason))
                continue
            done.steps.append(set_one(viewer, topic, Verb(verb), wanted, batch))
        if done.steps:
            remember(form, done.steps[0].pk)
    return done


def set_one(viewer: Viewer, topic: Topic, verb: Step.Verb, wanted: Any, batch: uuid.UUID) -> Step:
    """Call with the topic locked, and where `may_set` says yes."""
    field, *_ = FIELDS[verb]
    before = getattr(topic, field)
    setattr(topic, field, wanted)
    topic.save(update_fields=[field])
    return note(viewer, topic, topic.board_id, verb, batch, before=before, after=wanted)


def change_kind(viewer: Viewer, topic: Topic, kind: str, key: uuid.UUID) -> Done:
    """Let a topic be of another of the kinds of its board. What the kind before kept of it is put
    by, and comes back with the kind; its words stay as they are. Raises Refused."""
    board = topic.board
    may_moderate(viewer, board.pk).require()
    with transaction.atomic():
        form = once(viewer.member_id, key, f"kind {topic.pk}")
        if form.result_id:
            return Done(batch_of(form.result_id))
        done = Done()
        for locked in found_on(viewer, board, [topic.pk], done):
            before = kind_of(locked).key
            verdict = _may_be(locked, kind)
            if not verdict:
                done.refused.append((locked.title, verdict.reason))
                continue
            kept = set_kind(locked, kind)
            step = note(
                viewer, locked, board.pk, Verb.KIND, uuid.uuid4(), before=before, after=kind, **kept
            )
            done.steps.append(step)
            remember(form, step.pk)
    return done


def set_kind(topic: Topic, kind: str) -> dict[str, Any]:
    """Call with the topic locked. Returns what the kind before kept of it."""
    detail = take_details(topic)
    topic.kind = "" if kind == topic.board.kind else kind
    topic.save(update_fields=["kind"])
    kind_of(topic).changed(topic)
    earlier = Step.objects.filter(topic=topic, verb=Verb.KIND, detail__has_key=kind)
    if step := earlier.order_by("-pk").first():
        put_back(topic, {kind: step.detail[kind]})
        kind_of(topic).changed(topic)
    return detail


def found_on(viewer: Viewer, board: Board, topic_ids: Iterable[int], done: Done) -> list[Topic]:
    """Those of them that are on the board now, locked. Of others nothing is said but how many."""
    wanted = set(topic_ids)
    seen = visible_topics(viewer).filter(pk__in=wanted, board=board).values_list("pk", flat=True)
    locked = lock_many([board.pk], list(seen)).values()
    here = [t for t in locked if t.board_id == board.pk and t.state != State.MERGED]
    done.gone += len(wanted) - len(here)
    return here


def may_set(topic: Topic, verb: str, wanted: Any) -> Verdict:
    field, _, already = FIELDS[verb]
    if getattr(topic, field) == wanted:
        return no(already)
    if verb == Verb.PIN and topic.state != State.PUBLISHED:
        return no("A moderator is looking at it; it can be pinned after that.")
    return YES


def _may_be(topic: Topic, kind: str) -> Verdict:
    if kind not in {one.key for one in kinds_at(topic.board)}:
        return no("Topics of this kind are not opened on this board.")
    if kind_of(topic) is KINDS[kind]:
        return no("It is of this kind already.")
    return YES
