"""Before a member's words are overwritten or erased for good: whoever must keep them may. The
ground does not know who that is: a room above it registers when it starts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol


class Keep(Protocol):
    """Called inside the transaction, before the deed; what it keeps nobody else finds out."""

    def __call__(
        self,
        kind: str,
        subject_id: int,
        user_id: int,
        version: int,
        fields: Mapping[str, str],
        why: str,
        *,
        files: Sequence[str] = (),
    ) -> None: ...


_keepers: list[tuple[Keep, Callable[[str], bool]]] = []


def register(keep: Keep, keeps_file: Callable[[str], bool]) -> None:
    """`keeps_file` answers whether a file has to stay, whatever became of what it belonged to."""
    _keepers.append((keep, keeps_file))


def keep(
    kind: str,
    subject_id: int,
    user_id: int,
    version: int,
    fields: Mapping[str, str],
    why: str,
    *,
    files: Sequence[str] = (),
) -> None:
    """Offer what is about to go to all who may have to keep it: words by the names of their fields,
    and the names of files. Call inside the transaction."""
    for keeper, _ in _keepers:
        keeper(kind, subject_id, user_id, version, fields, why, files=files)


def keeps_file(name: str) -> bool:
    return any(keeps(name) for _, keeps in _keepers)
