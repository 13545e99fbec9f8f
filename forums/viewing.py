"""Look at a picture large, and at those beside it. Everything comes through the gate."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from community.lib.verdicts import YES, Verdict, no
from community.members.viewer import Viewer
from forums import rules
from forums.access import one_or_404, visible_pictures
from forums.models import Board, Picture
from forums.places import Place as Written


@dataclass(frozen=True)
class Place:
    """Where a picture stands among those of its post that the viewer sees. What gives the answer
    away is walked through apart, so that no one comes upon it: `apart` begins the others."""

    number: int
    count: int
    before: Picture | None
    after: Picture | None
    apart: Picture | None


def get_picture_or_404(viewer: Viewer, token: UUID) -> Picture:
    """The picture with its board, and its post and topic once there are any. One query."""
    return one_or_404(
        visible_pictures(viewer)
        .select_related("board__specialty", "post__topic__board__specialty")
        .filter(token=token)
    )


def board_of(picture: Picture) -> Board:
    """Whose members read it: where its post stands now, or will."""
    return picture.post.topic.board if picture.post else picture.board


def place_of(viewer: Viewer, picture: Picture) -> Place:
    """One query, and none for one that belongs to no post yet: what else its owner has put by is
    not beside it."""
    if picture.post is None:
        return Place(1, 1, None, None, None)
    found = list(visible_pictures(viewer).filter(post=picture.post))
    row = [one for one in found if one.is_answer == picture.is_answer]
    apart = next((one for one in found if one.is_answer != picture.is_answer), None)
    at = [one.pk for one in row].index(picture.pk)
    before = row[at - 1] if at else None
    after = row[at + 1] if at + 1 < len(row) else None
    return Place(at + 1, len(row), before, after, apart)


def at_place(viewer: Viewer, place: Written) -> list[Picture]:
    """What the viewer has put by where they write and, of an edit, what the post has already. One
    query."""
    here = Q(owner=viewer.member_id, post=None, place=place.name)
    if place.post:
        here |= Q(post=place.post)
    return list(visible_pictures(viewer).filter(here))


def may_cover(viewer: Viewer, picture: Picture) -> Verdict:
    """Its owner until it is posted, and then as long as they may edit the post; whoever moderates,
    at any time. What a moderator hid, its owner leaves as it is."""
    if rules.may_moderate(viewer, board_of(picture).pk):
        return YES
    if picture.state == Picture.State.HIDDEN:
        return no("A moderator hid this picture, so it cannot be changed.")
    return rules.may_change_picture(viewer, picture)
