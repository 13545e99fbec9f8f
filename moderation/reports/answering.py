"""Answer those who reported: that we have it, and what came of it. Never what was done to its
author, never a word of what it is about, and no link to what they may not see."""

from cryptography.fernet import MultiFernet
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from community import subjects
from community.inbox.telling import tell
from community.lib.letters import connect, send_after_commit
from community.lib.limits import TooFast, spend
from community.lib.sealing import fingerprint, sealer
from community.members.models import User
from community.members.roles import Role
from community.members.standing import members_with
from community.members.viewer import Viewer, viewer_for
from moderation.law.holding import on_case
from moderation.limits import ANSWERS_BY_MAIL, KEEP_ADDRESSES
from moderation.models import Report

Outcome = Report.Outcome

TOLD = {
    Outcome.ACTED: "What you reported was looked at, and something was done. Thank you.",
    Outcome.KEPT: "What you reported was looked at. It stays; see why that may be.",
    Outcome.GONE: "What you reported was gone before a moderator looked at it.",
    Outcome.NOT_FOUND: "What you reported was looked into. See what came of it.",
}
EXHAUSTED = (
    "More reports than usual say that a patient can be recognised. For now nothing more is hidden "
    "by itself: please look at them now."
)


def acknowledge(report_id: int) -> None:
    """Mail those who left an address that we have it, and by when it is decided. Members have the
    page that they were shown. Raises OSError when the mail server is not to be reached."""
    report = Report.objects.get(pk=report_id)
    _mail(report, "received")


def tell_outcome(report_id: int) -> None:
    """Tell whoever reported what came of it, each once. Raises OSError as above."""
    report = Report.objects.select_for_update(no_key=True, of=("self",)).get(pk=report_id)
    if report.told_at or not report.outcome:
        return
    if report.channel == Report.Channel.MEMBER and report.reporter_id:
        text = TOLD[told_as(report, viewer_for(User.objects.get(pk=report.reporter_id)))]
        tell(report.reporter_id, text, state_of(report), once=f"report:{report.pk}")
    elif not _mail(report, "settled"):
        return
    report.told_at = timezone.now()
    report.save(update_fields=["told_at"])


def told_as(report: Report, viewer: Viewer) -> Report.Outcome:
    """The outcome as the viewer is told it. Who named a place that they cannot see learns nothing
    about it: that it stays, that it is gone and that there is no such place are one answer."""
    outcome, case = Outcome(report.outcome), report.case
    if outcome == Outcome.ACTED or not report.address:
        return outcome
    sees = case and subjects.of(case.subject_kind).visible_ids(viewer, [case.subject_id])
    return outcome if sees else Outcome.NOT_FOUND


def alarm_managers(report_id: int) -> None:
    """Reports hide nothing more for now. Each manager hears of it once an hour."""
    hour = f"{timezone.now():%Y-%m-%d %H}"
    for manager in members_with({Role.COMMUNITY_MANAGER}):
        tell(manager.pk, EXHAUSTED, reverse("moderation_queue"), once=f"reports.braked:{hour}")


def state_of(report: Report) -> str:
    return reverse("report_state", args=[report.token])


def seal_address(email: str) -> bytes:
    return _keys().encrypt(email.strip().encode())


def drop_addresses() -> int:
    """Forget where answers went, some weeks after, unless a hold stands on what was reported;
    returns how many were dropped."""
    old = Report.objects.filter(~on_case("case"), settled_at__lt=timezone.now() - KEEP_ADDRESSES)
    return old.exclude(sealed_email=None).update(sealed_email=None)


def _mail(report: Report, what: str) -> bool:
    """False when there is no address, or too many letters went to it."""
    if report.sealed_email is None:
        return False
    email = _keys().decrypt(bytes(report.sealed_email)).decode()
    try:
        spend(ANSWERS_BY_MAIL, fingerprint(settings.SECRET_KEY, "answers", _mailbox(email)))
    except TooFast:
        return False
    context = {
        "link": settings.SITE_URL + state_of(report),
        "due_at": report.due_at,
        "site_name": settings.SITE_NAME,
    }
    message = EmailMessage(
        subject=f"Your report to {settings.SITE_NAME}",
        body=render_to_string(f"moderation/mail/report_{what}.txt", context),
        to=[email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    send_after_commit(connect(), message, "answer_lost", report=report.pk)
    return True


def _mailbox(email: str) -> str:
    """Whose letters these are: who writes a.smith+1@ and a.smith+2@ writes to one person."""
    name, _, host = email.lower().rpartition("@")
    return f"{name.partition('+')[0]}@{host}"


def _keys() -> MultiFernet:
    return sealer(settings.SEAL_KEYS)
