"""What the pages of the law desk show. Each page has asked the gate already."""

from typing import Any

from django.utils import timezone

from community import subjects
from community.audit.models import Entry
from community.lib.paging import page_after
from community.members.models import User
from community.members.viewer import Viewer
from moderation import access
from moderation.law import disclosing, letters, notice_reports, noticing
from moderation.law.holding import FILE, MASKED
from moderation.law.notice_steps import (
    OF_THE_DESK,
    PARTS,
    STEPS,
    Deed,
    Matter,
    may,
    missing,
    next_words,
)
from moderation.limits import LAW_PAGE
from moderation.models import Disclosure, Hold, Notice, Report


def notices(viewer: Viewer, state: str, before: str | None) -> dict[str, Any]:
    """Those that go on, what is due first; or those that have ended, the newest first."""
    rows = access.visible_notices(viewer).select_related("case")
    older = None
    if state == "ended":
        found, older = page_after(rows.filter(ended_at__isnull=False), ("pk",), before, LAW_PAGE)
    else:
        found = list(rows.filter(ended_at=None).order_by("due_at", "pk")[: 4 * LAW_PAGE])
    return {
        "state": state,
        "rows": found,
        "older": older,
        "now": timezone.now(),
        "reports": [] if state == "ended" else _reports(),
    }


def _reports() -> list[Report]:
    return list(notice_reports.waiting().select_related("case")[:LAW_PAGE])


def notice(viewer: Viewer, found: Notice) -> dict[str, Any]:
    matter = noticing.matter_of(found)
    case = found.case
    lacks = missing(matter.complaint)
    return {
        "notice": found,
        "matter": matter,
        "written": subjects.of(case.subject_kind).read(case.subject_id),
        "label": subjects.of(case.subject_kind).label,
        "next": next_words(matter),
        "is_late": found.due_at is not None and found.due_at <= timezone.now(),
        "last_day": letters.last_day(found),
        "deeds": [(STEPS[deed], _verdict(matter, deed)) for deed in _offered(matter)],
        "missing": [PARTS[part] for part in lacks],
        "step_initial": {"version": found.version, "lacks": lacks},
        "steps": noticing.letters_of(found),
        "decisions": [one for one in case.decisions.all() if one.undone_at is None],
        "asked": case.notes.filter(by=found.opened_by).select_related("by"),
    }


def _offered(matter: Matter) -> list[Deed]:
    """The steps from here, the one that is called for first."""
    is_new = matter.notice.state == Notice.State.RECEIVED
    if is_new and missing(matter.complaint):
        wanted = Deed.SEND_BACK
    elif matter.must_go or matter.is_gone:
        wanted = Deed.REMOVED
    else:
        wanted = Deed.FORWARD if is_new else Deed.STANDS
    steps = [deed for deed in OF_THE_DESK if matter.notice.state in STEPS[deed].sources]
    return sorted(steps, key=lambda deed: deed != wanted)


def _verdict(matter: Matter, deed: Deed) -> Any:
    """Which part is missing is said with the deed itself."""
    return True if deed == Deed.SEND_BACK else may(matter, deed)


def holds(state: str, before: str | None) -> dict[str, Any]:
    rows = Hold.objects.select_related("user", "placed_by")
    older = None
    if state == "lifted":
        lifted = rows.filter(lifted_at__isnull=False)
        found, older = page_after(lifted, ("pk",), before, LAW_PAGE)
    else:
        standing = rows.filter(lifted_at=None).order_by("review_at", "pk")
        found = list(standing[: 4 * LAW_PAGE])
    return {"state": state, "rows": found, "older": older, "now": timezone.now()}


def hold(found: Hold) -> dict[str, Any]:
    """One hold, what it has kept so far, and each time that it was reviewed. No word of it all."""
    reviews = Entry.objects.filter(about="hold", about_id=found.pk, verb="hold.reviewed")
    written = None
    if found.subject_kind and found.subject_id:
        written = subjects.of(found.subject_kind).read(found.subject_id)
    return {
        "hold": found,
        "written": written,
        "copies": found.copies.exclude(subject_kind=FILE)[: 4 * LAW_PAGE],
        "reviews": [(entry.at, entry.detail.get("why", "")) for entry in reviews.order_by("pk")],
        "is_due": found.review_at <= timezone.now(),
        "masked": MASKED,
    }


def disclosures(viewer: Viewer, before: str | None) -> dict[str, Any]:
    rows = access.visible_disclosures(viewer).select_related("prepared_by")
    found, older = page_after(rows, ("pk",), before, LAW_PAGE)
    return {"rows": found, "older": older}


def disclosure(viewer: Viewer, found: Disclosure) -> dict[str, Any]:
    return {
        "disclosure": found,
        "may_amend": disclosing.may_amend(viewer, found),
        "may_decide": disclosing.may_decide(viewer, found),
        "may_export": disclosing.may_export(viewer, found),
        "deeds": _deeds(found) if viewer.is_law else [],
    }


def _deeds(found: Disclosure) -> list[tuple[str, str, Any]]:
    """(what, who, when) of all that was done with it. Two queries."""
    entries = list(Entry.objects.filter(about="disclosure", about_id=found.pk).order_by("pk"))
    names = User.objects.in_bulk({entry.actor_id for entry in entries})
    return [
        (entry.verb.partition(".")[2].replace("_", " "), names[entry.actor_id].name, entry.at)
        for entry in entries
        if entry.actor_id in names
    ]


def as_typed(found: Disclosure) -> dict[str, Any]:
    """For the form in which it is amended."""
    return {
        "version": found.version,
        "body": found.body,
        "reference": found.reference,
        "ground": found.ground,
        "asked_for": found.asked_for,
        "about": found.about_id,
        "listed": "\n".join(f"{kind} {pk}" for kind, pk in found.subjects),
        "withheld": found.withheld,
    }
