"""Read a page of a topic. Everything comes through the gate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject

from community.lib.paging import Page, page
from community.lib.verdicts import Verdict
from community.members.standing import Badge, badges_for, plain_badge
from community.members.viewer import Viewer
from forums import rules
from forums.access import (
    heard,
    is_bookmarked,
    one_or_404,
    pictures_of_post,
    post_stubs,
    visible_posts,
    visible_topics,
)
from forums.granting import writes_as
from forums.kinds import kind_of
from forums.limits import POSTS_PER_PAGE
from forums.listing import with_reading
from forums.models import Mark, Post, State, Topic

IGNORED = "ignored"

# What the page of a topic tells of a picture.
PICTURE = JSONObject(
    token=Cast("token", TextField()),
    alt="alt",
    caption="caption",
    state="state",
    width="width",
    height="height",
    is_answer="is_answer",
)


@dataclass
class Slot:
    """A place in a topic: a post, or only the state of one that the viewer may not read, or does
    not want to; or, of `taken` posts that were moved from here, the id of the first."""

    number: int
    post: Any = None
    badge: Badge | None = None
    state: str = ""
    is_new: bool = False
    begins_new: bool = False
    moved: int = 0
    taken: int = 0
    may_edit: Verdict | None = None
    may_withdraw: Verdict | None = None
    may_undo: Verdict | None = None
    may_mark: Verdict | None = None
    may_accept: Verdict | None = None
    marks: list[tuple[Mark.Kind, int, bool]] = field(default_factory=list)


def get_topic_or_404(viewer: Viewer, pk: int) -> Topic:
    """The topic with `read_to` and `level` of its reader. One query."""
    topics = with_reading(viewer, visible_topics(viewer))
    return one_or_404(
        topics.select_related(
            "board__specialty",
            "question__accepted__author",
            "question__accepted__pseudonym",
            "case",
            "poll",
        )
        .annotate(outcome_state=F("case__outcome__state"))
        .defer(*(f"question__accepted__{name}" for name in ("source", "html", "text")))
        .filter(pk=pk)
    )


def topic_page(
    viewer: Viewer, topic: Topic, wanted: str | None, *, with_ignored: bool = False
) -> tuple[Page, list[Slot]]:
    """A page of a topic: twenty numbers, with a post or a stub for each. Two or three queries and
    one for the badges, whatever the length of the topic."""
    window = page(wanted, topic.last_number, POSTS_PER_PAGE)
    numbers = range(window.first, window.last + 1)
    wanted_posts = visible_posts(viewer) if with_ignored else heard(viewer, visible_posts(viewer))
    posts = {post.number: post for post in _in(wanted_posts, viewer, topic, window)}
    for read in posts.values():
        read.topic = topic
    stubs: dict[int, tuple[str, int]] = {}
    if len(posts) < len(numbers):
        found = post_stubs(viewer, topic, window.first, window.last)
        stubs = {number: (state, moved) for number, state, moved in found}
    badges = badges_for(post.author_id for post in posts.values())
    read_to = getattr(topic, "read_to", 0)
    slots: list[Slot] = []
    for number in numbers:
        if post := posts.get(number):
            slot = _slot(viewer, post, _badge(post, badges))
        else:
            # A number that was given back, as when a merge was undone, leaves nothing to be seen.
            state, moved = stubs.get(number, (State.UNDONE, 0))
            if moved and slots and slots[-1].moved:
                slots[-1].taken += 1  # one line for all that stood side by side
                continue
            slot = Slot(number, state=IGNORED if state == State.PUBLISHED else state)
            slot.moved, slot.taken = moved, 1
        slot.is_new = 0 < read_to < number and slot.state not in (State.UNDONE, "")
        slots.append(slot)
    begins = next((slot for slot in slots if slot.is_new), None)
    if begins and read_to + 1 >= window.first:  # or what is new began on a page before
        begins.begins_new = True
    return window, slots


def get_slot_or_404(viewer: Viewer, post: Post) -> Slot:
    """The slot of a post as it stands now, without its badge. One query."""
    slot_post: Any = one_or_404(_with_own(viewer, visible_posts(viewer).filter(pk=post.pk)))
    slot_post.topic = post.topic
    return _slot(viewer, slot_post, None)


def first_new(slots: list[Slot]) -> int | None:
    """The number of the first post that came since the viewer was here, if it is on this page."""
    return next((slot.number for slot in slots if slot.begins_new), None)


def _badge(post: Post, badges: Mapping[int, Badge]) -> Badge | None:
    """Of its author; beside a pseudonym only what all who write under one there are. It was got
    by the board that it is of, and a post may have been moved since."""
    if post.pseudonym is None:
        return badges.get(post.author_id)
    board = post.topic.board
    return plain_badge(writes_as(board)) if post.pseudonym.board_id == board.pk else None


def _slot(viewer: Viewer, post: Any, badge: Badge | None) -> Slot:
    return Slot(
        post.number,
        post,
        badge,
        post.state,
        may_edit=rules.may_edit(viewer, post),
        may_withdraw=rules.may_withdraw(viewer, post),
        may_undo=rules.may_undo(viewer, post),
        may_mark=rules.may_mark(viewer, post),
        may_accept=rules.may_accept(viewer, post),
        marks=[
            (kind, getattr(post, f"{kind.value}_count"), kind.value in post.my_marks)
            for kind in kind_of(post.topic).marks
        ],
    )


def _with_own(viewer: Viewer, posts: QuerySet[Post]) -> QuerySet[Post]:
    """The same posts, each with the viewer's marks and whether they have kept it."""
    mine = Mark.objects.filter(post=OuterRef("pk"), user=viewer.user_id).values("kind")
    return posts.annotate(
        my_marks=ArraySubquery(mine),
        is_bookmarked=is_bookmarked(viewer),
        shown_pictures=ArraySubquery(pictures_of_post(viewer).values(json=PICTURE)),
    )


def _in(posts: QuerySet[Post], viewer: Viewer, topic: Topic, window: Page) -> QuerySet[Post]:
    return (
        # The topic came through the gate; joining it again is what keeps the post inside it.
        _with_own(viewer, posts)
        .filter(topic=topic, number__gte=window.first, number__lte=window.last)
        .select_related("author__specialty", "pseudonym")
        # Never more than that; said so because the planner takes page 1 of a long topic for many.
        .order_by("number")[:POSTS_PER_PAGE]
    )
