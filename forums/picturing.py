"""Keep, read and delete the files of pictures, in a folder or an S3-compatible store.

Both are private. No address leads into them but the site's own, which asks the gate first.
"""

import secrets
from collections.abc import Iterator
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
    try:
        for size, data in drawn.sizes.items():
            _store().save(name_of(stored, size), ContentFile(data))
    except BaseException:
        discard(stored)
        raise
    return stored, drawn.weight


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
        for stored in _folders(store, shelf):
            smallest = name_of(stored, "small")
            if store.exists(smallest):
                yield stored, store.get_modified_time(smallest)


def _folders(store: Storage, path: str) -> list[str]:
    try:
        return sorted(store.listdir(path)[0])
    except FileNotFoundError:
        return []  # nothing was ever kept


def _store() -> Storage:
    return storages["pictures"]
