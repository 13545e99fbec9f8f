"""A member shows that they study, by a mailbox that their university gave them."""

import uuid
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as format_date

from community.members.models import Standing, User
from community.members.standing import give
from community.members.viewer import Viewer
from verification import addresses, mailboxes, rules
from verification.addresses import Unfit
from verification.limits import STUDENT_AT_LEAST, STUDY_ENDS
from verification.mailboxes import STUDY, Link

UNKNOWN_DOMAIN = (
    "We do not know this domain as a university's. Use the address that your university or "
    "medical school gave you; if this is it, write to us and we look at it."
)


def ask(viewer: Viewer, address: str, key: uuid.UUID) -> None:
    """Mail a link to the member's university address. Whether another account used the address is
    not told. Raises Unfit, Refused and TooFast."""
    rules.may_study(viewer).require()
    local, domain = addresses.read(address)
    if not addresses.gives_out(domain, study=True):
        raise Unfit(UNKNOWN_DOMAIN)
    with transaction.atomic():
        mailboxes.mail(STUDY, viewer.member_id, f"{local}@{domain}", key, claim=None)


def confirm(viewer: Viewer, token: str) -> Standing:
    """The mailbox is theirs: they are a student until the courses of this year are over. Raises
    mailboxes.Spent and Refused."""
    user_id = viewer.member_id
    with transaction.atomic():
        # The member's row is the lock: no two standings of one kind at once.
        User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user_id)
        link = may_confirm(viewer, token)
        rules.may_study(viewer).require()
        mailboxes.use(link)
        today = timezone.localdate()
        return give(
            user_id,
            Standing.Kind.STUDENT,
            actor_id=user_id,
            ends_at=_end_of(end_of_study(today)),
            checked=f"university address, {format_date(today, 'j F Y')}",
        )


def may_confirm(viewer: Viewer, token: str) -> Link:
    """What the link says, for the page before it is confirmed. Raises mailboxes.Spent."""
    return mailboxes.read(STUDY, viewer, token)


def end_of_study(today: date) -> date:
    """The next 30 September that is not too near: who enters in August has a whole year."""
    earliest = today + STUDENT_AT_LEAST
    end = date(earliest.year, *STUDY_ENDS)
    return end if end >= earliest else end.replace(year=end.year + 1)


def _end_of(day: date) -> datetime:
    """The last minute of it, so that "until 30 September" reads right."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))
