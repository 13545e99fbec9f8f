"""The people of the tests: the demo's ten, with their names, standings and second factors."""

from dataclasses import dataclass, fields

from community.members.models import Specialty, User
from forums.demo.boards import SPECIALTIES
from forums.demo.joining import join
from forums.demo.people import PERSONAS


@dataclass(frozen=True)
class People:
    anna: User  # verified cardiologist
    bela: User  # verified GP
    cara: User  # only a member: her claim waits
    dan: User  # a doctor until his verification lapsed
    eve: User  # a doctor, suspended
    nina: User  # nurse
    stu: User  # student
    moira: User  # community manager
    vera: User  # verifier
    adam: User  # administrator

    def __iter__(self):
        return (getattr(self, field.name) for field in fields(self))


def make_people() -> People:
    """All ten, in five queries."""
    specialties = Specialty.objects.bulk_create(
        Specialty(slug=slug, name=one.name, tint=one.tint, position=one.position)
        for slug, one in SPECIALTIES.items()
    )
    return People(**join(PERSONAS, {specialty.slug: specialty for specialty in specialties}))
