"""Move topics to another board, with all that stands by them."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from community.lib.verdicts import Refused, Verdict, no
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from forums.arranging import found_on
from forums.carrying import carry_board
from forums.exposing import Unsure, may_stand_on, opened_up, opens
from forums.kinds import kind_of
from forums.models import Board, Post, Step, Topic
from forums.rules import may_moderate
from forums.stepping import Done, batch_of, note
from forums.storing import lock_many


def may_move(viewer: Viewer, topic: Topic, target: Board) -> Verdict:
    if verdict := may_moderate(viewer, topic.board_id):
        verdict = may_moderate(viewer, target.pk)
    if not verdict:
        return verdict
    if topic.board_id == target.pk:
        return no("It is on this board already.")
    return may_stand_on(topic, target)


def move(
    viewer: Viewer,
    source: Board,
    target: Board,
    topic_ids: Iterable[int],
    key: uuid.UUID,
    *,
    sure: bool = False,
) -> Done:
    """Move topics of `source` to `target`, keeping their kinds. What cannot be moved is told in
    what it returns, and the rest is moved. Raises Refused, and Unsure where it opens them."""
    may_moderate(viewer, source.pk).require()
    may_moderate(viewer, target.pk).require()
    if source.pk == target.pk:
        raise Refused("It is on this board already.")
    with transaction.atomic():
        form = once(viewer.member_id, key, f"move {source.pk} {target.pk}")
        if form.result_id:
            return Done(batch_of(form.result_id))
        lock_many([source.pk, target.pk], [])
        source, target = (Board.objects.get(pk=board.pk) for board in (source, target))
        if opens(source, target) and not sure:
            raise Unsure
        done, batch = Done(), uuid.uuid4()
        for topic in found_on(viewer, source, topic_ids, done):
            verdict = may_move(viewer, topic, target)
            if not verdict:
                done.refused.append((topic.title, verdict.reason))
                continue
            kept = relocate(topic, target)
            done.steps.append(note(viewer, topic, source.pk, Step.Verb.MOVE, batch, **kept))
        if done.steps:
            remember(form, done.steps[0].pk)
    return done


def relocate(topic: Topic, target: Board) -> dict[str, Any]:
    """Put a locked topic on another board, and return what is needed to put it back."""
    source, kind = topic.board, kind_of(topic)
    kept = {
        "from": source.pk,
        "to": target.pk,
        "kind": topic.kind,
        "pinned": topic.is_pinned,
    }
    topic.board = target
    topic.kind = "" if target.kind == kind.key else kind.key
    topic.is_pinned = False  # what stands at the top is chosen for each board
    topic.save(update_fields=["board", "kind", "is_pinned"])
    carry_board(topic)
    held = opened_up(Post.objects.filter(topic=topic), source, target)
    kind_of(topic).changed(topic)
    return kept | {"held": held}
