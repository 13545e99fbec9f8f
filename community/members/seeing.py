"""THE MEMBERS' GATE: who sees which part of a member's page.

The page, the line beside a post, the directory, the names that complete a mention and "see as" all
ask here, so that none shows what another hides. Whom the member blocks sees what any member sees
who is not connected: with less, they could tell.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from community.lib import rendering
from community.members.models import Audience, Block, Follow, Profile, Region, Specialty, User
from community.members.roles import Role
from community.members.viewer import Viewer

# Whom a member may look at their own page as, and in whose eyes that is.
STAND_INS = {
    Audience.PUBLIC: "anyone who has not signed in",
    Audience.MEMBERS: "a member you are not connected with",
    Audience.DOCTORS: "a verified doctor you are not connected with",
    Audience.CONNECTIONS: "a member who is no doctor, and whom you follow and who follows you",
}


@dataclass(frozen=True)
class ShownProfile:
    """A member as one viewer sees them: what is hidden from them is empty, like what is not said.
    `about` is safe HTML."""

    member: User
    specialty: Specialty | None
    grade: str
    region: str
    workplace: str
    about: str
    interests: str

    @property
    def what(self) -> str:
        """In one line: "Cardiology · ST5 · London"."""
        specialty = self.specialty.name if self.specialty else ""
        return " · ".join(filter(None, [specialty, self.grade, self.region]))


def sees(viewer: Viewer, member: User, audience: str) -> bool:
    """Whether the viewer sees what the member shows to `audience`. No query but for what is shown
    to connections, and for that one in a request."""
    if audience == Audience.PUBLIC or viewer.user_id == member.pk:
        return True
    if not viewer.is_member or audience == Audience.NOBODY:
        return False
    if audience == Audience.CONNECTIONS:
        return member.pk in connections(viewer)
    return audience == Audience.MEMBERS or viewer.is_doctor


def shown(viewer: Viewer, member: User) -> ShownProfile:
    """All that the viewer sees. The member's specialty and profile should be loaded."""
    profile = profile_of(member)
    is_own = viewer.user_id == member.pk
    said = is_own or profile.state == Profile.State.PUBLISHED

    def part(name: str) -> str:
        visible = sees(viewer, member, getattr(profile, f"{name}_for"))
        return getattr(profile, name) if visible and (said or name == "region") else ""

    region = part("region")
    about = part("about")
    return ShownProfile(
        member=member,
        specialty=specialty_for(viewer, member),
        grade=grade_for(viewer, member),
        region=str(Region(region).label) if region else "",
        workplace=part("workplace"),
        about=rendering.render(about).html if about else "",
        interests=part("interests"),
    )


def specialty_for(viewer: Viewer, member: User) -> Specialty | None:
    return member.specialty if sees(viewer, member, member.specialty_for) else None


def grade_for(viewer: Viewer, member: User) -> str:
    """The grade in the member's own words or, without any, the band they chose."""
    if not sees(viewer, member, member.grade_for):
        return ""
    return member.grade or (member.get_band_display() if member.band else "")


def profile_of(member: User) -> Profile:
    """What they have said; an empty page where they have said nothing."""
    try:
        return member.profile
    except Profile.DoesNotExist:
        return Profile(user=member)


def opens_to_all(member: User) -> bool:
    """Whether whoever has the address can open the page."""
    return profile_of(member).page_for == Audience.PUBLIC


def shown_to(viewer: Viewer, field: str, of: str = "pk") -> Q:
    """`sees`, in SQL: rows whose audience in `field` lets the viewer see it. `of` is the field of
    the member's id."""
    if not viewer.is_member:
        return Q(**{field: Audience.PUBLIC})
    wide = [Audience.PUBLIC, Audience.MEMBERS]
    wide += [Audience.DOCTORS] if viewer.is_doctor else []
    connected = Q(**{field: Audience.CONNECTIONS, f"{of}__in": connections(viewer)})
    return Q(**{f"{field}__in": wide}) | connected | Q(**{of: viewer.user_id})


def connections(viewer: Viewer) -> frozenset[int]:
    """Ids of those who follow the viewer and whom the viewer follows, where neither blocks the
    other. One query in a request."""
    if "connections" not in viewer.memo:
        viewer.memo["connections"] = frozenset(_connected(viewer))
    return viewer.memo["connections"]


def _connected(viewer: Viewer) -> QuerySet[Follow, int]:
    if viewer.user_id is None:
        return Follow.objects.none().values_list("followed", flat=True)
    back = Follow.objects.filter(user=OuterRef("followed"), followed=viewer.user_id)
    blocks = Block.objects.filter(user=viewer.user_id, blocked=OuterRef("followed"))
    blocked = Block.objects.filter(user=OuterRef("followed"), blocked=viewer.user_id)
    mutual = Follow.objects.filter(Exists(back), ~Exists(blocks), ~Exists(blocked))
    return mutual.filter(user=viewer.user_id).values_list("followed", flat=True)


def stand_in(audience: Audience, member: User) -> Viewer:
    """One of those whom the member shows to `audience`: asked with it, `shown` answers what such a
    viewer gets. It is nobody's id, so nothing of anybody's own is shown to it."""
    if audience == Audience.PUBLIC:
        return Viewer()
    roles = {Role.ANYONE, Role.MEMBER}
    if audience == Audience.DOCTORS:
        roles |= {Role.DOCTOR, Role.PROFESSIONAL}
    known = {member.pk} if audience == Audience.CONNECTIONS else set()
    return Viewer(user_id=0, roles=frozenset(roles), memo={"connections": frozenset(known)})
