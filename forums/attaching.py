"""Put pictures to a post: by and by at the place it is written, and with it when it is posted."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Concat
from django.utils import timezone

from community.audit.recording import record
from community.events import emit
from community.lib import limits
from community.lib.uploads import Drawn, pictures_of
from community.members.models import User
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from forums import keeping, picturing, rules
from forums.access import visible_pictures
from forums.drafting import keep_with_pictures
from forums.limits import (
    CLEARED_AT_ONCE,
    PICTURES_A_DAY,
    PICTURES_A_POST,
    PICTURES_BYTES,
    PICTURES_LEFT_AFTER,
    SENDING_PICTURES,
)
from forums.models import Board, Draft, Picture, Post
from forums.places import Place
from forums.stopping import require_clean

WORDS = ("alt", "caption")


@dataclass(frozen=True)
class Declared:
    """What a member says of a picture. `shows` and `consent` are values of Picture's choices."""

    shows: str
    alt: str
    caption: str = ""
    consent: str = ""
    is_anonymised: bool = False
    is_answer: bool = False


class NotEnough(Exception):
    """What was declared is not enough for this picture on this board. `field` is what is missing;
    the message says why."""

    def __init__(self, why: str, field: str) -> None:
        super().__init__(why)
        self.field = field


class NoRoom(Exception):
    """There is no room for so many pictures; the message says what to do."""


class Changed(Exception):
    """The picture was changed in another window meanwhile."""


def waiting(viewer: Viewer, place: str) -> list[Picture]:
    """What the viewer has put by at a place ("reply 7"). One query."""
    return list(visible_pictures(viewer).filter(_put_by(viewer, place)))


def send(
    viewer: Viewer, place: Place, data: bytes, declared: Declared, key: uuid.UUID
) -> list[Picture]:
    """Put a file by for the post that is written there: a picture, or one for each page of a PDF.
    Nothing is kept of it but its pixels. Raises Refused, TooFast, NotEnough, NoRoom, Stopped and
    Unusable."""
    rules.may_attach(viewer, place).require()
    _require_fit(place.board, declared)
    limits.spend(SENDING_PICTURES, viewer.member_id)
    drawn = pictures_of(data)  # a second: before anything is locked
    kept: list[str] = []
    try:
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=viewer.member_id)
            form = once(viewer.member_id, key, f"pictures {place.name}")
            if form.result_id:
                return waiting(viewer, place.name)
            rules.may_attach(viewer, place).require()
            position = _require_room(viewer, place, len(drawn))
            pictures = []
            for picture in drawn:
                position += 1
                pictures.append(_add(viewer, place, picture, declared, position, kept))
            keep_with_pictures(viewer, place)
            remember(form, pictures[0].pk)
    except BaseException:  # the transaction leaves nothing behind, and so must the store
        for stored in kept:
            picturing.delete_files(stored)
        raise
    return pictures


def describe(viewer: Viewer, picture: Picture, declared: Declared, version: int) -> Picture:
    """Say something else of a picture that was read at `version`. Raises Refused,
    NotEnough, Stopped, or Changed."""
    rules.may_change_picture(viewer, picture).require()
    _require_fit(picture.board, declared)
    with transaction.atomic():
        picture = _lock(picture.pk)
        rules.may_change_picture(viewer, picture).require()
        said = {field.name: getattr(declared, field.name) for field in fields(declared)}
        if all(getattr(picture, name) == value for name, value in said.items()):
            return picture
        if picture.version != version:
            raise Changed
        keeping.keep_pictures([picture], "described")
        for name, value in said.items():
            setattr(picture, name, value)
        picture.version += 1
        picture.save(update_fields=[*said, "version"])
        emit("picture.changed", picture_id=picture.pk)
        if picture.post_id:
            record("picture.described", picture, **_who(viewer, picture))
    return picture


def remove(viewer: Viewer, picture: Picture) -> None:
    """Take a picture away for good; a second time changes nothing. Raises Refused."""
    rules.may_change_picture(viewer, picture).require()
    with transaction.atomic():
        found = Picture.objects.select_for_update().filter(pk=picture.pk).first()
        if found is None or found.state == Picture.State.REMOVED:
            return
        rules.may_change_picture(viewer, found).require()
        take_away([found])
        if found.post_id:
            record("picture.removed", found, **_who(viewer, found))
        else:
            found.delete()


def adopt(viewer: Viewer, place: str, post: Post) -> None:
    """Let what the viewer has put by at a place ("reply 7") belong to the post that came of it.
    Call inside the transaction, with the post's topic locked."""
    pictures = list(Picture.objects.select_for_update().filter(_put_by(viewer, place)))
    last = post.pictures.aggregate(last=Max("position"))["last"] or 0
    for position, picture in enumerate(pictures, last + 1):
        picture.post, picture.place, picture.position = post, "", position
        picture.board_id = post.topic.board_id
        picture.save(update_fields=["post", "place", "position", "board"])
        emit("picture.posted", picture_id=picture.pk)


