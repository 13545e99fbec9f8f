"""Put all posts of a topic at the end of another."""

import uuid

from django.db import transaction
from django.utils import timezone

from community.lib.rendering import MAX_LENGTH
from community.lib.verdicts import YES, Verdict, no
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from forums import carrying
from forums.exposing import Unsure, may_stand_on, opened_up, opens
from forums.kinds import kind_of
from forums.models import Draft, Picture, Poll, Post, State, Step, Topic, Vote
from forums.rules import may_moderate
from forums.stepping import note
from forums.storing import MovedAway, count_again, lock_many


def merge(viewer: Viewer, topic: Topic, into: Topic, key: uuid.UUID, *, sure: bool = False) -> Step:
    """Put what `topic` holds to the end of `into`, in its order. Its own address, and all that is
    done there, leads on from then on. Raises Refused, and Unsure where that opens it to others."""
    may_merge(viewer, topic, into).require()
    with transaction.atomic():
        form = once(viewer.member_id, key, f"merge {topic.pk} {into.pk}")
        if form.result_id:
            return Step.objects.get(pk=form.result_id)
        topic, into = _locked(topic, into)
        may_merge(viewer, topic, into).require()
        if opens(topic.board, into.board) and not sure:
            raise Unsure
        step = _merge(viewer, topic, into)
        remember(form, step.pk)
    return step


def may_merge(viewer: Viewer, topic: Topic, into: Topic) -> Verdict:
    for one in (topic, into):
        if not (verdict := may_moderate(viewer, one.board_id)):
            return verdict
    if topic.pk == into.pk:
        return no("This is the same topic. Say which other one it belongs to.")
    if topic.state != State.PUBLISHED or into.state != State.PUBLISHED:
        return no("A moderator is looking at one of the two; they can be merged after that.")
    if Poll.objects.filter(topic__in=[topic.pk, into.pk]).count() > 1:
        return no("Both have a poll, and a topic has room for one.")
    return may_stand_on(topic, into.board) if topic.board_id != into.board_id else YES


def _locked(topic: Topic, into: Topic) -> tuple[Topic, Topic]:
    earlier = Topic.objects.filter(merged_into=topic).values_list("pk", flat=True)
    boards = {topic.board_id, into.board_id}
    found = lock_many(boards, [topic.pk, into.pk, *earlier])
    topic, into = found[topic.pk], found[into.pk]
    if not {topic.board_id, into.board_id} <= boards:
        raise MovedAway
    return topic, into


def _merge(viewer: Viewer, topic: Topic, into: Topic) -> Step:
    end, at_end = into.last_number, into.bump_number
    old = dict(Post.objects.filter(topic=topic).order_by("number").values_list("pk", "number"))
    new = {pk: end + n for n, pk in enumerate(old, 1)}
    carrying.place_posts(into, new)
    carrying.leave_traces(topic, old)
    levels = carrying.join_readings(topic, into, at_end, {old[pk]: new[pk] for pk in old})
    carry_drafts(topic, into)
    detail = carrying.take_details(topic) | {
        "to": into.pk,
        "to_board": into.board_id,
        "end": end,
        "pinned": topic.is_pinned,
        "levels": levels,
        "poll": carry_poll(topic, into),
        "earlier": list(Topic.objects.filter(merged_into=topic).values_list("pk", flat=True)),
        "numbers": list(old.items()),
        "held": opened_up(Post.objects.filter(pk__in=list(new)), topic.board, into.board),
    }
    Topic.objects.filter(pk__in=detail["earlier"]).update(merged_into=into)
    topic.state, topic.merged_into, topic.is_pinned = State.MERGED, into, False
    topic.save(update_fields=["state", "merged_into", "is_pinned"])
    into.last_number = end + len(old)
    into.save(update_fields=["last_number"])
    for one in (topic, into):
        count_again(one)
    kind_of(into).changed(into)
    return note(viewer, topic, topic.board_id, Step.Verb.MERGE, uuid.uuid4(), **detail)


def carry_poll(topic: Topic, into: Topic) -> bool:
    """Let the poll of one topic be the other's, with its votes. Whether there is one."""
    if not Poll.objects.filter(pk=topic.pk).update(topic=into):
        return False
    Vote.objects.filter(poll=topic.pk).update(poll=into.pk)
    return True


def carry_drafts(topic: Topic, into: Topic) -> None:
    """Replies to the one that were not sent are replies to the other: below what its member has
    begun to write there. What is too long together stays by itself and is kept, but not offered."""
    place, there = f"reply {topic.pk}", f"reply {into.pk}"
    Picture.objects.filter(post=None, place=place).update(place=there, board=into.board_id)
    for draft in Draft.objects.select_for_update().filter(place=place).order_by("pk"):
        other = Draft.objects.select_for_update().filter(user=draft.user_id, place=there).first()
        if other is None:
            draft.place, draft.topic, draft.board = there, into, into.board
            draft.save(update_fields=["place", "topic", "board"])
        elif len(both := _below(other.source, draft.source)) <= MAX_LENGTH:
            Draft.objects.filter(pk=other.pk).update(
                source=both, version=other.version + 1, updated_at=timezone.now()
            )
            draft.delete()
        else:
            draft.topic, draft.board = into, into.board
            draft.save(update_fields=["topic", "board"])


def _below(first: str, second: str) -> str:
    return first if second in first else f"{first}\n\n{second}".strip()
