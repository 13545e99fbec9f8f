"""What a redaction or a removal changed, one thing after the other: as it was, and as it reads now,
so that it can be put back where nobody has changed it since."""

from collections.abc import Iterable, Mapping
from typing import Any, NotRequired, TypedDict

from django.db.models import Model


class Copy(TypedDict):
    """One thing that held the words. `what` is the kind of thing, as whoever changed it calls it;
    `before` and `after` are its fields. `after` is None where the thing itself is gone."""

    what: str
    id: int
    before: dict[str, Any]
    after: dict[str, Any] | None


class Original(TypedDict):
    """What was taken away: the fields of the subject as they were, and all that held their words,
    made of what JSON knows. `files` are those of pictures, by a name such as "12-large"; what has
    been sealed is decrypted only when it is asked for by its name."""

    fields: dict[str, str]
    copies: list[Copy]
    files: NotRequired[Mapping[str, bytes]]


def amend(thing: Model, what: str, **values: Any) -> list[Copy]:
    """Set these fields and save them; return what changed: one copy, or none."""
    before = {name: getattr(thing, name) for name in values}
    if before == values:
        return []
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(values))
    return [Copy(what=what, id=thing.pk, before=before, after=values)]


def given_back(thing: Model, copy: Copy) -> dict[str, Any]:
    """Set those fields back that still read as they did after, and return them by name; the caller
    saves. What was changed since stays."""
    after = copy["after"] or {}
    back = {
        name: value
        for name, value in copy["before"].items()
        if name in after and getattr(thing, name) == after[name]
    }
    for name, value in back.items():
        setattr(thing, name, value)
    return back


def joined(copies: Iterable[Copy]) -> list[Copy]:
    """One copy of each thing that was changed more than once: from what it was to what it is."""
    of: dict[tuple[str, int], Copy] = {}
    for copy in copies:
        key = copy["what"], copy["id"]
        if (first := of.get(key)) is None:
            of[key] = copy
        elif first["after"] is not None and copy["after"] is not None:
            before, after = copy["before"] | first["before"], first["after"] | copy["after"]
            of[key] = Copy(what=copy["what"], id=copy["id"], before=before, after=after)
    return list(of.values())
