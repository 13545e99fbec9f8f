"""Cover parts of a picture for good: the pixels beneath are kept nowhere."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from community.audit.recording import record
from community.events import emit
from community.lib import limits
from community.lib.uploads import Drawn, covered
from community.members.viewer import Viewer
from community.pipeline.models import SubmittedForm
from community.pipeline.once import once, remember
from forums import picturing, viewing
from forums.limits import COVERING
from forums.models import Picture

MOST_BOXES = 20  # more is a picture that should not be posted
SMALLEST = 1.0  # per cent of a side: what is smaller was a slip of the hand

# Its pixels are others now: what was read in them is not there any more.
PIXELS = [
    "token",
    "stored",
    "width",
    "height",
    "size",
    "version",
    "state",
    "text",
    "is_unread",
    "faces",
    "codes",
    "looked_at",
]


@dataclass(frozen=True)
class Box:
    """A part of a picture, in per cent of its width and height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def wrong(self) -> str:
        """Why it cannot be covered, or nothing."""
        if not (self.left >= 0 and self.top >= 0):
            return "A box begins outside of the picture."
        if not (self.width >= SMALLEST and self.height >= SMALLEST):
            return f"A box is at least {SMALLEST:g} % wide and high."
        if not (self.left + self.width <= 100.01 and self.top + self.height <= 100.01):
            return "A box reaches beyond the edge of the picture."
        return ""

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, as parts of the whole."""
        right, bottom = min(self.left + self.width, 100), min(self.top + self.height, 100)
        return self.left / 100, self.top / 100, right / 100, bottom / 100


class Changed(Exception):
    """The picture is not the one that was looked at: it was covered elsewhere meanwhile."""


class NoBoxes(Exception):
    """The boxes cannot be drawn; the message says why."""


def cover(
    viewer: Viewer, picture: Picture, boxes: Sequence[Box], version: int, key: uuid.UUID
) -> Picture:
    """Paint the boxes black in every size, under a new address, and have it looked at again. The
    old files go once this is committed. Raises Refused, NoBoxes, TooFast, Changed or Unusable."""
    viewing.may_cover(viewer, picture).require()
    _require_fit(boxes)
    limits.spend(COVERING, viewer.member_id)
    if picture.version != version:
        raise Changed
    # Drawn before anything is locked: it takes a second or two, in another process.
    drawn = _drawn(picture, boxes)
    stored, size = picturing.keep(drawn)
    try:
        with transaction.atomic():
            form = once(viewer.member_id, key, _deed(picture.token))
            if form.result_id is None:
                picture = _swap(viewer, picture, version, (stored, size), drawn)
                record("picture.covered", picture, **_who(viewer, picture), boxes=len(boxes))
                emit("picture.changed", picture_id=picture.pk)
                remember(form, picture.pk)
    except BaseException:
        picturing.delete_files(stored)
        raise
    if picture.stored != stored:  # the twin of this form was first
        picturing.delete_files(stored)
        picture.refresh_from_db()
    return picture


def covered_before(viewer: Viewer, token: uuid.UUID, key: uuid.UUID) -> int | None:
    """The id of the picture that stood at this address until this very form covered it: a second
    click finds its own result, and the address is gone by then."""
    if viewer.user_id is None:
        return None
    form = SubmittedForm.objects.filter(user=viewer.user_id, key=key, act=_deed(token)).first()
    return form.result_id if form else None


def _drawn(picture: Picture, boxes: Sequence[Box]) -> Drawn:
    try:
        with picturing.read(picture, "full") as full:
            return covered(full.read(), [box.edges for box in boxes])
    except FileNotFoundError:  # it was covered elsewhere, or removed, this moment
        raise Changed from None


def _deed(token: uuid.UUID) -> str:
    return f"cover {token.hex}"


def _who(viewer: Viewer, picture: Picture) -> dict[str, int | None]:
    """Who did it, for the record; where the post is masked, not who."""
    if picture.post and viewer.user_id == picture.owner_id:
        return dict(picture.post.recorded)
    return {"actor_id": viewer.member_id}


def _require_fit(boxes: Sequence[Box]) -> None:
    if not boxes:
        raise NoBoxes("Say first which part of the picture to cover.")
    if len(boxes) > MOST_BOXES:
        raise NoBoxes(f"At most {MOST_BOXES} boxes at a time. Cover these, then the others.")
    for number, box in enumerate(boxes, 1):
        if box.wrong:
            raise NoBoxes(f"Box {number}: {box.wrong}")


def _swap(
    viewer: Viewer, picture: Picture, version: int, kept: tuple[str, int], drawn: Drawn
) -> Picture:
    """The row, locked, with the new files in the place of the old. Raises Refused or Changed."""
    seen, post = picture, picture.post
    picture = Picture.objects.select_for_update(no_key=True, of=("self",)).get(pk=seen.pk)
    if picture.version != version or picture.stored != seen.stored:
        raise Changed
    if picture.post_id == seen.post_id:
        picture.post = post
    viewing.may_cover(viewer, picture).require()
    emit("picture.gone", stored=picture.stored)
    picture.token, picture.version = uuid.uuid4(), version + 1
    picture.stored, picture.size = kept
    picture.width, picture.height = drawn.width, drawn.height
    picture.text, picture.is_unread, picture.looked_at = "", False, None
    picture.faces = picture.codes = 0
    if picture.state == Picture.State.SHOWN:
        picture.state = Picture.State.WAITING
    picture.save(update_fields=PIXELS)
    return picture
