"""Answer an appeal: another person looks again. Authorise, lock, change, record."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from community import subjects
from community.audit.recording import record
from community.events import emit
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from moderation import access, deciding
from moderation.appeals import reversing
from moderation.appeals.rules import may_answer
from moderation.deciding import Choice, Conflict
from moderation.models import Appeal, Case, Decision
from moderation.sealed import striking


@dataclass(frozen=True)
class Answer:
    """What a moderator answers. `key` is the form's; `reason` the author reads; `subject_version`
    is the version of the subject that they read, 0 when it is gone."""

    outcome: str
    reason: str
    key: uuid.UUID
    subject_version: int


def answer(viewer: Viewer, appeal_id: int, version: int, given: Answer) -> Appeal:
    """Answer an appeal that was read at `version`.

    Raises Http404, Refused, Conflict when it was answered or its subject changed meanwhile, or
    reversing.CannotReverse; then nothing has changed.
    """
    with transaction.atomic():
        form = once(viewer.member_id, given.key, f"answer appeal {appeal_id}")
        if form.result_id:
            return Appeal.objects.get(pk=form.result_id)
        appeal = _lock(viewer, appeal_id)
        may_answer(viewer, appeal).require()
        if appeal.outcome or appeal.version != version:
            raise Conflict
        written = subjects.of(appeal.case.subject_kind).read(appeal.case.subject_id)
        if (written.version if written else 0) != given.subject_version:
            raise Conflict
        if given.outcome == Appeal.Outcome.REVERSED:
            _take_back(viewer, appeal, given)
        appeal.outcome, appeal.reason = given.outcome, given.reason
        appeal.decided_by_id, appeal.decided_at = viewer.member_id, timezone.now()
        appeal.version += 1
        appeal.save(update_fields=["outcome", "reason", "decided_by", "decided_at", "version"])
        record("appeal.decided", appeal, actor_id=viewer.user_id, outcome=appeal.outcome)
        striking.strike(appeal.case, appeal, *_said_with(appeal))
        emit("appeal.decided", appeal_id=appeal.pk)
        remember(form, appeal.pk)
    return appeal


def _take_back(viewer: Viewer, appeal: Appeal, given: Answer) -> None:
    """The decision; or the hold, by the decision that nothing is wrong with what was held."""
    if appeal.decision is not None:
        reversing.reverse(
            appeal.decision, actor_id=viewer.member_id, publish=True, reason=given.reason
        )
        return
    case = appeal.case
    if case.state == Case.State.DECIDED:
        raise Conflict
    choice = Choice(
        action=Decision.Action.DISMISS,
        key=given.key,
        subject_version=given.subject_version,
        reason=given.reason,
    )
    deciding.decide(viewer, case.pk, case.version, choice)


def _said_with(appeal: Appeal) -> Iterator[Model]:
    """What else gives the same reason: the decision that another was taken back, and the sanctions
    that were lifted with it."""
    if appeal.decision is not None:
        yield from Decision.objects.filter(before__reverses=appeal.decision.pk)
        yield from appeal.decision.sanctions.all()


def _lock(viewer: Viewer, appeal_id: int) -> Appeal:
    """The appeal as it is now, its case locked before it, if the viewer may see it."""
    seen = access.get_appeal_or_404(viewer, appeal_id)
    striking.wait_for_others(seen.case)
    case = Case.objects.select_related("author").get(pk=seen.case_id)
    Appeal.objects.select_for_update(no_key=True, of=("self",)).get(pk=appeal_id)
    appeal = access.get_appeal_or_404(viewer, appeal_id)
    appeal.case = case
    if appeal.decision is not None:
        appeal.decision.case = case
    return appeal
