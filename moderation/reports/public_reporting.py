"""Somebody without an account says that something should be looked at.

What they are answered is the same whether the place exists, is closed or is no place at all: it
depends on what they typed and on nothing that we know.
"""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction

from community import subjects
from community.lib.limits import spend
from community.lib.sealing import fingerprint
from community.members.viewer import Viewer
from community.subjects import Written
from moderation.limits import PUBLIC_REPORTING, PUBLIC_REPORTING_BY_ALL, REPORTING
from moderation.models import Report
from moderation.reports import filing, pointing, reporting
from moderation.reports.answering import seal_address
from moderation.reports.grounds import Ground


@dataclass(frozen=True)
class Told:
    """What somebody typed. `browser` is a secret of their browser, `key` that of the form. Either
    `kind` and `subject_id` say what it is about, or `address` does, as well as they knew it."""

    ground: Ground
    browser: str
    key: uuid.UUID
    relation: str = ""
    words: str = ""
    email: str = ""
    address: str = ""
    kind: str = ""
    subject_id: int = 0


def report(told: Told) -> Report:
    """File it, once for each form. Raises TooFast; then nothing is kept."""
    token = _token(told)
    try:
        with transaction.atomic():
            if before := Report.objects.filter(token=token).first():
                return before
            spend(PUBLIC_REPORTING, told.browser)
            spend(PUBLIC_REPORTING_BY_ALL, "all")
            return _file(
                Report(
                    token=token,
                    channel=Report.Channel.PUBLIC,
                    kind=told.ground.key,
                    relation=told.relation,
                    words=told.words,
                    address=told.address or f"{told.kind} {told.subject_id}",
                    sealed_email=seal_address(told.email) if told.email else None,
                ),
                _place(told),
                told.ground,
            )
    except IntegrityError:  # its twin was filed at the same moment
        if twin := Report.objects.filter(token=token).first():
            return twin
        raise


def report_unseen(viewer: Viewer, told: Told) -> Report:
    """A member reports what they were told of and cannot open. Raises TooFast or Already."""
    with transaction.atomic():
        token = _token(told)
        if before := Report.objects.filter(token=token, reporter=viewer.member_id).first():
            return before
        spend(REPORTING, viewer.member_id)
        made = reporting.made_by(viewer, told.ground, told.words)
        made.token, made.address = token, told.address
        # Never believed at once: whoever cannot see it has it from hearsay.
        made.weight = min(made.weight, 0.5)
        return _file(made, None, told.ground)


def seen(viewer: Viewer, told: Told) -> Written | None:
    """What it is about, if the viewer can see that themselves."""
    written = _place(told)
    if written and subjects.of(written.kind).visible_ids(viewer, [written.id]):
        return written
    return None


def _file(made: Report, written: Written | None, ground: Ground) -> Report:
    if written is None:
        return filing.leave_astray(made, ground)
    return filing.file(made, written, ground)


def _place(told: Told) -> Written | None:
    if not told.kind:
        return pointing.find(told.address)
    if told.kind in {subject.kind for subject in subjects.all_kinds()}:
        return pointing.standing(told.kind, told.subject_id)
    return None


def _token(told: Told) -> str:
    """The same for the same form of the same browser: a double click finds its own report. Whoever
    knows the key alone finds nothing."""
    parts = (told.browser, str(told.key), told.kind, str(told.subject_id))
    return fingerprint(settings.SECRET_KEY, "report", *parts)[:40]
