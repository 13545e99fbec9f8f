"""Show a subject as it was when it was decided on, to one who judges it again without knowing what
was decided: neither where it stands now nor who wrote it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from community import subjects
from community.lib.spans import marked
from community.members.viewer import Viewer
from community.subjects import Sight, Written
from moderation import words
from moderation.models import Decision, Finding, Look
from moderation.screening import SEEN
from moderation.sealed import sealing

REASON = "A second look, as one decision in twenty has"


@dataclass(frozen=True)
class Mark:
    """A finding with its number on the page and the words it marks."""

    number: int
    finding: Finding
    kind: str
    words: str


@dataclass(frozen=True)
class Text:
    """A field, cut into pieces: (words, Mark or None)."""

    label: str
    pieces: list[tuple[str, object | None]]


@dataclass(frozen=True)
class Shown:
    label: str
    audience: str
    texts: list[Text]
    marks: list[Mark]
    picture: str = ""
    sights: tuple[Sight, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


def as_decided(viewer: Viewer, decision: Decision) -> Shown | None:
    """The subject as who decided read it; None when its words cannot be had any more. Where they
    were sealed this opens them, and records that the viewer looked."""
    case = decision.case
    handler = subjects.of(case.subject_kind)
    written = handler.read(case.subject_id)
    if written is None or not is_shown(decision, written):
        return None
    fields = _fields(viewer, decision, written)
    # A picture that was sealed is shown as it was then, and so is what was seen in it.
    pixels_went = decision.action in (Decision.Action.COVER, Decision.Action.REMOVE)
    marks = _marks(fields, case.findings.filter(subject_version=decision.subject_version))
    return Shown(
        label=handler.label,
        audience=written.audience,
        texts=_texts(fields, marks),
        marks=marks,
        picture="" if pixels_went else written.picture,
        sights=_seen(decision) if pixels_went else written.sights,
        facts=written.facts,
    )


def is_shown(decision: Decision, written: Written | None = None) -> bool:
    """Whether its words can be had as they were: sealed, unchanged since, or in its history."""
    if written is None:
        case = decision.case
        written = subjects.of(case.subject_kind).read(case.subject_id)
    if written is None:
        return False
    if sealing.is_sealed(decision):
        return True
    if not any(written.fields.values()):
        return written.version == decision.subject_version and bool(written.picture)
    return _unsealed(decision, written) is not None


def _fields(viewer: Viewer, decision: Decision, written: Written) -> Mapping[str, str]:
    if sealing.is_sealed(decision):
        return sealing.open_for(decision, viewer, Look.Purpose.SECOND, REASON)
    return _unsealed(decision, written) or {}


def _unsealed(decision: Decision, written: Written) -> Mapping[str, str] | None:
    """As it stands, or as it read before its author changed it, which they may have been asked to.
    None where a later decision took words from that too."""
    if written.version == decision.subject_version:
        return written.fields
    same = {"case__subject_kind": written.kind, "case__subject_id": written.id}
    later = Decision.objects.filter(**same, pk__gt=decision.pk, original__isnull=False)
    later = later.filter(undone_at=None)
    if later.exists():
        return None
    return subjects.of(written.kind).as_of(written.id, decision.subject_version)


def _seen(decision: Decision) -> tuple[Sight, ...]:
    found = decision.case.findings.filter(subject_version=decision.subject_version, field=SEEN)
    return tuple(Sight(one.kind, one.why, one.action) for one in found)


def _marks(fields: Mapping[str, str], findings: Iterable[Finding]) -> list[Mark]:
    """Numbered in the order they are read."""
    order = list(fields)
    read = sorted(
        (f for f in findings if f.field in order), key=lambda f: (order.index(f.field), f.start)
    )
    return [
        Mark(number, f, words.kind_words(f.kind), fields[f.field][f.start : f.end])
        for number, f in enumerate(read, start=1)
    ]


def _texts(fields: Mapping[str, str], marks: Sequence[Mark]) -> list[Text]:
    return [
        Text(
            words.field_words(name),
            marked(
                source,
                [(m.finding.start, m.finding.end, m) for m in marks if m.finding.field == name],
            ),
        )
        for name, source in fields.items()
        if source
    ]
