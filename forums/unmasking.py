"""Say whose a pseudonym is: two of the staff, a reason, and a record that the member later sees.

Nobody learns it alone, whatever their role: one asks, another decides, and only these two see the
name, for UNMASKING_SHOWN. Each look is recorded. No page and no desk shows it otherwise.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from community.audit.recording import record
from community.events import emit
from community.inbox.telling import tell
from community.lib import limits
from community.lib.paging import page_after
from community.members.models import User
from community.members.roles import Role
from community.members.standing import members_with
from community.members.viewer import Viewer, viewer_for
from community.pipeline.once import once, remember
from forums import rules
from forums.access import granted, visible_unmaskings
from forums.granting import READ
from forums.limits import (
    ASKING,
    UNMASKED_TOLD_AFTER,
    UNMASKING_SHOWN,
    UNMASKING_WAITS,
    UNMASKINGS_PER_PAGE,
)
from forums.models import Post, Pseudonym, Unmasking

MANAGER, ADMINISTRATOR = "community manager", "administrator"


def ask(viewer: Viewer, post: Post, ground: str, reason: str, key: uuid.UUID) -> Unmasking:
    """Ask whose the pseudonym of a post is, or return what waits about that pseudonym already.
    Raises Refused or TooFast."""
    rules.may_ask_whose(viewer, post).require()
    limits.spend(ASKING, viewer.member_id)
    with transaction.atomic():
        form = once(viewer.member_id, key, f"unmask {post.pk}")
        if form.result_id:
            return Unmasking.objects.get(pk=form.result_id)
        # Its row is the lock: of many who ask at once the first one's is what waits.
        assert post.pseudonym_id, "the rule lets no named post through"
        name = Pseudonym.objects.select_for_update(no_key=True).get(pk=post.pseudonym_id)
        waiting = Unmasking.objects.filter(pseudonym=name, decided_at=None).first()
        if waiting and _has_lapsed(waiting):
            _lapse(waiting)
            waiting = None
        if waiting is None:
            waiting = Unmasking.objects.create(
                pseudonym=name,
                post=post,
                ground=ground,
                reason=reason,
                asked_by_id=viewer.member_id,
            )
            ids = {"pseudonym": name.pk, "post": post.pk}
            record("unmasking.asked", waiting, actor_id=viewer.user_id, ground=ground, **ids)
            emit("unmasking.asked", unmasking_id=waiting.pk)
            due_at = waiting.asked_at + UNMASKING_WAITS
            emit("unmasking.waited", due_at=due_at, unmasking_id=waiting.pk)
        remember(form, waiting.pk)
    return waiting


def decide(
    viewer: Viewer, unmasking: Unmasking, reason: str, key: uuid.UUID, *, approve: bool
) -> Unmasking:
    """Have the name shown to who asked and to who decides, or not. Raises Refused."""
    with transaction.atomic():
        form = once(viewer.member_id, key, f"unmasking {unmasking.pk}")
        if form.result_id:
            return Unmasking.objects.get(pk=form.result_id)
        unmasking = Unmasking.objects.select_for_update(no_key=True).get(pk=unmasking.pk)
        rules.may_decide_whose(viewer, unmasking).require()
        unmasking.decided_by_id = viewer.member_id
        unmasking.decided_as = MANAGER if viewer.is_manager else ADMINISTRATOR
        unmasking.decided_at, unmasking.is_approved = timezone.now(), approve
        unmasking.decision_reason = reason
        unmasking.save(
            update_fields=[
                "decided_by",
                "decided_as",
                "decided_at",
                "is_approved",
                "decision_reason",
            ]
        )
        verb = "unmasking.approved" if approve else "unmasking.refused"
        record(verb, unmasking, actor_id=viewer.user_id)
        emit("unmasking.decided", unmasking_id=unmasking.pk)
        if approve:
            due_at = unmasking.decided_at + UNMASKED_TOLD_AFTER
            emit("member.unmasked", due_at=due_at, unmasking_id=unmasking.pk)
        remember(form, unmasking.pk)
    return unmasking


def look(viewer: Viewer, unmasking: Unmasking) -> User | None:
    """Whose it is, for the two whom it is shown while it is; and a record that they looked."""
    two = (unmasking.asked_by_id, unmasking.decided_by_id)
    shown_until = until(unmasking)
    if viewer.user_id not in two or shown_until is None or timezone.now() > shown_until:
        return None
    with transaction.atomic():
        record("unmasking.looked", unmasking, actor_id=viewer.user_id)
        return unmasking.pseudonym.user


def until(unmasking: Unmasking) -> datetime | None:
    """For how long the name is shown; None where it is not."""
    if not unmasking.is_approved or unmasking.decided_at is None:
        return None
    return unmasking.decided_at + UNMASKING_SHOWN


# --- Reading -------------------------------------------------------------------------------------


def page_of(viewer: Viewer, before: str | None) -> tuple[list[Unmasking], str | None]:
    """Those that the viewer may see, the newest first; and the key to go on from. One query. Raises
    Http404 for those who could never see one."""
    if not (viewer.is_manager or viewer.is_administrator):
        raise Http404
    rows = visible_unmaskings(viewer).select_related("pseudonym__board", "asked_by", "decided_by")
    return page_after(rows, ("pk",), before, UNMASKINGS_PER_PAGE)


@dataclass(frozen=True)
class Told:
    """What a member reads of an unmasking. `board` is "" where they do not read it any more."""

    unmasking: Unmasking
    board: str


def told_to(viewer: Viewer) -> list[Told]:
    """Every one that was about the viewer, the newest first: once it is time, also those that came
    to nothing. One query."""
    rows = Unmasking.objects.filter(
        pseudonym__user=viewer.member_id, decided_at__lte=timezone.now() - UNMASKED_TOLD_AFTER
    )
    boards = granted(viewer, READ)
    return [
        Told(row, row.pseudonym.board.name if row.pseudonym.board_id in boards else "")
        for row in rows.select_related("pseudonym__board").order_by("-pk")
    ]


# --- What follows --------------------------------------------------------------------------------


def tell_the_second(unmasking_id: int) -> None:
    """Tell those who may decide that someone asks."""
    for user in members_with({Role.COMMUNITY_MANAGER, Role.ADMINISTRATOR}):
        viewer = viewer_for(user)
        asked = visible_unmaskings(viewer).filter(pk=unmasking_id).first()
        if asked and rules.may_decide_whose(viewer, asked):
            tell(
                user.pk,
                "A colleague asks whose a pseudonym is. It takes a second person to decide.",
                _address(asked),
                once=f"unmasking.asked:{asked.pk}",
            )


def tell_asker(unmasking_id: int) -> None:
    """Tell who asked what was decided."""
    unmasking = Unmasking.objects.get(pk=unmasking_id)
    hours = int(UNMASKING_SHOWN / timedelta(hours=1))
    if unmasking.is_approved:
        words = f"You may see whose the pseudonym is, for {hours} hours. Each look is recorded."
    elif unmasking.decided_by_id:
        words = "You asked whose a pseudonym is. It was decided not to say so."
    else:
        words = "You asked whose a pseudonym is. No one decided within a week, so it has lapsed."
    tell(
        unmasking.asked_by_id, words, _address(unmasking), once=f"unmasking.decided:{unmasking_id}"
    )


def tell_member(unmasking_id: int) -> None:
    """Tell the member that their name was given, in which roles and why."""
    unmasking = (
        Unmasking.objects.select_for_update(no_key=True, of=("self",))
        .select_related("pseudonym")
        .get(pk=unmasking_id)
    )
    if unmasking.told_at is None:
        unmasking.told_at = timezone.now()
        unmasking.save(update_fields=["told_at"])
        tell(
            unmasking.pseudonym.user_id,
            "Two of our staff have learnt whose a pseudonym of yours is. See when, and why.",
            reverse("names_own"),
            once=f"member.unmasked:{unmasking_id}",
        )


def lapse(unmasking_id: int) -> None:
    """End what no one has decided in time. A second time changes nothing."""
    waiting = Unmasking.objects.select_for_update(no_key=True).filter(decided_at=None)
    unmasking = waiting.filter(pk=unmasking_id).first()
    if unmasking and _has_lapsed(unmasking):
        _lapse(unmasking)


def _lapse(unmasking: Unmasking) -> None:
    unmasking.decided_at = timezone.now()
    unmasking.save(update_fields=["decided_at"])
    record("unmasking.lapsed", unmasking, actor_id=None)
    emit("unmasking.decided", unmasking_id=unmasking.pk)


def _has_lapsed(unmasking: Unmasking) -> bool:
    return timezone.now() - unmasking.asked_at >= UNMASKING_WAITS


def _address(unmasking: Unmasking) -> str:
    return reverse("unmasking", args=[unmasking.pk])


def of_viewer(viewer: Viewer) -> QuerySet[Unmasking]:
    """For the page of one, through the gate."""
    rows = visible_unmaskings(viewer)
    return rows.select_related("pseudonym__board", "pseudonym__user", "asked_by", "decided_by")
