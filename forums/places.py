"""Where words are written, and what a form calls it."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from community.lib.verdicts import Verdict
from community.members.viewer import Viewer
from forums import rules
from forums.access import get_post_or_404, get_topic_now_or_404, one_or_404, visible_boards
from forums.kinds import KINDS, Kind, kind_of
from forums.models import Board, Draft, Post, Topic

NAME = re.compile(r"(topic|reply|edit) ([0-9]{1,10})(?: ([a-z_]{1,12}))?")


@dataclass(frozen=True)
class Place:
    """Where words are written: a new topic on `board`, of a `kind` if not the board's own, a reply
    in `topic`, or an edit of `post`. All three came through the gate."""

    board: Board
    topic: Topic | None = None
    post: Post | None = None
    kind: str = ""

    @property
    def name(self) -> str:
        """As forms and use cases call it: "topic 3", "topic 3 case", "reply 7", "edit 12"."""
        if self.post:
            return f"edit {self.post.pk}"
        if self.topic:
            return f"reply {self.topic.pk}"
        of_kind = f" {self.kind}" if self.kind not in ("", self.board.kind) else ""
        return f"topic {self.board.pk}{of_kind}"

    @property
    def composer_url(self) -> str:
        """Where it is written."""
        if self.post:
            return reverse("edit", args=[self.post.pk])
        if self.topic:
            return f"{self.topic.get_absolute_url()}#reply"
        if self.kind in ("", self.board.kind):
            return reverse("new_topic", args=[self.board.slug])
        return reverse("new_topic_of", args=[self.board.slug, self.kind])

    @property
    def pictures_url(self) -> str:
        """Where pictures are put by for it."""
        return f"{reverse('pictures')}?{urlencode({'place': self.name})}"

    @property
    def is_new(self) -> bool:
        """Whether a topic is opened there."""
        return self.topic is None and self.post is None

    @property
    def topic_kind(self) -> Kind:
        """The kind of what is written there, or of what it is written in."""
        return kind_of(self.topic or Topic(board=self.board, kind=self.kind))


def place_or_404(viewer: Viewer, name: str) -> Place:
    """The place of this name, if the viewer may see it; whether they may write there is not asked.
    Raises Http404."""
    if not (found := NAME.fullmatch(name)):
        raise Http404
    pk, kind = int(found[2]), found[3] or ""
    if kind and (found[1] != "topic" or kind not in KINDS):
        raise Http404
    match found[1]:
        case "topic":
            return Place(one_or_404(visible_boards(viewer).filter(pk=pk)), kind=kind)
        case "reply":
            topic = get_topic_now_or_404(viewer, pk)
            return Place(topic.board, topic)
    post = get_post_or_404(viewer, pk)
    return Place(post.topic.board, post.topic, post)


def place_of(draft: Draft) -> Place:
    """Of a draft from `get_draft` or `page_of_drafts`."""
    named = NAME.fullmatch(draft.place)
    return Place(draft.board, draft.topic, draft.post, kind=(named and named[3]) or "")


def where_written(post: Post) -> Place:
    """The place that a post came from. Its topic and board must be loaded."""
    topic = post.topic
    return Place(topic.board, topic) if post.number > 1 else Place(topic.board, kind=topic.kind)


def may_send(viewer: Viewer, place: Place) -> Verdict:
    """May what is written here be sent now?"""
    if place.post:
        return rules.may_edit(viewer, place.post)
    if place.topic:
        return rules.may_reply(viewer, place.topic)
    return rules.may_start_topic(viewer, place.board, place.kind)
