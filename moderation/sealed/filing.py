"""The files of the sealed store: pictures that a decision took away, beside those that stand.

Each decision's are encrypted under a key of its own, which lies in what is sealed of that decision.
So whoever has the files alone reads nothing, to seal that again under a newer key is enough, and
with it they are lost even before they are deleted.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from cryptography.fernet import Fernet
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils import timezone

from moderation.models import SealedOriginal

FOLDER = "sealed"  # in the store of pictures, where the folders of those have two letters


class Files(Mapping[str, bytes]):
    """Those of a decision by their names, read and decrypted when they are asked for. One that is
    not there any more is as one that never was."""

    def __init__(self, decision_id: int, key: str, names: Iterable[str]) -> None:
        self._decision_id, self._seal, self._names = decision_id, Fernet(key), tuple(names)

    def __getitem__(self, name: str) -> bytes:
        if name not in self:
            raise KeyError(name)
        with _store().open(_path(self._decision_id, name)) as file:
            return self._seal.decrypt(file.read())

    def __contains__(self, name: object) -> bool:
        return name in self._names and _store().exists(_path(self._decision_id, str(name)))

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._names if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def put_by(decision_id: int, files: Mapping[str, bytes]) -> str:
    """Keep them encrypted; returns the key. Where the transaction comes to nothing nobody knows it,
    and `clear` deletes them."""
    key = Fernet.generate_key()
    seal = Fernet(key)
    for name, data in files.items():
        _store().save(_path(decision_id, name), ContentFile(seal.encrypt(data)))
    return key.decode()


def delete(decision_id: int) -> None:
    """Delete all of a decision, unless it is kept still; a second time changes nothing."""
    if not SealedOriginal.objects.filter(decision=decision_id).exists():
        _discard(str(decision_id))


def clear() -> int:
    """Delete what belongs to nothing that is sealed; returns of how many decisions."""
    known = {str(pk) for pk in SealedOriginal.objects.values_list("decision_id", flat=True)}
    left = [folder for folder in _listed(FOLDER)[0] if folder not in known and _is_old(folder)]
    for folder in left:
        _discard(folder)
    return len(left)


def _is_old(folder: str) -> bool:
    """What was made this day may be of a decision that is not committed yet."""
    before = timezone.now() - timedelta(days=1)
    names = _listed(f"{FOLDER}/{folder}")[1]
    return all(_store().get_modified_time(_path(folder, name)) < before for name in names)


def _discard(folder: str) -> None:
    store = _store()
    for name in _listed(f"{FOLDER}/{folder}")[1]:
        store.delete(_path(folder, name))
    if hasattr(store, "location") and store.exists(f"{FOLDER}/{folder}"):
        store.delete(f"{FOLDER}/{folder}")  # an empty folder, where there are folders


def _listed(path: str) -> tuple[list[str], list[str]]:
    try:
        return _store().listdir(path)
    except FileNotFoundError:
        return [], []  # nothing was ever kept there


def _path(decision: int | str, name: str) -> str:
    return f"{FOLDER}/{decision}/{name}"


def _store() -> Storage:
    return storages["pictures"]
