"""Keep, read and delete the files of pictures, in a folder or an S3-compatible store.

Both are private. No address leads into them but the site's own, which asks the gate first.
"""

import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages

from community.lib.reencoding import SIZES
from community.lib.uploads import Drawn
from forums.models import Picture
from moderation.law import holding


def keep(drawn: Drawn) -> tuple[str, int]:
    """(the folder it lies in, bytes in all). The name is random and says nothing of whose it is.
    Nothing stays when one of the sizes cannot be kept."""
    stored = secrets.token_hex(16)
    _save(stored, drawn.sizes)
    return stored, drawn.weight


def keep_again(stored: str, sizes: Mapping[str, bytes]) -> str:
    """Put back what lay in a folder; returns the new one. Whether the old is deleted by now, or
    soon, is no matter then, and both are `same`."""
    again = f"{_pixels(stored)}.{secrets.token_hex(3)}"
    _save(again, sizes)
    return again


def same(stored: str, other: str) -> bool:
    """Whether two folders are of the very same pixels."""
    return _pixels(stored) == _pixels(other)


def all_sizes(picture: Picture) -> dict[str, bytes]:
    """The files of a picture by size, as far as there are any."""
    sizes = {}
    for size in SIZES:
        try:
            with read(picture, size) as file:
                sizes[size] = file.read()
        except FileNotFoundError:
            continue
    return sizes


def read(picture: Picture, size: str) -> File:
    """The open file of a size of SIZES. Raises FileNotFoundError when there is none, as after it
    was covered or removed this moment."""
    return _store().open(name_of(picture.stored, size))


def name_of(stored: str, size: str) -> str:
    """Where a size lies within the store. Two folders deep: a flat one of millions is slow."""
    return f"{stored[:2]}/{stored}/{size}.webp"


def delete_files(stored: str) -> None:
    """Delete all sizes, unless they have to be kept; a second time changes nothing."""
    if not holding.keeps_file(stored):
        discard(stored)


def discard(stored: str) -> None:
    """Delete all sizes of what belongs to nothing."""
    store = _store()
    for size in SIZES:
        store.delete(name_of(stored, size))
    folder = f"{stored[:2]}/{stored}"
    if hasattr(store, "location") and store.exists(folder):
        store.delete(folder)  # an empty folder, where there are folders


def kept_since() -> Iterator[tuple[str, datetime]]:
    """(folder, when it was made) of all that lies in the store."""
    store = _store()
    for shelf in _folders(store, ""):
        if len(shelf) != 2:
            continue  # the sealed store, which has a sweep of its own
        for stored in _folders(store, shelf):
            smallest = name_of(stored, "small")
            if store.exists(smallest):
                yield stored, store.get_modified_time(smallest)


def _save(stored: str, sizes: Mapping[str, bytes]) -> None:
    try:
        for size, data in sizes.items():
            _store().save(name_of(stored, size), ContentFile(data))
    except BaseException:
        discard(stored)
        raise


def _pixels(stored: str) -> str:
    """What stays of the name of a folder however often it is put back."""
    return stored.partition(".")[0]


def _folders(store: Storage, path: str) -> list[str]:
    try:
        return sorted(store.listdir(path)[0])
    except FileNotFoundError:
        return []  # nothing was ever kept


def _store() -> Storage:
    return storages["pictures"]
