"""Undo what a moderator did to topics."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.audit.recording import record
from community.lib.verdicts import Refused, Verdict, no
from community.members.viewer import Viewer
from forums import arranging, carrying, exposing, merging, moving, rules
from forums.kinds import kind_of
from forums.limits import STEPS_UNDONE_WITHIN
from forums.models import Board, ClinicalCase, Post, State, Step, Topic, Trace
from forums.stepping import Done
from forums.storing import count_again, lock_many, lock_topic

Verb = Step.Verb
Topics = dict[int, Topic]


def may_undo(viewer: Viewer, step: Step) -> Verdict:
    """What can be told before the topics are locked."""
    if step.undone_at:
        return no("This was undone already.")
    if timezone.now() - step.at > STEPS_UNDONE_WITHIN:
        return no(f"After {STEPS_UNDONE_WITHIN.days} days it stays as it is.")
    return rules.may_moderate(viewer, step.board_id)


def undo(viewer: Viewer, step: Step) -> Done:
    """Undo a step, and what was done together with it. Of several, those that something speaks
    against are told and the rest is undone; twice is as good as once. Raises Refused where nothing
    can be."""
    rules.may_moderate(viewer, step.board_id).require()
    with transaction.atomic():
        same = Step.objects.filter(batch=step.batch).order_by("-pk")
        topics = _lock(list(same))
        steps = list(same.select_for_update())  # read after that: a twin may have undone them
        waiting = [one for one in steps if one.undone_at is None]
        done = Done()
        for one in waiting:
            try:
                with transaction.atomic():
                    may_undo(viewer, one).require()
                    _UNDO[one.verb](viewer, one, topics)
            except Refused as refused:
                done.refused.append((_title(viewer, topics[one.topic_id]), str(refused)))
                continue
            _mark(one, viewer.member_id)
            done.steps.append(one)
        if waiting and not done.steps:
            raise Refused(done.refused[0][1])
    return done


def set_back(step_id: int, *, actor_id: int) -> None:
    """Undo a step of one of `arranging.FIELDS` that a decision of moderation took, when that is
    taken back: wherever the topic stands by now, but not if it was set anew since, or the step was
    undone by hand. Call inside the transaction."""
    step = Step.objects.get(pk=step_id)
    topic = lock_topic(step.topic_id)
    step.refresh_from_db(fields=["undone_at"])
    field, *_ = arranging.FIELDS[step.verb]
    verbs = [verb for verb, (its, *_) in arranging.FIELDS.items() if its == field]
    newer = Step.objects.filter(topic=topic, verb__in=verbs, pk__gt=step.pk, undone_at=None)
    if step.undone_at or newer.exists() or getattr(topic, field) != step.detail["after"]:
        return
    setattr(topic, field, step.detail["before"])
    topic.save(update_fields=[field])
    _mark(step, actor_id)


def _mark(step: Step, actor_id: int) -> None:
    step.undone_at, step.undone_by_id = timezone.now(), actor_id
    step.save(update_fields=["undone_at", "undone_by", "detail"])
    record("topic.step_undone", step.topic, actor_id=actor_id, step=step.pk)


def _title(viewer: Viewer, topic: Topic) -> str:
    return topic.title if rules.may_moderate(viewer, topic.board_id) else "A topic"


def _lock(steps: list[Step]) -> Topics:
    """All that the steps touched, with their boards as they are now."""
    topics, boards = set(), set()
    for step in steps:
        topics |= {step.topic_id, *step.detail.get("earlier", [])}
        boards |= {step.board_id}
        if step.verb == Verb.MOVE:
            boards |= {step.detail["from"], step.detail["to"]}
        elif "to" in step.detail:
            topics |= {step.detail["to"]}
    boards |= set(Topic.objects.filter(pk__in=topics).values_list("board", flat=True))
    return lock_many(boards, topics)


def _set_back(viewer: Viewer, step: Step, topics: Topics) -> None:
    topic, (field, *_) = topics[step.topic_id], arranging.FIELDS[step.verb]
    _require_same(topic, step.board_id)
    if getattr(topic, field) != step.detail["after"]:
        raise Refused("It was changed again since.")
    setattr(topic, field, step.detail["before"])
    topic.save(update_fields=[field])


def _set_kind_back(viewer: Viewer, step: Step, topics: Topics) -> None:
    topic = topics[step.topic_id]
    _require_same(topic, step.board_id)
    if kind_of(topic).key != step.detail["after"]:
        raise Refused("It was changed again since.")
    step.detail |= arranging.set_kind(topic, step.detail["before"])


def _move_back(viewer: Viewer, step: Step, topics: Topics) -> None:
    topic, detail = topics[step.topic_id], step.detail
    _require_same(topic, detail["to"])
    source = Board.objects.get(pk=detail["from"])
    moving.may_move(viewer, topic, source).require()
    _require_unchanged(step, Post.objects.filter(topic=topic), topic.board, source)
    moving.relocate(topic, source)
    topic.kind, topic.is_pinned = detail["kind"], detail["pinned"]
    topic.save(update_fields=["kind", "is_pinned"])
    exposing.show_again(detail["held"])


def _join_again(viewer: Viewer, step: Step, topics: Topics) -> None:
    """The new topic leads to the old one from then on, as one that was merged."""
    topic, new = topics[step.topic_id], topics[step.detail["to"]]
    _require_same(topic, step.board_id)
    _require_same(new, step.board_id)
    numbers = dict(step.detail["numbers"])
    _require_here(new, numbers)
    others = Post.objects.filter(topic=new).exclude(state=State.UNDONE).exclude(pk__in=numbers)
    if others.exists():
        raise Refused(
            "There are replies in the new topic since. Merge it into the old one instead, and they "
            "come along."
        )
    _bring_back(topic, numbers)
    merging.carry_drafts(new, topic)
    carrying.take_details(new)
    new.state, new.merged_into, new.is_pinned = State.MERGED, topic, False
    new.save(update_fields=["state", "merged_into", "is_pinned"])
    _put_back_what_ended(step, topic)
    count_again(new)
    _settle(topic)


def _put_back_what_ended(step: Step, topic: Topic) -> None:
    """The answer or the outcome that was among them, unless there is another now."""
    if step.detail.get("accepted"):
        question = getattr(topic, "question", None)
        if question and question.accepted_id is None:
            question.accepted_id = step.detail["accepted"]
            question.save(update_fields=["accepted"])
    if step.detail.get("outcome"):
        ClinicalCase.objects.filter(topic=topic, outcome=None).update(
            outcome=step.detail["outcome"], outcome_at=step.detail["outcome_at"]
        )


def _part_again(viewer: Viewer, step: Step, topics: Topics) -> None:
    """What was written in the other topic since stays there."""
    detail = step.detail
    topic, into = topics[step.topic_id], topics[detail["to"]]
    if topic.merged_into_id != into.pk:
        raise Refused("The other topic was itself merged since. Undo that first.")
    rules.may_moderate(viewer, into.board_id).require()
    numbers = dict(detail["numbers"])
    _require_here(into, numbers)
    posts = Post.objects.filter(pk__in=numbers)
    if into.board_id != topic.board_id:
        exposing.may_stand_on(into, topic.board).require()
        _require_unchanged(step, posts, into.board, topic.board)
    places = {old: detail["end"] + n for n, old in enumerate(numbers.values(), 1)}
    _bring_back(topic, numbers)
    gone_on = Post.objects.filter(topic=into, number__gt=detail["end"]).exists()
    if not gone_on:
        into.last_number = detail["end"]
        into.save(update_fields=["last_number"])
    carrying.part_again(topic, into, 0 if gone_on else detail["end"], places, detail["levels"])
    if detail["poll"]:
        merging.carry_poll(into, topic)
    Topic.objects.filter(pk__in=detail["earlier"], merged_into=into).update(merged_into=topic)
    topic.state = Post.objects.get(topic=topic, number=1).state
    topic.merged_into, topic.is_pinned = None, detail["pinned"]
    topic.save(update_fields=["state", "merged_into", "is_pinned"])
    if into.board_id != topic.board_id:
        exposing.opened_up(posts, into.board, topic.board)
    exposing.show_again(detail["held"])
    _settle(topic)
    carrying.put_back(topic, detail)
    _settle(topic)
    _settle(into)


_UNDO: dict[str, Callable[[Viewer, Step, Topics], None]] = {
    **dict.fromkeys(arranging.FIELDS, _set_back),
    Verb.KIND: _set_kind_back,
    Verb.MOVE: _move_back,
    Verb.SPLIT: _join_again,
    Verb.MERGE: _part_again,
}


def _settle(topic: Topic) -> None:
    count_again(topic)
    kind_of(topic).changed(topic)


def _bring_back(topic: Topic, numbers: dict[int, int]) -> None:
    carrying.place_posts(topic, numbers)
    Trace.objects.filter(topic=topic, post__in=numbers, number__in=numbers.values()).delete()


def _require_same(topic: Topic, board_id: int) -> None:
    if topic.state == State.MERGED:
        raise Refused("It was merged into another topic since. Undo that first.")
    if topic.board_id != board_id:
        raise Refused("It was moved to another board since. Undo that first.")


def _require_here(topic: Topic, numbers: dict[int, int]) -> None:
    if Post.objects.filter(topic=topic, pk__in=numbers).count() != len(numbers):
        raise Refused("Some of these posts were taken elsewhere since. Undo that first.")


def _require_unchanged(step: Step, posts: Any, source: Board, target: Board) -> None:
    """What was written for fewer readers is not shown to more of them by an undo."""
    since = Q(created_at__gt=step.at) | Q(edited_at__gt=step.at)
    if exposing.opens(source, target) and posts.filter(since).exists():
        raise Refused(
            "Something was written there since, for fewer readers. Move it by hand, and look at "
            "who can read it then."
        )
