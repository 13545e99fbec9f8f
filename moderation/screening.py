"""Run the detectors: before a text is posted, and after, opening or bumping one case."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from community import subjects
from community.audit.recording import record
from community.events import emit
from community.lib import spans
from community.lib.rendering import render
from moderation import detectors
from moderation.detectors import Action, Finding, Known, Thresholds
from moderation.detectors.identity import details
from moderation.detectors.meter import Meter, findings_of, stops, summed
from moderation.detectors.normalise import Page
from moderation.limits import DUE_WITHIN
from moderation.models import Case, Screening
from moderation.models import Finding as FindingRow
from moderation.sight import VERSION as SIGHT_VERSION

# The field of findings that are of no words.
SEEN = "picture"


@dataclass(frozen=True)
class Mark:
    """Words of a field's source that were found, and why, as the author is told. `action` is what
    would follow by itself; what `stops` is not accepted at all. `token` stands for the kind and the
    words, so that a form can say which marks its author has been shown."""

    start: int
    end: int
    kind: str
    why: str
    keepable: bool
    action: Action = Action.BLOCK
    stops: bool = True
    token: str = ""


def check_before_posting(
    fields: Mapping[str, tuple[str, str | None]], known: Known
) -> dict[str, list[Mark]]:
    """What may not be posted, by field; empty when nothing was found.

    `fields` maps a name to (source, text): where text is given it is what the source renders to,
    and both are looked at, since Markdown can part a number that the page joins. Spans are in
    the source. Takes some milliseconds; reads no database.
    """
    found = {}
    for name, (source, text) in fields.items():
        marks = [
            Mark(f.start, f.end, f.kind, f.why, f.keepable)
            for f in _in_source(source, text, known, detectors.check_before_posting)
        ]
        if marks:
            found[name] = marks
    return found


def advise(fields: Mapping[str, tuple[str, str | None]], known: Known) -> dict[str, list[Mark]]:
    """All that the author should read once more before others do: what stops the post and what a
    moderator would be told of, by field. Of the author's own distress nothing is said here."""
    found = {}
    for name, (source, text) in fields.items():
        marks = [
            Mark(
                start=f.start,
                end=f.end,
                kind=f.kind,
                why=f.why,
                keepable=f.keepable,
                action=f.action,
                stops=stops(f),
                token=_token(f.kind, source[f.start : f.end]),
            )
            for f in _in_source(source, text, known, detectors.screen)
            if f.action >= Action.NUDGE and f.family != "welfare" and f.kind != "spam"
        ]
        if marks:
            found[name] = marks
    return found


def tells_details(text: str) -> bool:
    """Whether there is any detail in it that could add up with others: else nobody need ask what
    its author said elsewhere."""
    return bool(details.kinds(Page.of(text)))


def _token(kind: str, words: str) -> str:
    said = f"{kind} {' '.join(words.split())}"
    return hashlib.blake2s(said.encode(), digest_size=6).hexdigest()


def measure_fields(fields: Mapping[str, tuple[str, str | None]], known: Known) -> dict[str, Meter]:
    """The meter of each field, for its author while they write; as `check_before_posting` takes
    them. Nothing of it is kept."""
    return {
        name: summed(_in_source(source, text, known, findings_of))
        for name, (source, text) in fields.items()
    }


def known_of(written: subjects.Written) -> Known:
    """What the detectors are told beside the words of a subject."""
    return knowing(written.audience, written.workplace, written.earlier)


def knowing(audience: str, workplace: str = "", earlier: Sequence[str] = ()) -> Known:
    """The same for what is no subject yet; with the site's thresholds. `audience` is "open" or
    "closed"."""
    thresholds = Thresholds(**settings.MODERATION_THRESHOLDS)
    return Known(audience, workplace, tuple(earlier), thresholds)


