"""The file of a notice in one download: a page to be read and printed, and JSON for a machine."""

import hashlib
import io
import json
import zipfile
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from community import subjects
from community.audit.recording import record
from community.members.viewer import Viewer
from moderation.law import noticing
from moderation.law.desk import may_work_there
from moderation.law.notice_steps import papers_of
from moderation.models import Decision, Notice


def bundle(viewer: Viewer, notice: Notice) -> bytes:
    """A ZIP with the file as a page and as JSON; that it was taken out is recorded, with its
    SHA-256. Raises Refused."""
    may_work_there(viewer).require()
    contents = gather(notice)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        name = f"notice-{notice.pk}"
        page = render_to_string("moderation/law/file.html", contents)
        archive.writestr(f"{name}/{name}.html", page)
        archive.writestr(f"{name}/{name}.json", json.dumps(_plain(contents), indent=2))
    data = made.getvalue()
    with transaction.atomic():
        digest = hashlib.sha256(data).hexdigest()
        record("notice.exported", notice, actor_id=viewer.user_id, digest=digest)
    return data


def gather(notice: Notice) -> dict[str, Any]:
    """All that is in the file: what came, each step with its letter and times, and what was decided
    of what it is about since it came."""
    case, matter = notice.case, noticing.matter_of(notice)
    decisions = Decision.objects.filter(
        case__subject_kind=case.subject_kind,
        case__subject_id=case.subject_id,
        at__gte=notice.received_at,
        undone_at=None,
    )
    return {
        "site_name": settings.SITE_NAME,
        "made_at": timezone.now(),
        "notice": notice,
        "matter": matter,
        "written": subjects.of(case.subject_kind).read(case.subject_id),
        "steps": noticing.letters_of(notice),
        "decisions": list(decisions.order_by("at", "pk")),
    }


def _plain(contents: dict[str, Any]) -> dict[str, Any]:
    notice, matter, written = contents["notice"], contents["matter"], contents["written"]
    return {
        "notice": notice.pk,
        "made_at": contents["made_at"].isoformat(),
        "state": notice.state,
        "received_at": notice.received_at.isoformat(),
        "due_at": _when(notice.due_at),
        "poster_due_at": _when(notice.poster_due_at),
        "ended_at": _when(notice.ended_at),
        "papers": papers_of(matter.complaint, matter.answer, matter.lacks),
        "about": {
            "kind": notice.case.subject_kind,
            "id": notice.case.subject_id,
            "address": settings.SITE_URL + written.url if written else "",
            "by": notice.case.byline.name,
            "state": written.state if written else "gone",
            "fields": dict(written.fields) if written else {},
        },
        "steps": [
            {
                "at": step.at.isoformat(),
                "state": step.state,
                "by": step.by.name if step.by else "",
                "letter": step.letter,
                "words": words,
            }
            for step, words in contents["steps"]
        ],
        "decisions": [
            {"at": one.at.isoformat(), "action": one.action, "rule": one.rule, "reason": one.reason}
            for one in contents["decisions"]
        ],
    }


def _when(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
