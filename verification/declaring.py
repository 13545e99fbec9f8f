"""A member says what they are, on their own word: the badge says that nobody has checked it."""

from django.db import transaction
from django.utils import timezone

from community.lib.limits import spend
from community.members.clean import require_clean
from community.members.models import Standing, User
from community.members.standing import close, give
from community.members.viewer import Viewer
from verification import rules, titles
from verification.limits import DECLARED_FOR, DECLARING


def declare(viewer: Viewer, profession: str) -> Standing:
    """Give the standing of one who says so. Raises Refused, Marked and TooFast."""
    rules.may_declare(viewer, profession, is_doctors=titles.is_doctors(profession)).require()
    # It stands beside every post, where nothing can be kept back.
    require_clean({"profession": (profession, None)}, beside_posts=frozenset({"profession"}))
    with transaction.atomic():
        # The member's row is the lock: no two standings of one kind at once.
        User.objects.select_for_update(no_key=True, of=("self",)).get(pk=viewer.member_id)
        spend(DECLARING, viewer.member_id)
        return give(
            viewer.member_id,
            Standing.Kind.DECLARED,
            actor_id=viewer.user_id,
            ends_at=timezone.now() + DECLARED_FOR,
            profession=profession,
        )


def take_back(viewer: Viewer) -> bool:
    """The member says it no longer. False when they did not."""
    with transaction.atomic():
        return close(
            viewer.member_id, Standing.Kind.DECLARED, actor_id=viewer.user_id, why="taken back"
        )
