"""Take a legal notice from its receipt to its end. Each reads: authorise, lock, change, record."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community import subjects
from community.audit.recording import record
from community.inbox.telling import tell
from community.lib.business_hours import add_hours, days_after
from community.lib.verdicts import Refused
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from community.subjects import Written
from moderation.law import letters
from moderation.law.desk import Stale, alarm, may_work_there, opened, sealed
from moderation.law.notice_reports import address_of
from moderation.law.notice_steps import STEPS, Answer, Complaint, Deed, Matter, may, papers_of, read
from moderation.limits import DUE_WITHIN, NOTICE_HOURS, POSTER_DAYS
from moderation.models import Case, Decision, Note, Notice, NoticeStep, Report
from moderation.opening import open_or_bump

State = Notice.State

# States of a subject in which nobody but its author and moderators can read it.
GONE = {"hidden", "removed", "withdrawn", "undone"}

TAKES_WORDS = (Decision.Action.REDACT, Decision.Action.COVER)

# What the poster is told of the end of it. Never a word of the notice.
ENDS = {
    State.REMOVED: "The legal notice about something of yours has ended: it was taken down.",
    State.STANDS: "The legal notice about something of yours has ended: what you wrote stays.",
    State.WITHDRAWN: "The legal notice about something of yours was withdrawn.",
}


def receive(
    viewer: Viewer,
    written: Written,
    complaint: Complaint,
    key: uuid.UUID,
    *,
    received_at: datetime | None = None,
    report: Report | None = None,
) -> Notice:
    """Enter a notice about a subject; the clock runs from when it came, by default now. Its case is
    opened or bumped. From a `report` it has the time and the address for the answer, unless others
    are given. Raises Refused."""
    may_work_there(viewer).require()
    now = timezone.now()
    if report:
        received_at = min(received_at or now, report.at)
        complaint = replace(complaint, email=complaint.email or address_of(report))
    received_at = received_at or now
    if received_at > now:
        raise Refused("A notice cannot have come later than now.")
    with transaction.atomic():
        form = once(viewer.member_id, key, "notice")
        if form.result_id:
            return Notice.objects.get(pk=form.result_id)
        case = _open_case(written, now)
        notice = Notice.objects.create(
            case=case,
            sealed=sealed(papers_of(complaint)),
            received_at=received_at,
            due_at=add_hours(received_at, NOTICE_HOURS),
            opened_by_id=viewer.member_id,
        )
        _note_step(notice, viewer.user_id)
        record("notice.received", notice, actor_id=viewer.user_id)
        remember(form, notice.pk)
    return notice


def take(
    viewer: Viewer,
    notice_id: int,
    version: int,
    deed: Deed,
    key: uuid.UUID,
    *,
    lacks: Sequence[str] = (),
) -> Notice:
    """The next step of a notice that was read at `version`, with its letters. `lacks` are the parts
    that are missing, for one that is sent back. Raises Refused, Stale, or OSError when the mail
    server is not to be reached; then nothing has changed."""
    may_work_there(viewer).require()
    if deed == Deed.ANSWER:
        raise Refused("Only the poster answers.")
    with transaction.atomic():
        form = once(viewer.member_id, key, f"notice {notice_id}")
        if form.result_id:
            return Notice.objects.get(pk=notice_id)
        notice = _lock(notice_id)
        if notice.version != version:
            raise Stale
        matter = matter_of(notice)
        if lacks:
            matter = replace(matter, lacks=tuple(lacks))
        may(matter, deed).require()
        _go_on(matter, deed)
        _write_letters(matter, deed, viewer.user_id)
        remember(form, notice.pk)
    return notice


def answer(viewer: Viewer, notice_id: int, said: Answer, key: uuid.UUID) -> Notice:
    """The poster's answer: of nobody else, once, and in time. Raises Refused."""
    with transaction.atomic():
        form = once(viewer.member_id, key, f"notice answer {notice_id}")
        if form.result_id:
            return Notice.objects.get(pk=notice_id)
        notice = _lock(notice_id)
        if notice.case.author_id != viewer.user_id:
            raise Refused("Only whoever wrote it answers.")
        matter = replace(matter_of(notice), answer=said)
        may(matter, Deed.ANSWER).require()
        _go_on(matter, Deed.ANSWER)
        # Not by whom: where it is signed with a pseudonym, that would say whose it is.
        _note_step(notice, None)
        record("notice.answered", notice, actor_id=None)
        alarm(
            "The poster has answered a legal notice.",
            reverse("law_notice", args=[notice.pk]),
            once=f"notice.answered:{notice.pk}",
        )
        remember(form, notice.pk)
    return notice


