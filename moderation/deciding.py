"""Decide on a case, and undo a hiding. Each reads: authorise, lock, change, record."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from community import subjects
from community.audit.recording import record
from community.events import emit
from community.lib.spans import merged
from community.lib.verdicts import Refused
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from community.subjects import Changed, Span, Subject, Written
from moderation import access, rules, sealing
from moderation.models import Case, Decision

Action = Decision.Action


@dataclass(frozen=True)
class Choice:
    """What a manager chose. `key` is the form's. `subject_version` is the version they read.

    For a redaction: `finding_ids` whose marks go, and `words` that go wherever they stand.
    """

    action: str
    key: uuid.UUID
    subject_version: int
    rule: str = ""
    reason: str = ""
    finding_ids: Sequence[int] = ()
    words: Sequence[str] = ()


class Conflict(Exception):
    """The case was decided or grew, or its subject was edited, since the manager opened it."""


class NothingMarked(Exception):
    """A redaction without a word to remove."""


class InPixels(Exception):
    """Words to remove that stand in a picture, which no redaction changes."""


class Repeated(Exception):
    """The reason repeats words that this very decision removes."""


class NotThere(Exception):
    """Words to remove that the subject does not hold; `words` are those, as typed."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__("Some of these words are not in it.")
        self.words = words


def decide(viewer: Viewer, case_id: int, version: int, choice: Choice) -> Decision:
    """End an open case that was read at `version`.

    Raises Http404, Refused, Conflict, NothingMarked, NotThere, InPixels or Repeated; then nothing
    has changed.
    """
    with transaction.atomic():
        form = once(_id(viewer), choice.key, f"decide {case_id}")
        if form.result_id:
            return Decision.objects.get(pk=form.result_id)
        case = _lock(viewer, case_id)
        handler = subjects.of(case.subject_kind)
        if case.state != Case.State.OPEN or case.version != version:
            raise Conflict
        written = handler.read(case.subject_id)
        rules.may_act(viewer, case, choice.action, written).require()
        if written is not None and written.version != choice.subject_version:
            raise Conflict
        decision = Decision.objects.create(
            case=case,
            moderator_id=_id(viewer),
            action=choice.action,
            rule=choice.rule,
            reason=choice.reason,
        )
        if written is not None:
            _carry_out(handler, written, decision, choice)
        case.state, case.decided_at = Case.State.DECIDED, decision.at
        case.version += 1
        case.save(update_fields=["state", "decided_at", "version"])
        _record(viewer, decision)
        remember(form, decision.pk)
    return decision


def restore(viewer: Viewer, case_id: int, version: int, *, reason: str, key: uuid.UUID) -> Decision:
    """Show again what this case hid. Raises Http404, Refused, or Conflict when it has changed."""
    with transaction.atomic():
        form = once(_id(viewer), key, f"restore {case_id}")
        if form.result_id:
            return Decision.objects.get(pk=form.result_id)
        case = _lock(viewer, case_id)
        if case.version != version:
            raise Conflict
        handler = subjects.of(case.subject_kind)
        rules.may_restore(viewer, case, handler.read(case.subject_id)).require()
        decision = Decision.objects.create(
            case=case, moderator_id=_id(viewer), action=Action.RESTORE, reason=reason
        )
        handler.restore(case.subject_id)
        case.version += 1
        case.save(update_fields=["version"])
        _record(viewer, decision)
        remember(form, decision.pk)
    return decision


def _carry_out(handler: Subject, written: Written, decision: Decision, choice: Choice) -> None:
    """Do to the subject what was decided, and make sure that it was done to what was read."""
    try:
        match choice.action:
            case Action.REDACT:
                marks = _marks(decision.case, written, choice)
                original = handler.redact(written.id, written.version, marks)
                decision.spans = marks
                decision.save(update_fields=["spans"])
                sealing.seal(decision, original)
            case Action.HIDE:
                handler.hide(written.id)
            case Action.REMOVE:
                sealing.seal(decision, handler.remove(written.id))
    except Changed:
        raise Conflict from None
    if choice.action in (Action.DISMISS, Action.REDACT) and written.state == "held":
        handler.restore(written.id)
    if choice.action != Action.REDACT:
        # The handler has locked it by now: an edit that came in after we read it shows here.
        after = handler.read(written.id)
        if after is None or after.version != written.version:
            raise Conflict


def _marks(case: Case, written: Written, choice: Choice) -> dict[str, list[Span]]:
    """Spans to redact, by field."""
    found = case.findings.filter(
        pk__in=choice.finding_ids, subject_version=written.version, field__in=list(written.fields)
    )
    marks: dict[str, list[Span]] = {}
    for finding in found:
        marks.setdefault(finding.field, []).append((finding.start, finding.end))
    for field, more in _places(written.fields, choice.words).items():
        marks.setdefault(field, []).extend(more)
    if not marks:
        raise NothingMarked
    if marks.keys() & written.fixed:
        raise InPixels  # else it would be shown again, with all that is to be read in it
    marks = {field: merged(spans) for field, spans in marks.items()}
    gone = {written.fields[field][a:b] for field, spans in marks.items() for a, b in spans}
    if any(len(words) > 3 and words in choice.reason for words in gone):
        raise Repeated
    return marks


def _places(fields: Mapping[str, str], words: Iterable[str]) -> dict[str, list[Span]]:
    """Where these words stand, every time, by field. Raises NotThere for those that do not."""
    places: dict[str, list[Span]] = {}
    missing = []
    for word in words:
        found = False
        for field, source in fields.items():
            start = source.find(word)
            while start >= 0:
                found = True
                places.setdefault(field, []).append((start, start + len(word)))
                start = source.find(word, start + len(word))
        if not found:
            missing.append(word)
    if missing:
        raise NotThere(missing)
    return places


def _lock(viewer: Viewer, case_id: int) -> Case:
    """The case, locked before its subject, if the viewer may see it. Raises Http404."""
    access.get_case_or_404(viewer, case_id)
    return Case.objects.select_for_update(no_key=True, of=("self",)).get(pk=case_id)


def _record(viewer: Viewer, decision: Decision) -> None:
    record(
        "case.decided",
        decision.case,
        actor_id=viewer.user_id,
        decision=decision.pk,
        action=decision.action,
        rule=decision.rule,
        redacted=decision.redacted_count,
    )
    emit("case.decided", decision_id=decision.pk)


def _id(viewer: Viewer) -> int:
    """The manager's id. Raises Refused for whoever has not signed in."""
    if viewer.user_id is None:
        raise Refused("Sign in first.")
    return viewer.user_id
