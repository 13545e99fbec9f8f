"""Verifications that have run their time end, and with them the claims they rest on."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from community.audit.recording import record
from community.events import emit
from community.members.models import Standing
from community.members.standing import close
from verification.models import Claim


def end_lapsed(user_id: int | None = None) -> int:
    """Close every doctor's standing that is past its end, or that of one member. Returns how many.

    The boards closed at that moment by themselves, for roles are worked out from dates; this
    frees the number, tells the member and writes it down. One member is one transaction.
    """
    members = list(_past(user_id).values_list("user_id", flat=True))
    return sum(_end(member) for member in members)


def has_lapsed(user_id: int | None, kind: Standing.Kind = Standing.Kind.DOCTOR) -> bool:
    """Is the member's verification past its end, though the nightly job has not been by yet?"""
    return _past(user_id).filter(kind=kind).exists()


def _past(user_id: int | None = None) -> QuerySet[Standing]:
    past = Standing.objects.filter(
        kind=Standing.Kind.DOCTOR, closed_at=None, ends_at__lte=timezone.now()
    )
    return past if user_id is None else past.filter(user_id=user_id)


def _end(user_id: int) -> bool:
    with transaction.atomic():
        # claim before standing, as in every decision
        claim = (
            Claim.objects.select_for_update(no_key=True, of=("self",))
            .filter(user_id=user_id, state=Claim.State.APPROVED)
            .first()
        )
        if not has_lapsed(user_id):  # renewed while we waited
            return False
        close(user_id, Standing.Kind.DOCTOR, actor_id=None, why="lapsed")
        if claim is not None:
            claim.state = Claim.State.ENDED
            claim.version += 1
            claim.save(update_fields=["state", "version"])
            record("claim.ended", claim, actor_id=None, why="lapsed")
            emit("claim.decided", claim_id=claim.pk)
    return True
