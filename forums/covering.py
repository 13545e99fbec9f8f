"""Cover parts of a picture for good: the pixels beneath are kept nowhere."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from community.audit.recording import record
from community.events import emit
from community.lib import limits
from community.lib.uploads import Drawn, covered
from community.lib.verdicts import Refused
from community.members.viewer import Viewer
from community.pipeline.models import SubmittedForm
from community.pipeline.once import once, remember
from community.subjects import Changed as Changed
from forums import keeping, picturing, viewing
from forums.limits import COVERING
from forums.models import Picture
from moderation.access import visible_cases
from moderation.models import Case

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


@dataclass(frozen=True)
class Painted:
    """A picture drawn anew, with the folder of its files and their size."""

    drawn: Drawn
    stored: str
    size: int


class NoBoxes(Exception):
    """The boxes cannot be drawn; the message says why."""


def cover(
    viewer: Viewer, picture: Picture, boxes: Sequence[Box], version: int, key: uuid.UUID
) -> Picture:
    """Paint the boxes black in every size, under a new address, and have it looked at again. The
    old files go once this is committed. Raises Refused, NoBoxes, TooFast, Changed or Unusable."""
    viewing.may_cover(viewer, picture).require()
    if case_of(viewer, picture):
        raise Refused("There is a case about this picture: cover it there, and say why.")
    limits.spend(COVERING, viewer.member_id)
    if picture.version != version:
        raise Changed
    with _painted(picture, boxes) as new, transaction.atomic():
        form = once(viewer.member_id, key, _deed(picture.token))
        if form.result_id is None:
            post, picture = picture.post, _lock(picture, version)
            if post and picture.post_id == post.pk:
                picture.post = post  # with its topic and board
            viewing.may_cover(viewer, picture).require()
            _put(picture, new)
            record("picture.covered", picture, **_who(viewer, picture), boxes=len(boxes))
            remember(form, picture.pk)
    if picture.stored != new.stored:  # the twin of this form was first
        picture.refresh_from_db()
    return picture


@contextmanager
def covered_for_case(
    picture_id: int, boxes: Sequence[tuple[float, float, float, float]]
) -> Iterator[Callable[[int], None]]:
    """As `Subject.covering` says: whether it may be done, moderation asks. What a program held is
    let go by this, to be looked at as any other. Raises NoBoxes, Changed or Unusable."""
    picture = Picture.objects.get(pk=picture_id)

    def put(version: int) -> None:
        locked = _lock(picture, version)
        if locked.state == Picture.State.HELD:
            locked.state = Picture.State.WAITING
        _put(locked, new)

    with _painted(picture, [Box(*box) for box in boxes]) as new:
        yield put


def case_of(viewer: Viewer, picture: Picture) -> Case | None:
    """The case to be settled, if there is one, about another's picture: whoever covers that decides
    on the case, and names the rule and the reason."""
    if viewer.user_id == picture.owner_id or not viewer.is_moderator:
        return None
    cases = visible_cases(viewer).filter(subject_kind="picture", subject_id=picture.pk)
    return cases.filter(state__in=Case.UNSETTLED).first()


def covered_before(viewer: Viewer, token: uuid.UUID, key: uuid.UUID) -> int | None:
    """The id of the picture that stood at this address until this very form covered it: a second
    click finds its own result, and the address is gone by then."""
    if viewer.user_id is None:
        return None
    form = SubmittedForm.objects.filter(user=viewer.user_id, key=key, act=_deed(token)).first()
    return form.result_id if form else None


@contextmanager
def _painted(picture: Picture, boxes: Sequence[Box]) -> Iterator[Painted]:
    """Drawn before anything is locked: it takes a second or two, in another process. Files that no
    picture has taken are gone afterwards."""
    _require_fit(boxes)
    drawn = _drawn(picture, boxes)
    stored, size = picturing.keep(drawn)
    try:
        yield Painted(drawn, stored, size)
    except BaseException:
        picturing.delete_files(stored)
        raise
    if not Picture.objects.filter(pk=picture.pk, stored=stored).exists():
        picturing.delete_files(stored)


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


def _lock(seen: Picture, version: int) -> Picture:
    """The row, locked, if it is still the one that was drawn. Raises Changed."""
    picture = Picture.objects.select_for_update(no_key=True, of=("self",)).get(pk=seen.pk)
    if picture.version != version or picture.stored != seen.stored:
        raise Changed
    return picture


def _put(picture: Picture, new: Painted) -> None:
    """The new files in the place of the old, of a picture that is locked."""
    keeping.keep_pictures([picture], "covered")
    emit("picture.gone", stored=picture.stored)
    picture.token, picture.version = uuid.uuid4(), picture.version + 1
    picture.stored, picture.size = new.stored, new.size
    picture.width, picture.height = new.drawn.width, new.drawn.height
    picture.text, picture.is_unread, picture.looked_at = "", False, None
    picture.faces = picture.codes = 0
    if picture.state == Picture.State.SHOWN:
        picture.state = Picture.State.WAITING
    picture.save(update_fields=PIXELS)
    emit("picture.changed", picture_id=picture.pk)
