"""Change how one is shown to others."""

from dataclasses import dataclass

from django.db import transaction

from community.audit.recording import record
from community.events import emit
from community.members.models import Specialty, User
from community.members.rules import may_edit_profile
from community.members.viewer import Viewer


@dataclass(frozen=True)
class Shown:
    """What stands beside a member's posts."""

    name: str
    specialty: Specialty | None
    grade: str


def edit_profile(viewer: Viewer, shown: Shown) -> User:
    """Save the viewer's own profile. Raises Refused. A change of name is recorded: a verification
    was for a name, and whoever looks into a disguise needs to know when it was put on."""
    may_edit_profile(viewer).require()
    assert viewer.user_id is not None, "the rule lets no stranger through"
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=viewer.user_id)
        renamed = user.name != shown.name
        user.name, user.specialty, user.grade = shown.name, shown.specialty, shown.grade
        user.save(update_fields=["name", "specialty", "grade"])
        if renamed:
            record("member.renamed", user, actor_id=user.pk)
            emit("member.renamed", user_id=user.pk)
    return user
