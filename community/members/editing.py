"""Change how one is shown to others."""

from dataclasses import asdict, dataclass, fields

from django.db import transaction

from community import keeping
from community.audit.recording import record
from community.events import emit
from community.lib import rendering
from community.members import clean
from community.members.models import Audience, Profile, Specialty, User
from community.members.rules import may_edit_profile
from community.members.seeing import profile_of
from community.members.viewer import Viewer


@dataclass(frozen=True)
class Beside:
    """What stands beside a member's posts, and to whom."""

    name: str
    specialty: Specialty | None
    grade: str
    band: str = ""
    specialty_for: str = Audience.PUBLIC
    grade_for: str = Audience.PUBLIC


@dataclass(frozen=True)
class Page:
    """What else is on their page, and to whom."""

    page_for: str = Audience.MEMBERS
    about: str = ""
    about_for: str = Audience.MEMBERS
    region: str = ""
    region_for: str = Audience.MEMBERS
    workplace: str = ""
    workplace_for: str = Audience.DOCTORS
    interests: str = ""
    interests_for: str = Audience.MEMBERS
    in_directory: bool = False


# What stands beside every post and cannot be kept back from others: so nothing is accepted in it
# that would have to be.
BESIDE_POSTS = frozenset({"name", "grade"})

# A moderator, or a program, looks again when one of these is other than it was: also at the same
# words when more people are to read them.
JUDGED_BESIDE = ("grade", "grade_for")
JUDGED = (
    "page_for",
    "about",
    "about_for",
    "workplace",
    "workplace_for",
    "interests",
    "interests_for",
)

# What they say of themselves, kept before it is overwritten where it has to be.
WORDS_BESIDE = ("name", "grade")
WORDS = ("about", "region", "workplace", "interests")


def readers_of(page: Page | Profile) -> str:
    """The detectors' word for who reads what it says: "open" where the public does, else
    "closed"."""
    audiences = (page.about_for, page.workplace_for, page.interests_for)
    is_open = page.page_for == Audience.PUBLIC and Audience.PUBLIC in audiences
    return "open" if is_open else "closed"


def edit_profile(viewer: Viewer, beside: Beside, page: Page) -> User:
    """Save the viewer's own profile. Raises Refused or Marked. A change of name is recorded: a
    verification was for a name, and whoever looks into a disguise needs to know when it was put
    on."""
    may_edit_profile(viewer).require()
    require_clean(beside, page)
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=viewer.member_id)
        renamed = user.name != beside.name
        is_other = any(getattr(user, name) != getattr(beside, name) for name in JUDGED_BESIDE)
        _keep_words(user, beside, page)
        for field in fields(beside):
            setattr(user, field.name, getattr(beside, field.name))
        user.save(update_fields=[field.name for field in fields(beside)])
        _save_page(user, page, is_other)
        if renamed:
            record("member.renamed", user, actor_id=user.pk)
            emit("member.renamed", user_id=user.pk)
    return user


def require_clean(beside: Beside, page: Page) -> None:
    """Raise Marked when something in it may not be shown.

    A name is not screened any further: every name looks like somebody's, and some look like words.
    """
    typed = {
        "name": (beside.name, None),
        "grade": (beside.grade, None),
        "workplace": (page.workplace, None),
        "about": (page.about, rendering.render(page.about).text),
        "interests": (page.interests, None),
    }
    clean.require_clean(typed, beside_posts=BESIDE_POSTS, readers=readers_of(page))


def _keep_words(user: User, beside: Beside, page: Page) -> None:
    """What these words take the place of, where it has to be kept. The member is locked."""
    profile = profile_of(user)
    said = {name: (getattr(user, name), getattr(beside, name)) for name in WORDS_BESIDE}
    said |= {name: (getattr(profile, name), getattr(page, name)) for name in WORDS}
    lost = {name: old for name, (old, new) in said.items() if old and old != new}
    if lost:
        keeping.keep("profile", user.pk, user.pk, profile.version, lost, "changed")


def _save_page(user: User, page: Page, is_other: bool) -> None:
    """The member is locked. What is held or hidden stays so until a moderator decides; only where
    it was removed for good do new words begin anew."""
    Profile.objects.get_or_create(user=user)
    profile = Profile.objects.select_for_update(no_key=True, of=("self",)).get(user=user)
    said = asdict(page)
    is_changed = is_other or any(getattr(profile, name) != said[name] for name in JUDGED)
    for name, value in said.items():
        setattr(profile, name, value)
    if is_changed:
        profile.version += 1
        if profile.state == Profile.State.REMOVED:
            profile.state = Profile.State.PUBLISHED
    profile.save(update_fields=[*said, "version", "state"])
    if is_changed:
        emit("member.profile_changed", kind="profile", subject_id=user.pk)
