"""Take pictures and their pixels away by a decision, so that they can be put back: the files go to
the sealed store. What their owners take away themselves goes for good (`attaching`)."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.dateparse import parse_datetime

from community.copies import Copy, given_back
from community.events import emit
from community.lib.reencoding import SIZES
from forums import picturing
from forums.models import Picture, State
from forums.picturing import same

PICTURE, PIXELS = "picture", "pixels"

WORDS = ("alt", "caption", "text")

# What stands and falls with the pixels, and what was seen in them.
SEEN = ("stored", "size", "width", "height", "text", "is_unread", "faces", "codes", "looked_at")

# In a post that its author has taken back since, nothing is put back.
TAKEN_BACK = (State.WITHDRAWN, State.UNDONE)

NOT_KEPT = "The picture itself is not kept any more. Its author can post it again."
REMOVED_SINCE = "The picture was removed since, so what was covered in it stays covered."
COVERED_SINCE = "More of the picture was covered since, so that it stays as it is."
TAKEN_SINCE = "Its post was taken back by its author since, so the picture stays away."
THERE_AGAIN = "The picture is there again already."


def take_away(pictures: Iterable[Picture]) -> tuple[list[Copy], dict[str, bytes]]:
    """Let nothing stay of these but that they were there. Call inside the transaction, with them
    locked; the plain files go after commit."""
    copies: list[Copy] = []
    files: dict[str, bytes] = {}
    for picture in pictures:
        files |= files_of(picture)
        taken = ("state", "stored", *WORDS)
        before = {name: getattr(picture, name) for name in taken}
        picture.state = Picture.State.REMOVED.value
        picture.alt = picture.caption = picture.text = ""
        picture.save(update_fields=["state", *WORDS])
        after = {name: getattr(picture, name) for name in taken}
        copies.append(Copy(what=PICTURE, id=picture.pk, before=before, after=after))
        emit("picture.gone", stored=picture.stored)
    return copies, files


def is_taken(copy: Copy) -> bool:
    """Whether this is of a picture that went as a whole, and not of the words beside it."""
    return copy["what"] == PICTURE and "stored" in copy["before"]


def pixels_of(picture: Picture) -> Copy:
    """For what is about to be painted over; who paints notes in `after` where the new ones lie."""
    before = {name: getattr(picture, name) for name in (*SEEN, "state")}
    if picture.looked_at:
        before["looked_at"] = picture.looked_at.isoformat()
    return Copy(what=PIXELS, id=picture.pk, before=before, after={})


def files_of(picture: Picture) -> dict[str, bytes]:
    return {f"{picture.pk}-{size}": data for size, data in picturing.all_sizes(picture).items()}


def why_not(picture: Picture, copy: Copy, files: Mapping[str, bytes]) -> str:
    """Why this cannot be put back, to who would; nothing if it can."""
    stored = (copy["after"] or {}).get("stored", copy["before"]["stored"])
    if picture.post and picture.post.state in TAKEN_BACK:
        return TAKEN_SINCE
    if copy["what"] == PICTURE and picture.state != Picture.State.REMOVED:
        return THERE_AGAIN
    if copy["what"] == PIXELS and picture.state == Picture.State.REMOVED:
        return REMOVED_SINCE
    if not same(picture.stored, stored):
        return COVERED_SINCE
    return "" if all(f"{picture.pk}-{size}" in files for size in SIZES) else NOT_KEPT


def put_back(picture: Picture, copy: Copy, files: Mapping[str, bytes], state: str = "") -> None:
    """A picture that was taken away stands where it stood, in the state it had or this one; nothing
    if it cannot. Call inside the transaction, with it locked."""
    if why_not(picture, copy, files):
        return
    words = [name for name in given_back(picture, copy) if name in WORDS]
    picture.stored = picturing.keep_again(copy["before"]["stored"], _sizes(picture, files))
    picture.state = state or copy["before"]["state"]
    picture.version += 1
    picture.save(update_fields=["stored", "state", "version", *words])
    if picture.state == Picture.State.WAITING:
        emit("picture.changed", picture_id=picture.pk)


def uncover(picture: Picture, copy: Copy, files: Mapping[str, bytes]) -> None:
    """The pixels that were painted over stand there again, under a new address; nothing if they
    cannot. What all saw before, all see again: it was looked at then."""
    if why_not(picture, copy, files):
        return
    before: dict[str, Any] = copy["before"]
    emit("picture.gone", stored=picture.stored)
    for name in SEEN:
        setattr(picture, name, before[name])
    picture.looked_at = parse_datetime(before["looked_at"]) if before["looked_at"] else None
    picture.stored = picturing.keep_again(before["stored"], _sizes(picture, files))
    picture.token, picture.version = uuid.uuid4(), picture.version + 1
    if picture.state in (Picture.State.SHOWN, Picture.State.WAITING):
        seen = picture.looked_at is not None
        picture.state = Picture.State.SHOWN if seen else Picture.State.WAITING
    picture.save(update_fields=[*SEEN, "token", "version", "state"])
    if picture.looked_at is None:
        emit("picture.changed", picture_id=picture.pk)


def _sizes(picture: Picture, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {size: files[f"{picture.pk}-{size}"] for size in SIZES}
