"""Take posts out of a topic into a new one."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction

from community.events import emit
from community.lib.verdicts import YES, Verdict, no
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from forums import carrying
from forums.access import visible_posts
from forums.kinds import kind_of
from forums.models import ClinicalCase, Post, Question, State, Step, Topic
from forums.rules import may_moderate
from forums.stepping import note
from forums.stopping import require_clean
from forums.storing import MovedAway, count_again, lock_many
from moderation.models import Screening


def split(
    viewer: Viewer, topic: Topic, post_ids: Collection[int], title: str, key: uuid.UUID
) -> Step:
    """Open a topic of that title on the same board with these replies, in their order, and leave
    a trace of each. Its author is the first one's, and so is the name it is signed with. The step
    is about the old topic; `detail["to"]` is the new one. Raises Refused or Stopped."""
    may_moderate(viewer, topic.board_id).require()
    require_clean({"title": title}, topic.board.readers)
    with transaction.atomic():
        form = once(viewer.member_id, key, f"split {topic.pk}")
        if form.result_id:
            return Step.objects.get(pk=form.result_id)
        topic = _locked(viewer, topic)
        posts = list(
            visible_posts(viewer)
            .filter(topic=topic, pk__in=post_ids)
            .order_by("number")
            .only("number", "state", "author", "pseudonym", "topic", "created_at")
        )
        may_split(topic, posts).require()
        new = _open(topic, posts[0], title)
        old_numbers = {post.pk: post.number for post in posts}
        carrying.place_posts(new, {post.pk: n for n, post in enumerate(posts, 1)})
        carrying.leave_traces(topic, old_numbers)
        carrying.part_readings(topic, new, list(old_numbers.values()))
        new.last_number = len(posts)
        new.save(update_fields=["last_number"])
        kept = _settle(topic, new, list(old_numbers))
        step = note(
            viewer,
            topic,
            topic.board_id,
            Step.Verb.SPLIT,
            uuid.uuid4(),
            to=new.pk,
            count=len(posts),
            numbers=list(old_numbers.items()),
            **kept,
        )
        remember(form, step.pk)
        # Its first post says another thing now: it brings a title.
        Screening.objects.filter(subject_kind="post", subject_id=posts[0].pk).delete()
        emit("post.moved", kind="post", subject_id=posts[0].pk)
    return step


def may_split(topic: Topic, posts: list[Post]) -> Verdict:
    """Whether these posts of a topic, in their order, can be a topic of their own."""
    if not posts:
        return no("Choose the posts that belong to the new topic.")
    if topic.state != State.PUBLISHED:
        return no("A moderator is looking at this topic; it can be split after that.")
    if posts[0].number == 1:
        return no("The first post opens the topic, so it stays. Choose from the replies.")
    if posts[0].state != State.PUBLISHED:
        return no("A new topic begins with a post that all can read. The first chosen is with a "
                  "moderator.")  # fmt: skip
    return YES


def _locked(viewer: Viewer, topic: Topic) -> Topic:
    locked = lock_many([topic.board_id], [topic.pk])[topic.pk]
    if locked.board_id != topic.board_id or locked.state == State.MERGED:
        raise MovedAway
    return locked


def _open(topic: Topic, first: Post, title: str) -> Topic:
    new = Topic.objects.create(
        board=topic.board, author_id=first.author_id, pseudonym_id=first.pseudonym_id, title=title
    )
    new.created_at = first.created_at  # as of every topic, the time of its first post
    new.save(update_fields=["created_at"])
    return new


def _settle(topic: Topic, new: Topic, moved: list[int]) -> dict[str, Any]:
    """Count both again, and return what the old one kept of posts that are no longer in it."""
    kept: dict[str, Any] = {}
    accepted = Question.objects.filter(topic=topic, accepted__in=moved)
    if pk := accepted.values_list("accepted", flat=True).first():
        kept["accepted"] = pk
    ended = ClinicalCase.objects.filter(topic=topic, outcome__in=moved)
    for case in ended:
        kept["outcome"] = case.outcome_id
        kept["outcome_at"] = case.outcome_at.isoformat() if case.outcome_at else None
    ended.update(outcome=None, outcome_at=None)
    for one in (topic, new):
        count_again(one)
        kind_of(one).changed(one)
    return kept
