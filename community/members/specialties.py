"""The specialties and sub-specialties of medicine, as the General Medical Council names them.

The list is specialties.json: 65 specialties and 31 sub-specialties, each with what colleagues type
when they mean it. Interventional cardiology is one more, which the GMC does not list and its people
do. A specialty stands before its own sub-specialties.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.db import transaction

from community.members.models import Specialty

LIST = Path(__file__).with_suffix(".json")


@dataclass(frozen=True)
class Listed:
    """`parent` is a slug, empty for a specialty; `tint` is 1-12, the avatar's quiet colour."""

    slug: str
    name: str
    parent: str
    tint: int
    synonyms: tuple[str, ...]
    position: int


@lru_cache(1)
def listed() -> dict[str, Listed]:
    """The list by slug, in its order."""
    return {
        row["slug"]: Listed(**row | {"synonyms": tuple(row["synonyms"]), "position": position})
        for position, row in enumerate(json.loads(LIST.read_text()))
    }


def load() -> tuple[int, int]:
    """Bring the table up to the list; returns how many were added and how many changed.

    One is known by its slug, or by its name where a hand has added it already: then its slug stays,
    because addresses hold it. Nothing is deleted, and synonyms that a hand has added stay.
    """
    with transaction.atomic():
        rows = list(Specialty.objects.select_for_update(no_key=True))
        by_slug = {row.slug: row for row in rows}
        by_name = {row.name.lower(): row for row in rows}
        known = {
            slug: by_slug.get(slug) or by_name.get(one.name.lower())
            for slug, one in listed().items()
        }
        new = [slug for slug, row in known.items() if row is None]
        made = Specialty.objects.bulk_create(_new(listed()[slug]) for slug in new)
        known |= dict(zip(new, made, strict=True))
        touched = [row for slug, row in known.items() if row and _settle(row, slug, known)]
        Specialty.objects.bulk_update(
            touched, ["name", "parent", "tint", "position", "synonyms"], batch_size=200
        )
    return len(new), len({row.pk for row in touched} - {row.pk for row in made})


def _new(one: Listed) -> Specialty:
    return Specialty(
        slug=one.slug,
        name=one.name,
        tint=one.tint,
        position=one.position,
        synonyms=list(one.synonyms),
    )


def _settle(row: Specialty, slug: str, known: dict[str, Specialty | None]) -> bool:
    """Give the row what the list says; true where that was something else."""
    one = listed()[slug]
    parent = known[one.parent] if one.parent else None
    added = [word for word in row.synonyms if word not in one.synonyms]
    wanted = {
        "name": one.name,
        "parent_id": parent.pk if parent else None,
        "tint": one.tint,
        "position": one.position,
        "synonyms": [*one.synonyms, *added],
    }
    changed = {name for name, value in wanted.items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, wanted[name])
    return bool(changed)
