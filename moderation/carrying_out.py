"""Do to a subject what was decided about it."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from community.copies import Original
from community.lib.spans import merged
from community.members.viewer import Viewer
from community.subjects import Box, Changed, Span, Subject, Written
from moderation.models import Case, Decision
from moderation.sealed import sealing

Action = Decision.Action

# Puts the covered picture in the place of the one that was read at this version, and returns that.
Brush = Callable[[int], Original]

# What was held is let go by these: it may be seen as it stands, or without the words.
RELEASING = {Action.DISMISS, Action.KEEP, Action.REDACT, Action.WELFARE}

# After these the subject is another than the one that was read.
REWRITING = {Action.REDACT, Action.COVER}


@dataclass(frozen=True)
class Choice:
    """What a moderator chose. `key` is the form's. `subject_version` is the version they read.

    For a redaction: `finding_ids` whose marks go, and `words` that go wherever they stand; to
    cover, `boxes`. `measure` is done to the topic and `sanction` (a kind of Sanction) to the
    author: for `days`, where a limit is for some `rooms`.
    """

    action: str
    key: uuid.UUID
    subject_version: int
    rule: str = ""
    reason: str = ""
    finding_ids: Sequence[int] = ()
    words: Sequence[str] = ()
    measure: str = ""
    sanction: str = ""
    days: int = 0
    rooms: str = "all"
    boxes: Sequence[Box] = ()


class Conflict(Exception):
    """The case was decided or grew, or its subject was edited, since the moderator opened it."""


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


def carry_out(
    viewer: Viewer,
    handler: Subject,
    written: Written,
    decision: Decision,
    choice: Choice,
    paint: Brush | None,
) -> None:
    """Do it, and make sure that it was done to what was read. Raises Conflict, and what a
    redaction raises."""
    try:
        match choice.action:
            case Action.REDACT:
                marks = _marks(decision.case, written, choice)
                original = handler.redact(written.id, written.version, marks)
                decision.spans = marks
                decision.save(update_fields=["spans"])
                sealing.seal(decision, original)
            case Action.COVER:
                assert paint is not None, "it is drawn before anything is locked"
                sealing.seal(decision, paint(written.version))
            case Action.HIDE:
                handler.hide(written.id)
            case Action.REMOVE:
                sealing.seal(decision, handler.remove(written.id))
    except Changed:
        raise Conflict from None
    if choice.action in RELEASING and written.state == "held":
        handler.restore(written.id)
    if choice.measure:
        done = handler.measure(viewer, written.id, choice.measure)
        decision.before = {**decision.before, "measured": done}
        decision.save(update_fields=["before"])
    if choice.action not in REWRITING:
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