def put_back(viewer: Viewer, post: Post, place: str) -> None:
    """Put the pictures of a post that was taken back by again, where it is written anew. Call
    inside the transaction."""
    present = [Picture.State.WAITING, Picture.State.SHOWN]
    keeping.keep_pictures(post.pictures.filter(state__in=present), "undone")
    post.pictures.filter(state__in=present).update(
        post=None, place=place, state=Picture.State.WAITING
    )
    take_away(post.pictures.exclude(state=Picture.State.REMOVED))


def take_away(pictures: Iterable[Picture]) -> None:
    """Let nothing stay of these but that they were there; their files go after commit. Call inside
    the transaction."""
    for picture in pictures:
        keeping.keep_pictures([picture], "removed")
        emit("picture.gone", stored=picture.stored)
        picture.state, picture.text = Picture.State.REMOVED, ""
        picture.alt = picture.caption = ""
        picture.save(update_fields=["state", "text", "alt", "caption"])


def clear(viewer: Viewer, place: str) -> None:
    """Forget what the viewer has put by at a place: its draft is discarded."""
    with transaction.atomic():
        _delete(Picture.objects.select_for_update().filter(_put_by(viewer, place)))


def clear_left() -> int:
    """Forget pictures that no one has posted for PICTURES_LEFT_AFTER, nor written a word to, and
    files that belong to no picture any more. Returns how many pictures."""
    before = timezone.now() - PICTURES_LEFT_AFTER
    with transaction.atomic():
        left = Picture.objects.select_for_update(of=("self",)).filter(
            ~Exists(_written_on(before)), post=None, created_at__lt=before
        )
        count = _delete(left[:CLEARED_AT_ONCE])
    for stored, made_at in picturing.kept_since():
        # What was made this day may belong to a picture that is not committed yet.
        is_old = made_at < timezone.now() - timedelta(days=1)
        if is_old and not _is_known(stored):
            picturing.delete_files(stored)
    return count


# --- How it is done ------------------------------------------------------------------------------


def _put_by(viewer: Viewer, place: str) -> Q:
    return Q(owner=viewer.member_id, post=None, place=place)


def _require_fit(board: Board, declared: Declared) -> None:
    verdict = rules.may_show(declared.shows, declared.consent, declared.is_anonymised, board)
    if not verdict:
        lacks_consent = rules.consent_needed(declared.shows, board) and not declared.consent
        raise NotEnough(verdict.reason, "consent" if lacks_consent else "is_anonymised")
    words = {name: getattr(declared, name) for name in WORDS}
    require_clean(words, board.readers)


def _require_room(viewer: Viewer, place: Place, more: int) -> int:
    """The last position taken at the place. Raises NoRoom."""
    here = Q(post=None, place=place.name)
    if place.post:
        here |= Q(post=place.post) & ~Q(state=Picture.State.REMOVED)
    today = Q(created_at__gt=timezone.now() - timedelta(days=1))
    found = Picture.objects.filter(owner=viewer.member_id).aggregate(
        here=Count("pk", filter=here),
        last=Max("position", filter=here),
        today=Count("pk", filter=today),
        size=Sum("size", filter=~Q(state=Picture.State.REMOVED)),
    )
    if found["here"] + more > PICTURES_A_POST:
        raise NoRoom(f"A post takes {PICTURES_A_POST} pictures. Take one away first.")
    if found["today"] + more > PICTURES_A_DAY:
        raise NoRoom(f"You can send {PICTURES_A_DAY} pictures a day. Please go on tomorrow.")
    if (found["size"] or 0) > PICTURES_BYTES:
        raise NoRoom("Your pictures take all the room there is for one member.")
    return found["last"] or 0


def _add(
    viewer: Viewer, place: Place, drawn: Drawn, declared: Declared, position: int, kept: list[str]
) -> Picture:
    stored, size = picturing.keep(drawn)
    kept.append(stored)
    picture = Picture.objects.create(
        stored=stored,
        owner_id=viewer.member_id,
        board=place.board,
        place=place.name,
        position=position,
        width=drawn.width,
        height=drawn.height,
        size=size,
        **{field.name: getattr(declared, field.name) for field in fields(declared)},
    )
    emit("picture.sent", picture_id=picture.pk)
    return picture


def _delete(pictures: QuerySet[Picture]) -> int:
    found = list(pictures)
    keeping.keep_pictures(found, "deleted")
    for picture in found:
        emit("picture.gone", stored=picture.stored)
        picture.delete()
    return len(found)


def _written_on(moment: datetime) -> QuerySet[Draft]:
    """For a queryset of pictures: the draft of the place, where it was touched since."""
    here = Q(place=OuterRef("place")) | Q(place__startswith=Concat(OuterRef("place"), Value(" v")))
    return Draft.objects.filter(here, user=OuterRef("owner"), updated_at__gte=moment)


def _is_known(stored: str) -> bool:
    return Picture.objects.filter(stored=stored).exclude(state=Picture.State.REMOVED).exists()


def _lock(picture_id: int) -> Picture:
    pictures = Picture.objects.select_for_update(of=("self",)).select_related(
        "board", "post__topic"
    )
    return pictures.get(pk=picture_id)


def _who(viewer: Viewer, picture: Picture) -> dict[str, int | None]:
    """Who did it, for the record; where the post is masked, not who."""
    assert picture.post is not None
    if viewer.user_id == picture.owner_id:
        return dict(picture.post.recorded)
    return {"actor_id": viewer.user_id}