def screen_subject(kind: str, subject_id: int) -> Case | None:
    """Screen a subject as it stands, once for each version; open or bump its case if need be.

    Idempotent: a second call for the same version does nothing. What calls for a hold is held
    until a manager has decided; nothing is removed by a machine.
    """
    handler = subjects.of(kind)
    written = handler.read(subject_id)
    if written is None or not (any(written.fields.values()) or written.sights):
        return None
    known = known_of(written)
    found = {
        name: _in_source(source, _text(name, source), known, detectors.screen)
        for name, source in written.fields.items()
    }
    if written.sights:
        found[SEEN] = [_as_finding(sight) for sight in written.sights]
    verdict = detectors.verdict([f for findings in found.values() for f in findings])
    with transaction.atomic():
        screening, first = Screening.objects.get_or_create(
            subject_kind=kind,
            subject_id=subject_id,
            subject_version=written.version,
            defaults={"action": verdict.action.value},
        )
        if not first:
            return None
        now = handler.read(subject_id)
        if now is None or (now.fields, now.sights) != (written.fields, written.sights):
            return None  # changed while the detectors read it: the change brings its own screening
        record(
            "subject.screened", screening, actor_id=None, subject=subject_id, action=verdict.action
        )
        if verdict.action not in (Action.FLAG, Action.HOLD, Action.BLOCK):
            return None
        case = _open_or_bump(written, found, verdict.action)
        if verdict.action != Action.FLAG and handler.hold(subject_id):
            case.held_at = timezone.now()
            case.save(update_fields=["held_at"])
            emit("subject.held", case_id=case.pk)
        return case


def _as_finding(sight: subjects.Sight) -> Finding:
    """Something that was seen marks no words."""
    return Finding(
        kind=sight.kind,
        start=0,
        end=0,
        score=0.5,
        why=sight.why,
        detector="sight",
        version=SIGHT_VERSION,
        action=Action(sight.action),
    )


def _open_or_bump(
    written: subjects.Written, found: Mapping[str, list[Finding]], action: Action
) -> Case:
    # A nudge is for the author alone.
    findings = [(name, f) for name, fs in found.items() for f in fs if f.action >= Action.FLAG]
    worst = max((f for _, f in findings), key=lambda f: (f.action.severity, f.score))
    severity = Case.Severity.MEDIUM if action == Action.FLAG else Case.Severity.HIGH
    due = timezone.now() + min(DUE_WITHIN[f.family] for _, f in findings)
    case, is_new = Case.objects.select_for_update(no_key=True).get_or_create(
        subject_kind=written.kind,
        subject_id=written.id,
        state=Case.State.OPEN,
        defaults={
            "author_id": written.author_id,
            "mask": written.mask,
            "place": written.place,
            "severity": severity,
            "family": worst.family,
            "due_at": due,
        },
    )
    if not is_new:
        if severity >= case.severity:
            case.severity, case.family = severity, worst.family
        case.due_at, case.version = min(case.due_at, due), case.version + 1
        case.save(update_fields=["severity", "family", "due_at", "version"])
        case.findings.all().delete()  # they marked a version that no one reads any more
    FindingRow.objects.bulk_create(
        FindingRow(
            case=case,
            subject_version=written.version,
            field=name,
            kind=f.kind,
            family=f.family,
            action=f.action,
            start=f.start,
            end=f.end,
            score=f.score,
            why=f.why,
            detector=f.detector,
            detector_version=f.version,
        )
        for name, f in findings
    )
    record("case.opened" if is_new else "case.bumped", case, actor_id=None, family=worst.family)
    return case


def _text(field: str, source: str) -> str | None:
    return render(source).text if field == "body" else None


def _in_source(
    source: str, text: str | None, known: Known, detect: Callable[[str, Known], list[Finding]]
) -> list[Finding]:
    """Findings of the source, and those that only the rendered text shows, put back on it."""
    found = detect(source, known)
    if text is None or text == source:
        return found
    places = None
    for finding in detect(text, known):
        places = places or spans.alignment(source, text)
        start, end = spans.to_source(places, (finding.start, finding.end))
        if not any(f.kind == finding.kind and f.start < end and start < f.end for f in found):
            found.append(replace(finding, start=start, end=end))
    return sorted(found, key=lambda f: f.start)