def ask_for_removal(viewer: Viewer, notice_id: int, words: str, key: uuid.UUID) -> Case:
    """Have the moderators take it down: its case is open, and they read these words there. Raises
    Refused."""
    may_work_there(viewer).require()
    with transaction.atomic():
        form = once(viewer.member_id, key, f"notice case {notice_id}")
        notice = _lock(notice_id)
        if form.result_id:
            return notice.case
        written = _read(notice.case)
        if notice.ended_at or written is None:
            raise Refused("There is nothing left to take down.")
        case = _open_case(written, timezone.now())
        if case.pk != notice.case_id:
            notice.case = case
            notice.save(update_fields=["case"])
        Note.objects.create(case=case, by_id=viewer.member_id, words=words)
        record("notice.removal_asked", notice, actor_id=viewer.user_id, case=case.pk)
        remember(form, notice.pk)
    return case


# --- Reading -------------------------------------------------------------------------------------


def matter_of(notice: Notice) -> Matter:
    complaint, said, lacks = read(opened(notice.sealed))
    gone, reachable = _is_gone(notice), _is_reachable(notice)
    return Matter(notice, complaint, said, gone, timezone.now(), lacks, reachable)


def letters_of(notice: Notice) -> list[tuple[NoticeStep, str]]:
    """Each step of it and the letter that went out with it, "" without one."""
    steps = notice.steps.select_related("by")
    return [(step, opened(step.sealed).get("letter", "")) for step in steps]


def letter_to_poster(notice: Notice) -> str:
    """As it was sent; "" when none was."""
    step = NoticeStep.objects.filter(notice=notice, letter="to_poster").last()
    return str(opened(step.sealed).get("letter", "")) if step else ""


# --- How it is done ------------------------------------------------------------------------------


def _go_on(matter: Matter, deed: Deed) -> None:
    """Set the state, the papers and the times. The notice is locked."""
    step, notice, now = STEPS[deed], matter.notice, matter.now
    notice.state, notice.version = step.target, notice.version + 1
    if step.ends:
        notice.due_at, notice.ended_at = None, now
    elif deed == Deed.FORWARD:
        notice.poster_due_at = days_after(now, POSTER_DAYS)
        notice.due_at = add_hours(notice.poster_due_at, NOTICE_HOURS)
    else:
        notice.due_at = add_hours(now, NOTICE_HOURS)
    notice.sealed = sealed(papers_of(matter.complaint, matter.answer, matter.lacks))
    notice.save(update_fields=["state", "version", "sealed", "due_at", "poster_due_at", "ended_at"])


def _write_letters(matter: Matter, deed: Deed, actor_id: int | None) -> None:
    step, notice = STEPS[deed], matter.notice
    written = _read(notice.case)
    where = written.url if written else ""
    if step.to_poster:
        letter = letters.write(step.to_poster, matter, where)
        _note_step(notice, actor_id, step.to_poster, letter)
        tell(
            notice.case.author_id,
            "A legal notice about something of yours needs your answer within five days.",
            reverse("notice", args=[notice.pk]),
            letter=True,
            once=f"notice.to_poster:{notice.pk}",
        )
    letter = letters.write(step.letter, matter, where)
    _note_step(notice, actor_id, step.letter, letter)
    if matter.complaint.email:
        letters.mail(notice, letter, matter.complaint.email)
    record(f"notice.{deed.value}", notice, actor_id=actor_id, by_mail=bool(matter.complaint.email))
    if notice.poster_due_at and (words := ENDS.get(State(notice.state))):
        url = reverse("notice", args=[notice.pk])
        tell(notice.case.author_id, words, url, once=f"notice.ended:{notice.pk}")


def _note_step(
    notice: Notice, actor_id: int | None, letter: str = "", words: str = ""
) -> NoticeStep:
    return NoticeStep.objects.create(
        notice=notice,
        state=notice.state,
        by_id=actor_id,
        letter=letter,
        sealed=sealed({"letter": words}) if words else None,
    )


def _open_case(written: Written, now: datetime) -> Case:
    case, _ = open_or_bump(
        written,
        source=Case.Source.NOTICE,
        family="legal",
        severity=Case.Severity.HIGH,
        due_at=now + DUE_WITHIN["legal"],
    )
    return case


def _read(case: Case) -> Written | None:
    return subjects.of(case.subject_kind).read(case.subject_id)


def _is_reachable(notice: Notice) -> bool:
    """Also who is suspended signs in and is mailed a letter; who has left does neither."""
    author = notice.case.author
    return author.is_active and bool(author.email)


def _is_gone(notice: Notice) -> bool:
    """Nobody can read it any more, or words of it were taken away since the notice came."""
    case, written = notice.case, _read(notice.case)
    if written is None or written.state in GONE:
        return True
    return Decision.objects.filter(
        case__subject_kind=case.subject_kind,
        case__subject_id=case.subject_id,
        action__in=TAKES_WORDS,
        at__gte=notice.received_at,
        undone_at=None,
        reversed_at=None,
    ).exists()


def _lock(notice_id: int) -> Notice:
    rows = Notice.objects.select_for_update(no_key=True, of=("self",)).select_related("case")
    return rows.get(pk=notice_id)
