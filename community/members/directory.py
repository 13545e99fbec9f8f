"""The directory: members who asked to be in it, each as the viewer may see them.

A filter looks only at what the viewer sees of a member, or it would tell what is hidden.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from community.members.limits import DIRECTORY_PAGE
from community.members.models import Block, Specialty, User
from community.members.seeing import ShownProfile, shown, shown_to
from community.members.standing import Badge, badges_for
from community.members.viewer import Viewer


@dataclass(frozen=True)
class Sought:
    """What is looked for; all of it empty is everyone."""

    name: str = ""
    specialty: Specialty | None = None
    band: str = ""
    region: str = ""


@dataclass(frozen=True)
class Row:
    profile: ShownProfile
    badge: Badge | None


def in_directory(viewer: Viewer) -> QuerySet[User]:
    """Whom the viewer finds there: not whom they block. Who blocks them is there as before."""
    blocked = Block.objects.filter(user=viewer.member_id, blocked=OuterRef("pk"))
    listed = User.objects.filter(is_active=True, profile__in_directory=True)
    return listed.exclude(Exists(blocked)).select_related("specialty", "profile")


def find(viewer: Viewer, sought: Sought, after: str | None) -> tuple[list[Row], str | None]:
    """A page of those who fit, by name, and the key to go on from, None at the end. Three queries
    at most, however many there are."""
    people = in_directory(viewer).annotate(small=Lower("name"))
    if name := sought.name.lower():
        people = people.filter(Q(small__startswith=name) | Q(small__contains=f" {name}"))
    if wanted := sought.specialty:
        within = Q(specialty=wanted) | Q(specialty__parent=wanted)
        people = people.filter(within, shown_to(viewer, "specialty_for"))
    if sought.band:
        people = people.filter(shown_to(viewer, "grade_for"), band=sought.band)
    if sought.region:
        seen = shown_to(viewer, "profile__region_for")
        people = people.filter(seen, profile__region=sought.region)
    people = people.filter(_beyond(after)).order_by("small", "pk")
    found = list(people[: DIRECTORY_PAGE + 1])
    page = found[:DIRECTORY_PAGE]
    badges = badges_for(user.pk for user in page)
    rows = [Row(shown(viewer, user), badges.get(user.pk)) for user in page]
    return rows, _key(page[-1]) if len(found) > DIRECTORY_PAGE else None


def _key(last: Any) -> str:
    """The name itself is in it: with an id alone, any member's place among the names could be
    asked for."""
    return f"{last.pk}.{last.small}"


def _beyond(after: str | None) -> Q:
    pk, _, name = (after or "").replace("\0", "").partition(".")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return Q()
    same = Q(small=name[:80], pk__gt=int(pk))
    return Q(small__gt=name[:80]) | same
