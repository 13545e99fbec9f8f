"""Cover parts of a picture. What its owner covers is kept nowhere; what a moderator covers in the
picture of another is a decision, and goes to the sealed store."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from community import subjects
from community.audit.recording import record
from community.copies import Copy
from community.events import emit
from community.lib import limits
from community.lib.uploads import Drawn, covered
from community.lib.verdicts import YES, Refused, Verdict, no
from community.members.viewer import Viewer
from community.pipeline.models import SubmittedForm
from community.pipeline.once import once, remember
from community.subjects import Changed as Changed
from forums import keeping, picturing, shelving, viewing
from forums.access import pictures_beside
from forums.limits import COVERING
from forums.models import Picture
from moderation import deciding
from moderation.access import visible_cases
from moderation.limits import DUE_WITHIN
from moderation.models import Case, Decision
from moderation.opening import open_or_bump

MOST_BOXES = 20  # more is a picture that should not be posted
SMALLEST = 1.0  # per cent of a side: what is smaller was a slip of the hand

# The old picture, as what brings it back, and its files by name.
Taken = tuple[Copy, dict[str, bytes]]

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
    """Paint the boxes black in every size of the viewer's own picture, under a new address, and
    have it looked at again. The old files go for good once this is committed. Raises Refused,
    NoBoxes, TooFast, Changed or Unusable."""
    viewing.may_cover(viewer, picture).require()
    if is_decision(viewer, picture):
        raise Refused("This is another's picture: name the rule, and say why.")
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
            keeping.keep_pictures([picture], "covered")
            _put(picture, new)
            record("picture.covered", picture, **_who(viewer, picture), boxes=len(boxes))
            remember(form, picture.pk)
    if picture.stored != new.stored:  # the twin of this form was first
        picture.refresh_from_db()
    return picture


def is_decision(viewer: Viewer, picture: Picture) -> bool:
    """Whether to cover it is to decide on a case: it is of another. Asked of who may cover it."""
    return viewer.user_id != picture.owner_id


def may_decide(viewer: Viewer, picture: Picture) -> Verdict:
    """As on the page of its case, which there may not be yet."""
    if pictures_beside(viewer).filter(pk=picture.pk).exists():
        return no(
            "You wrote in this conversation, so another moderator decides. Report it to them."
        )
    return YES


def decide(
    viewer: Viewer, picture: Picture, case: Case | None, version: int, choice: deciding.Choice
) -> Decision:
    """Cover parts of another's picture, of whose `case_of` the viewer read this version, 0 where
    there was none: then it gets one. Raises Refused, TooFast, and what `deciding.decide` raises."""
    viewing.may_cover(viewer, picture).require()
    may_decide(viewer, picture).require()
    limits.spend(COVERING, viewer.member_id)
    if version != (case.version if case else 0):
        raise deciding.Conflict
    if case:
        return deciding.decide(viewer, case.pk, version, choice)
    with transaction.atomic():
        form = once(viewer.member_id, choice.key, _deed(picture.token))
        if form.result_id is None:
            case = _open_case(picture, choice.rule)
            deciding.decide(viewer, case.pk, case.version, choice)
            remember(form, picture.pk)
    decision = deciding.decided_with(viewer, choice.key)
    assert decision is not None, "it was made here, or by the twin of this form"
    return decision


@contextmanager
def covered_for_case(
    picture_id: int, boxes: Sequence[tuple[float, float, float, float]]
) -> Iterator[Callable[[int], Taken]]:
    """As `Subject.covering` says: whether it may be done, moderation asks. What a program held is
    let go by this, to be looked at as any other. Raises NoBoxes, Changed or Unusable."""
    picture = Picture.objects.get(pk=picture_id)

    def put(version: int) -> Taken:
        locked = _lock(picture, version)
        pixels, files = shelving.pixels_of(locked), shelving.files_of(locked)
        if locked.state == Picture.State.HELD:
            locked.state = Picture.State.WAITING
        _put(locked, new)
        pixels["after"] = {"stored": locked.stored}
        return pixels, files

    with _painted(picture, [Box(*box) for box in boxes]) as new:
        yield put


def case_of(viewer: Viewer, picture: Picture) -> Case | None:
    """The case to be settled about another's picture, if there is one."""
    if not is_decision(viewer, picture):
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


def _open_case(picture: Picture, rule: str) -> Case:
    written = subjects.of("picture").read(picture.pk)
    if written is None:
        raise Changed  # it is in no post any more
    family = "identifying" if rule == "patients" else "conduct"
    case, _ = open_or_bump(
        written,
        source=Case.Source.MODERATOR,
        family=family,
        severity=Case.Severity.MEDIUM,
        due_at=timezone.now() + DUE_WITHIN[family],
    )
    return case


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
