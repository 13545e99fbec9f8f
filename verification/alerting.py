"""Tell verifiers and administrators what they must look into. Nothing in it names a member."""

import structlog
from django.db.models import Q
from django.template.defaultfilters import date
from django.urls import reverse
from django.utils import timezone

from community.inbox.telling import tell
from community.members.models import Standing
from verification.limits import STATUSES_LOGGED
from verification.models import Claim, RegisterImport, Status

log = structlog.get_logger(__name__)

TEAM = [Standing.Kind.VERIFIER, Standing.Kind.ADMINISTRATOR]
STATUSES = (
    "The {register} file of {day} has {entries} with a status that we have not heard of. "
    "They verify no one until we know what it means."
)
ERASED = "The register has erased someone who was verified. They are so no more; please look."
UNKNOWN = (
    "Verifications have ended today: the register has no such entry any more, or a status unknown "
    "to us. Please look at the claims that ended."
)


def alert(text: str, url: str, *, once: str) -> None:
    """Tell everyone who verifies or administers now, each once. Call inside a transaction."""
    now = timezone.now()
    team = Standing.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=now),
        kind__in=TEAM,
        closed_at=None,
        starts_at__lte=now,
        user__is_active=True,
    )
    for user_id in sorted(set(team.values_list("user_id", flat=True))):
        tell(user_id, text, url, once=once)


def alert_of_statuses(note: RegisterImport) -> None:
    """A file brought statuses that no one has heard of: they verify no one."""
    statuses: dict[str, int] = note.unknown_statuses
    if not statuses:
        return
    # The words of the register and how many; nothing of an entry.
    log.warning(
        "unknown_statuses",
        register=note.register,
        statuses={words[:60]: count for words, count in [*statuses.items()][:STATUSES_LOGGED]},
    )
    count = sum(statuses.values())
    text = STATUSES.format(
        register=note.register.upper(),
        day=date(timezone.localtime(note.finished_at), "j F"),
        entries=f"{count:,} {'entry' if count == 1 else 'entries'}",
    )
    url = reverse("admin:verification_registerentry_changelist")
    alert(text, url, once=f"register.unknown:{note.pk}")


def alert_of_end(claim: Claim, status: Status) -> None:
    """A verification ended by what someone should look into. A status unheard of, or a file cut
    off, may end many on one day: of these they hear once."""
    if status is Status.ERASED:
        url = reverse("admin:verification_claim_change", args=[claim.pk])
        alert(ERASED, url, once=f"claim.erased:{claim.pk}")
    elif status is Status.UNKNOWN:
        url = f"{reverse('admin:verification_claim_changelist')}?state={Claim.State.ENDED}"
        alert(UNKNOWN, url, once=f"claims.unknown:{timezone.localdate():%Y-%m-%d}")
