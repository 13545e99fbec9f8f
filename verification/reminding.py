"""Remind members in time that their standing ends."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date

from community.inbox.telling import tell
from community.members.models import Standing
from verification.ending import ENDING
from verification.limits import REMINDERS
from verification.models import Claim

WHERE = {Standing.Kind.STUDENT: "student", Standing.Kind.DECLARED: "declare"}
WORDS = "Your standing as {} ends on {}. Renew it now: it takes a minute."


def remind() -> int:
    """Tell each member once at every threshold; who missed one hears of the newest alone. Those
    who have sent their renewal hear nothing. Returns how many were told."""
    now = timezone.now()
    renewing = Claim.objects.filter(is_renewal=True, state__in=Claim.OPEN).values("user")
    told = 0
    for days in sorted(REMINDERS):
        due = Standing.objects.filter(
            Q(reminded=None) | Q(reminded__gt=days),
            kind__in=ENDING,
            closed_at=None,
            user__is_active=True,  # no mail to the bereaved
            ends_at__gt=now,
            ends_at__lte=now + timedelta(days=days),
        ).exclude(user__in=renewing)
        told += sum(_remind(pk, days) for pk in due.values_list("pk", flat=True))
    return told


def _remind(standing_id: int, days: int) -> bool:
    with transaction.atomic():
        standing = Standing.objects.select_for_update(no_key=True, of=("self",)).get(pk=standing_id)
        if standing.closed_at or standing.ends_at is None:
            return False
        standing.reminded = days
        standing.save(update_fields=["reminded"])
        kind = Standing.Kind(standing.kind)
        tell(
            standing.user_id,
            WORDS.format(kind.label, format_date(timezone.localtime(standing.ends_at), "j F")),
            reverse(WHERE.get(kind, "verification_renew")),
            once=f"standing.ends:{standing.pk}:{days}",
        )
    return True
