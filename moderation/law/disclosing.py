"""Hand something over to a body that may demand it: one prepares, another decides, and the export
holds what was listed and no more. Each deed is recorded, without a word of what was given."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from community import subjects
from community.audit.recording import record
from community.inbox.telling import tell
from community.lib.verdicts import YES, Refused, Verdict, no
from community.members.models import User
from community.members.roles import Role
from community.members.standing import members_with
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from moderation.law.desk import Stale, may_work_there, opened
from moderation.models import Decision, Disclosure, HeldCopy, Look
from moderation.sealed import sealing

State = Disclosure.State

# What can be listed besides subjects: what a decision took away, and what a hold kept.
ORIGINAL, COPY = "decision", "copy"

TOLD = "We had to hand over something of yours to a body that may demand it. Write to us to ask."


@dataclass(frozen=True)
class Demand:
    """What was asked for and what is to be given. `subjects` lists all of it, as (kind, id)."""

    body: str
    reference: str
    ground: str
    asked_for: str
    subjects: Sequence[tuple[str, int]] = ()
    about_id: int | None = None
    withheld: str = ""


def listable() -> list[str]:
    return [*(subject.kind for subject in subjects.all_kinds()), ORIGINAL, COPY]


def may_amend(viewer: Viewer, disclosure: Disclosure) -> Verdict:
    if not (verdict := may_work_there(viewer)):
        return verdict
    return (
        YES if disclosure.state == State.DRAFT else no("It has left the desk of who prepared it.")
    )


def may_decide(viewer: Viewer, disclosure: Disclosure) -> Verdict:
    if not (viewer.is_law or viewer.is_administrator):
        return no("Only the law desk or an administrator decides on this.")
    if disclosure.state != State.ASKED:
        return no("There is nothing to decide on here.")
    if viewer.user_id == disclosure.prepared_by_id:
        return no("You prepared it, so another person decides.")
    if viewer.user_id == disclosure.about_id:
        return no("It is about you, so another person decides.")
    return YES


def may_export(viewer: Viewer, disclosure: Disclosure) -> Verdict:
    if not (verdict := may_work_there(viewer)):
        return verdict
    if disclosure.state != State.APPROVED:
        return no("Nothing is taken out before a second person agreed, nor after it was given.")
    return YES


def prepare(viewer: Viewer, demand: Demand, key: uuid.UUID) -> Disclosure:
    """Raises Refused."""
    may_work_there(viewer).require()
    with transaction.atomic():
        form = once(viewer.member_id, key, "disclosure")
        if form.result_id:
            return Disclosure.objects.get(pk=form.result_id)
        _require_there(demand)
        disclosure = Disclosure.objects.create(prepared_by_id=viewer.member_id, **_columns(demand))
        record("disclosure.prepared", disclosure, actor_id=viewer.user_id)
        remember(form, disclosure.pk)
    return disclosure


def amend(viewer: Viewer, pk: int, version: int, demand: Demand, key: uuid.UUID) -> Disclosure:
    """Change a draft that was read at `version`. Raises Refused or Stale."""
    with transaction.atomic():
        form = once(viewer.member_id, key, f"disclosure amend {pk}")
        if form.result_id:
            return Disclosure.objects.get(pk=pk)
        disclosure = _lock(pk, version)
        may_amend(viewer, disclosure).require()
        _require_there(demand)
        columns = _columns(demand)
        for name, value in columns.items():
            setattr(disclosure, name, value)
        # Whoever changed it last answers for it, and is not the second person.
        disclosure.prepared_by_id = viewer.member_id
        _save(disclosure, "prepared_by", *columns)
        record("disclosure.amended", disclosure, actor_id=viewer.user_id)
        remember(form, disclosure.pk)
    return disclosure


def ask(viewer: Viewer, pk: int, version: int, key: uuid.UUID) -> Disclosure:
    """Have a second person decide. Raises Refused or Stale."""
    with transaction.atomic():
        form = once(viewer.member_id, key, f"disclosure ask {pk}")
        if form.result_id:
            return Disclosure.objects.get(pk=pk)
        disclosure = _lock(pk, version)
        may_amend(viewer, disclosure).require()
        if not disclosure.subjects:
            raise Refused("Nothing is listed that would be handed over.")
        # Who asks answers for it, whoever wrote the draft.
        disclosure.state, disclosure.prepared_by_id = State.ASKED, viewer.member_id
        _save(disclosure, "state", "prepared_by")
        record("disclosure.asked", disclosure, actor_id=viewer.user_id)
        for user in members_with({Role.LAW, Role.ADMINISTRATOR}):
            if user.pk not in (viewer.user_id, disclosure.about_id):
                tell(
                    user.pk,
                    "A disclosure waits for a second person to decide.",
                    _url(disclosure),
                    once=f"disclosure.asked:{pk}:{disclosure.version}",
                )
        remember(form, disclosure.pk)
    return disclosure


def decide(
    viewer: Viewer, pk: int, version: int, why: str, key: uuid.UUID, *, approve: bool
) -> Disclosure:
    """Raises Refused or Stale."""
    with transaction.atomic():
        form = once(viewer.member_id, key, f"disclosure decide {pk}")
        if form.result_id:
            return Disclosure.objects.get(pk=pk)
        disclosure = _lock(pk, version)
        may_decide(viewer, disclosure).require()
        disclosure.state = State.APPROVED if approve else State.REFUSED
        disclosure.decided_by_id, disclosure.decided_at = viewer.member_id, timezone.now()
        disclosure.decided_why = why
        _save(disclosure, "state", "decided_by", "decided_at", "decided_why")
        record(f"disclosure.{disclosure.state}", disclosure, actor_id=viewer.user_id)
        tell(
            disclosure.prepared_by_id,
            "A disclosure that you prepared was decided on.",
            _url(disclosure),
            once=f"disclosure.decided:{pk}",
        )
        remember(form, disclosure.pk)
    return disclosure


def export(viewer: Viewer, pk: int) -> bytes:
    """All that is listed, as it stands now, as JSON; its SHA-256 is kept, and that it was made.
    Raises Refused."""
    with transaction.atomic():
        disclosure = _lock(pk)
        may_export(viewer, disclosure).require()
        paper = {
            "site": settings.SITE_NAME,
            "disclosure": disclosure.pk,
            "to": disclosure.get_body_display(),
            "reference": disclosure.reference,
            "ground": disclosure.ground,
            "made_at": timezone.now().isoformat(),
            "withheld": disclosure.withheld,
            "items": [_item(viewer, disclosure, *one) for one in disclosure.subjects],
        }
        data = json.dumps(paper, ensure_ascii=False, indent=2).encode()
        disclosure.digest = hashlib.sha256(data).hexdigest()
        _save(disclosure, "digest")
        record("disclosure.exported", disclosure, actor_id=viewer.user_id, digest=disclosure.digest)
    return data


def hand_over(
    viewer: Viewer, pk: int, version: int, key: uuid.UUID, *, not_told_why: str = ""
) -> Disclosure:
    """Note that the export was given. The member is told now, unless `not_told_why` says why not.
    Raises Refused or Stale."""
    with transaction.atomic():
        form = once(viewer.member_id, key, f"disclosure give {pk}")
        if form.result_id:
            return Disclosure.objects.get(pk=pk)
        disclosure = _lock(pk, version)
        may_export(viewer, disclosure).require()
        if not disclosure.digest:
            raise Refused("Take the export out first: what is handed over is that, and no more.")
        if not not_told_why and disclosure.about_id is None:
            raise Refused("No member is named whom it is about. Say why nobody is told.")
        disclosure.state, disclosure.handed_over_at = State.HANDED_OVER, timezone.now()
        disclosure.not_told_why = not_told_why
        if not not_told_why and disclosure.about_id:
            disclosure.member_told_at = timezone.now()
            tell(disclosure.about_id, TOLD, reverse("privacy"), once=f"disclosure.told:{pk}")
        _save(disclosure, "state", "handed_over_at", "not_told_why", "member_told_at")
        told = disclosure.member_told_at is not None
        record("disclosure.handed_over", disclosure, actor_id=viewer.user_id, told=told)
        remember(form, disclosure.pk)
    return disclosure


# --- How it is done ------------------------------------------------------------------------------


def _item(viewer: Viewer, disclosure: Disclosure, kind: str, pk: int) -> dict[str, Any]:
    """One thing of the list. Whose a pseudonym is, it does not say: that is asked elsewhere."""
    item: dict[str, Any] = {"kind": kind, "id": pk}
    if kind == ORIGINAL:
        decision = Decision.objects.select_related("case").get(pk=pk)
        reason = f"Disclosure {disclosure.pk}"
        try:
            fields = sealing.open_for(decision, viewer, Look.Purpose.LAW, reason)
        except Http404:
            raise Refused(f"The original of decision {pk} is not kept any more.") from None
        return (
            item
            | {"of": [decision.case.subject_kind, decision.case.subject_id]}
            | {
                "decided_at": decision.at.isoformat(),
                "fields": dict(fields),
            }
        )
    if kind == COPY:
        copy = HeldCopy.objects.get(pk=pk)
        return item | {
            "of": [copy.subject_kind, copy.subject_id],
            "version": copy.subject_version,
            "kept_at": copy.at.isoformat(),
            "fields": opened(copy.sealed),
        }
    written = subjects.of(kind).read(pk)
    if written is None:
        return item | {"gone": True}
    author = User.objects.filter(pk=written.author_id).first()
    return item | {
        "address": settings.SITE_URL + written.url,
        "place": written.place,
        "by": written.mask or (author.name if author else ""),
        "state": written.state,
        "version": written.version,
        "fields": dict(written.fields),
    }


def _require_there(demand: Demand) -> None:
    if demand.about_id and not User.objects.filter(pk=demand.about_id).exists():
        raise Refused(f"There is no member {demand.about_id}.")
    for kind, pk in demand.subjects:
        if kind == ORIGINAL:
            found = Decision.objects.filter(pk=pk, original__isnull=False).exists()
        elif kind == COPY:
            found = HeldCopy.objects.filter(pk=pk).exists()
        else:
            found = subjects.of(kind).read(pk) is not None
        if not found:
            raise Refused(f"There is nothing to hand over as {kind} {pk}.")


def _columns(demand: Demand) -> dict[str, Any]:
    return asdict(demand) | {"subjects": [list(one) for one in demand.subjects]}


def _lock(pk: int, version: int | None = None) -> Disclosure:
    disclosure = Disclosure.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
    if version is not None and disclosure.version != version:
        raise Stale
    return disclosure


def _save(disclosure: Disclosure, *fields: str) -> None:
    disclosure.version += 1
    disclosure.save(update_fields=[*fields, "version"])


def _url(disclosure: Disclosure) -> str:
    return reverse("law_disclosure", args=[disclosure.pk])
