"""Legal holds: nothing of a subject, or of a member, is erased while one stands.

Nobody but the law desk knows of them. What an author withdraws is gone for all others as ever, and
a sealed copy stays: one for each hold, so that each can be lifted by itself.
"""

import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from community import subjects
from community.audit.recording import record
from community.lib.verdicts import Refused
from community.members.models import User
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from moderation.law.desk import alarm, may_work_there, sealed
from moderation.limits import HOLD_REVIEWED_WITHIN
from moderation.models import HeldCopy, Hold

# Kinds of their own, beside those of subjects.
MEMBER, FILE = "member", "file"

# Instead of what would have erased it, where nobody is to find out what it was.
MASKED = "masked"


def is_held(subject_kind: str, subject_id: int, user_id: int) -> bool:
    """Whether a hold stands on this subject or on its author. One query."""
    return _on(subject_kind, subject_id, user_id, None).exists()


def on_case(case: str) -> Exists:
    """The same for rows that belong to a case, for a query: `case` is its path from there."""
    subject = {"subject_kind": OuterRef(f"{case}__subject_kind")}
    subject["subject_id"] = OuterRef(f"{case}__subject_id")
    held = Q(user=OuterRef(f"{case}__author")) | Q(**subject)
    return Exists(Hold.objects.filter(held, lifted_at=None))


def preserve(
    kind: str,
    subject_id: int,
    user_id: int,
    version: int,
    fields: Mapping[str, str],
    why: str,
    *,
    files: Sequence[str] = (),
    within: tuple[str, int] | None = None,
    is_masked: Callable[[], bool] = lambda: False,
) -> None:
    """Seal what is about to be erased for each hold on it, else do nothing. Call inside the
    transaction, before the deed. `files` are the names of files that must stay, `within` is what
    the subject is a part of: a hold on that holds it too. `is_masked` is asked where one stands:
    whose a pseudonym is, the page of a hold on a member must not say. One query where none does."""
    for hold in _on(kind, subject_id, user_id, within):
        hidden = hold.user_id is not None and is_masked()
        copy = {"hold": hold, "subject_version": version, "why": MASKED if hidden else why}
        token = sealed({**fields, **({"files": list(files)} if files else {})})
        HeldCopy.objects.create(subject_kind=kind, subject_id=subject_id, sealed=token, **copy)
        for name in files:
            HeldCopy.objects.create(
                subject_kind=FILE, subject_id=_number(name), sealed=sealed({"file": name}), **copy
            )


def keeps_file(name: str) -> bool:
    """Whether a file has to stay, whatever became of what it belonged to. One query."""
    return HeldCopy.objects.filter(subject_kind=FILE, subject_id=_number(name)).exists()


def place(
    viewer: Viewer, kind: str, pk: int, reason: str, review_at: datetime, key: uuid.UUID
) -> Hold:
    """Hold a subject, or a member (`kind` is then MEMBER). Raises Refused."""
    may_work_there(viewer).require()
    _require_soon(review_at)
    with transaction.atomic():
        form = once(viewer.member_id, key, "hold")
        if form.result_id:
            return Hold.objects.get(pk=form.result_id)
        held: dict[str, object] = {"subject_kind": kind, "subject_id": pk}
        if kind == MEMBER:
            held = {"user_id": pk}
            is_there = User.objects.filter(pk=pk).exists()
        else:
            is_there = subjects.of(kind).read(pk) is not None
        if not is_there:
            raise Refused("There is nothing with this number. Look at its address again.")
        hold = Hold.objects.create(
            reason=reason, placed_by_id=viewer.member_id, review_at=review_at, **held
        )
        record("hold.placed", hold, actor_id=viewer.user_id, review_at=review_at.isoformat())
        remember(form, hold.pk)
    return hold


def review(viewer: Viewer, hold_id: int, review_at: datetime, why: str, key: uuid.UUID) -> Hold:
    """Keep a hold that was looked at again, until the next time. Raises Refused."""
    may_work_there(viewer).require()
    _require_soon(review_at)
    with transaction.atomic():
        form = once(viewer.member_id, key, f"hold review {hold_id}")
        if form.result_id:
            return Hold.objects.get(pk=form.result_id)
        hold = _lock(hold_id)
        hold.review_at = review_at
        hold.save(update_fields=["review_at"])
        record(
            "hold.reviewed",
            hold,
            actor_id=viewer.user_id,
            review_at=review_at.isoformat(),
            why=why,
        )
        remember(form, hold.pk)
    return hold


def lift(viewer: Viewer, hold_id: int, why: str, key: uuid.UUID) -> Hold:
    """End a hold; what only it kept goes at night. Raises Refused."""
    may_work_there(viewer).require()
    with transaction.atomic():
        form = once(viewer.member_id, key, f"hold lift {hold_id}")
        if form.result_id:
            return Hold.objects.get(pk=form.result_id)
        hold = _lock(hold_id)
        hold.lifted_at, hold.lifted_by_id, hold.lifted_why = timezone.now(), viewer.user_id, why
        hold.save(update_fields=["lifted_at", "lifted_by", "lifted_why"])
        record("hold.lifted", hold, actor_id=viewer.user_id)
        remember(form, hold.pk)
    return hold


def standing() -> QuerySet[Hold]:
    """Those that stand, the one to be reviewed next first."""
    return Hold.objects.filter(lifted_at=None).order_by("review_at", "pk")


# --- At night ------------------------------------------------------------------------------------


def drop_copies() -> int:
    """Forget what was kept for holds that no longer stand. Returns how many copies."""
    with transaction.atomic():
        lifted = Hold.objects.filter(lifted_at__isnull=False, copies__isnull=False).distinct()
        dropped = 0
        for hold in lifted:
            count, _ = hold.copies.all().delete()
            record("hold.copies_dropped", hold, actor_id=None, copies=count)
            dropped += count
    return dropped


def remind() -> None:
    """Tell the law desk of each hold whose review is due, once."""
    with transaction.atomic():
        for hold in standing().filter(review_at__lte=timezone.now()):
            alarm(
                "A legal hold is due for its review.",
                reverse("law_hold", args=[hold.pk]),
                once=f"hold.review:{hold.pk}:{hold.review_at:%Y%m%d}",
            )


# --- How it is done ------------------------------------------------------------------------------


def _on(kind: str, subject_id: int, user_id: int, within: tuple[str, int] | None) -> QuerySet[Hold]:
    held = Q(user=user_id) | Q(subject_kind=kind, subject_id=subject_id)
    if within:
        held |= Q(subject_kind=within[0], subject_id=within[1])
    return Hold.objects.filter(held, lifted_at=None)


def _lock(hold_id: int) -> Hold:
    """Raises Refused for one that was lifted meanwhile."""
    hold = Hold.objects.select_for_update(no_key=True, of=("self",)).get(pk=hold_id)
    if hold.lifted_at:
        raise Refused("This hold was lifted already.")
    return hold


def _require_soon(review_at: datetime) -> None:
    if not timezone.now() < review_at <= timezone.now() + HOLD_REVIEWED_WITHIN:
        raise Refused("The review has to be some day within the next six months.")


def _number(name: str) -> int:
    """What stands for a file's name in a column of numbers."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:15], 16)
