"""Impose what a decision means for its author, and lift it. Each sanction ends by itself."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from community.audit.models import Entry
from community.audit.recording import record
from community.inbox.telling import tell
from community.lib.verdicts import YES, Refused, Verdict, no
from community.members.models import User
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from moderation import access
from moderation.limits import (
    LIMIT_DAYS,
    LIMIT_LASTS,
    SUSPENSION_DAYS,
    SUSPENSION_LASTS,
    WARNING_COUNTS,
)
from moderation.models import Decision, Sanction
from moderation.recalling import Record as Record
from moderation.recalling import on_record
from moderation.recalling import record_of as record_of
from moderation.sealed import striking

Kind, Rooms = Sanction.Kind, Sanction.Rooms

IMPOSED = "sanction.imposed"

# In the inbox: what ended, and nothing of why it was.
ENDED = {
    Kind.WARNING: "A community manager has taken back a warning that you were given.",
    Kind.LIMIT: "A community manager has ended early the time in which you write less.",
    Kind.SUSPENSION: "A community manager has ended your suspension early.",
}

REASON = 500  # characters, as the table has it


class Over(Exception):
    """The sanction was lifted or ran out before it could be lifted."""


def impose(decision: Decision, kind: str, *, days: int = 0, rooms: str = Rooms.ALL) -> Sanction:
    """Sanction the author of the decision's case, from now on; call in its transaction.

    `days` 0 is what is usual for the kind; a warning has none. `rooms` is where a limit holds.
    Raises ValueError for a kind, rooms or days that there are not; Refused where the post is signed
    with a pseudonym: whoever then found an account suspended would know whose it is.
    """
    case, now = decision.case, timezone.now()
    if kind == Kind.SUSPENSION and case.mask:
        raise Refused("Nobody is suspended for what a pseudonym wrote; limit or warn instead.")
    sanction = Sanction(
        decision=decision,
        user_id=case.author_id,
        mask=case.mask,
        kind=Kind(kind),
        rooms=Rooms(rooms) if kind == Kind.LIMIT else Rooms.ALL,
        starts_at=now,
        ends_at=now + length(kind, days),
    )
    user = _lock(case.author_id)
    sanction.save()
    over = _suspend(user, sanction.ends_at) if kind == Kind.SUSPENSION else None
    _set_limits(user, now)
    user.save(update_fields=["suspended_until", "limited_until", "limited_rooms"])
    record(
        IMPOSED,
        sanction,
        actor_id=decision.moderator_id,
        decision=decision.pk,
        kind=sanction.kind,
        days=(sanction.ends_at - now).days,
        rooms=sanction.rooms,
        **({"over": over.isoformat()} if over else {}),
    )
    return sanction


def length(kind: str, days: int = 0) -> timedelta:
    """How long a sanction of this kind lasts. Raises ValueError for what is out of bounds."""
    if kind == Kind.WARNING:
        return WARNING_COUNTS
    (least, most), usual = {
        Kind.LIMIT: (LIMIT_DAYS, LIMIT_LASTS),
        Kind.SUSPENSION: (SUSPENSION_DAYS, SUSPENSION_LASTS),
    }[Kind(kind)]
    if days and not least <= days <= most:
        raise ValueError(f"From {least} to {most} days.")
    return timedelta(days=days) if days else usual


def lift(decision: Decision, *, actor_id: int, why: str) -> None:
    """Lift all that a decision imposed, also what has run out, which then counts no more. Call in
    the transaction that takes the decision back; its author is told there."""
    if not Sanction.objects.filter(decision=decision, lifted_at=None).exists():
        return
    user = _lock(decision.case.author_id)
    standing = Sanction.objects.filter(decision=decision, lifted_at=None)
    _lift(user, list(standing.select_for_update()), actor_id, why)


def may_lift(viewer: Viewer) -> Verdict:
    if not viewer.is_manager:
        return no("Only community managers lift a sanction.")
    return YES


def lift_one(
    viewer: Viewer, case_id: int, sanction_id: int, *, why: str, key: uuid.UUID
) -> Sanction:
    """Lift one sanction on the record that a case opens, and tell whom it is about.

    Raises Http404, Refused, or Over when there is nothing left of it to lift.
    """
    with transaction.atomic():
        case = access.get_case_or_404(viewer, case_id)
        may_lift(viewer).require()
        form = once(viewer.member_id, key, f"lift {sanction_id}")
        if form.result_id:
            return Sanction.objects.get(pk=form.result_id)
        user = _lock(case.author_id)
        sanction = on_record(case).filter(pk=sanction_id).select_for_update(of=("self",)).first()
        if sanction is None:
            raise Http404
        if sanction.lifted_at or sanction.ends_at <= timezone.now():
            raise Over
        _lift(user, [sanction], viewer.member_id, why)
        striking.strike(sanction.decision.case, sanction)
        tell(
            user.pk,
            ENDED[Kind(sanction.kind)],
            sanction.decision.get_absolute_url(),
            once=f"sanction.lifted:{sanction.pk}",
        )
        remember(form, sanction.pk)
    return sanction


def _lock(user_id: int) -> User:
    """The account, locked before its sanctions, so that two at once do not compute from half."""
    return User.objects.select_for_update(no_key=True).get(pk=user_id)


def _lift(user: User, sanctions: Sequence[Sanction], actor_id: int, why: str) -> None:
    now = timezone.now()
    for sanction in sanctions:
        sanction.lifted_at, sanction.lifted_by_id = now, actor_id
        sanction.lifted_why = why[:REASON]
        sanction.save(update_fields=["lifted_at", "lifted_by", "lifted_why"])
        record(
            "sanction.lifted",
            sanction,
            actor_id=actor_id,
            decision=sanction.decision_id,
            kind=sanction.kind,
        )
    ends = {one.ends_at for one in sanctions if one.kind == Kind.SUSPENSION}
    if user.suspended_until in ends:
        # else somebody has set it to another time since, and that stands
        user.suspended_until = _suspended_otherwise(user, now)
    _set_limits(user, now)
    user.save(update_fields=["suspended_until", "limited_until", "limited_rooms"])


def _suspend(user: User, until: datetime) -> datetime | None:
    """Suspend to the later of two times; returns what was set before, if that still holds."""
    before = user.suspended_until
    if before is not None and before <= timezone.now():
        before = None
    user.suspended_until = max(before, until) if before else until
    return before


def _suspended_otherwise(user: User, now: datetime) -> datetime | None:
    """Until when what is left suspends them: other sanctions, and what was set by other hands
    before the first of them, which the record of its imposing holds."""
    of_user = Sanction.objects.filter(user=user, kind=Kind.SUSPENSION)
    rows = list(of_user.values_list("pk", "ends_at", "lifted_at"))
    known = {ends for _, ends, _ in rows}
    held = _set_before(pk for pk, _, _ in rows) - known
    held |= {ends for _, ends, lifted in rows if lifted is None}
    return max((until for until in held if until > now), default=None)


def _set_before(sanction_ids: Iterable[int]) -> set[datetime]:
    entries = Entry.objects.filter(about="sanction", about_id__in=list(sanction_ids), verb=IMPOSED)
    told = [detail.get("over", "") for detail in entries.values_list("detail", flat=True)]
    return {moment for one in told if one and (moment := parse_datetime(one))}


def _set_limits(user: User, now: datetime) -> None:
    """On the account stands only that there is a limit, and the widest of several: where each
    holds is asked of `recalling.limits_on`."""
    live = Sanction.objects.filter(user=user, kind=Kind.LIMIT, lifted_at=None, ends_at__gt=now)
    rows = list(live.values_list("ends_at", "rooms"))
    rooms = {rooms for _, rooms in rows}
    user.limited_until = max((ends for ends, _ in rows), default=None)
    user.limited_rooms = rooms.pop() if len(rooms) == 1 else Rooms.ALL if rooms else ""
