"""Run the detectors: before a text is posted, and after, opening or bumping one case."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from django.db import transaction

from community import subjects
from community.audit.recording import record
from community.lib import spans
from community.lib.rendering import render
from moderation import detectors
from moderation.bench import shadowing, tuning
from moderation.bench.shadowing import Would
from moderation.bench.tuning import Bench
from moderation.detectors import Action, Finding, Known, registry
from moderation.detectors.identity import details
from moderation.detectors.meter import Meter, findings_of, stops, summed
from moderation.detectors.normalise import Page
from moderation.flagging import Found, flag, flag_again
from moderation.models import Case, Screening
from moderation.sight import VERSION as SIGHT_VERSION

# The field of findings that are of no words.
SEEN = "picture"

Detect = Callable[[str, Known], list[Finding]]


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


def advise(
    fields: Mapping[str, tuple[str, str | None]], known: Known, detect: Detect = detectors.screen
) -> dict[str, list[Mark]]:
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
            for f in _in_source(source, text, known, detect)
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


def known_of(written: subjects.Written, bench: Bench) -> Known:
    """What the detectors are told beside the words of a subject, and what is watched for."""
    return Known(
        written.audience,
        written.workplace,
        tuple(written.earlier),
        bench.thresholds,
        bench.phrases,
    )


def knowing(audience: str, workplace: str = "", earlier: Sequence[str] = ()) -> Known:
    """The same for what is no subject yet; with the site's thresholds. `audience` is "open" or
    "closed". Without the phrases that managers watch for: whoever writes is not told of those, or
    the spam would come in other words."""
    return Known(audience, workplace, tuple(earlier), tuning.bench().thresholds)


def screener(bench: Bench | None = None) -> str:
    """A short name of all that screens as it is today: it is another when a detector, what looks
    at pictures, a threshold or a watched phrase would have something else found."""
    bench = bench or tuning.bench()
    parts = [f"{each.name} {each.version}" for each in registry.detectors()]
    parts += [f"{name} {value}" for name, value in asdict(bench.thresholds).items()]
    parts += sorted(f"{phrase.words} {phrase.family}" for phrase in bench.phrases.phrases)
    said = "\n".join([*parts, f"sight {SIGHT_VERSION}"])
    return hashlib.blake2s(said.encode(), digest_size=6).hexdigest()


@dataclass(frozen=True)
class Judged:
    """A subject as it was read, the detectors' verdict, what of it a moderator is told, `by` whom
    (as `screener` names them), and what those in shadow would have done."""

    written: subjects.Written
    action: Action
    findings: Sequence[Found]
    by: str
    shadows: Sequence[Would] = ()


def screen_subject(kind: str, subject_id: int) -> Case | None:
    """Screen a subject as it stands, once for each version; open or bump its case if need be.

    Idempotent: a second call for the same version does nothing while the detectors are the same.
    What calls for a hold is held until a manager has decided; nothing is removed by a machine.
    """
    judged = judge(kind, subject_id)
    return enter(judged) if judged else None


def judge(kind: str, subject_id: int) -> Judged | None:
    """Run the detectors on a subject; None when there is nothing to read. Locks nothing."""
    written = subjects.of(kind).read(subject_id)
    if written is None or not (any(written.fields.values()) or written.sights):
        return None
    bench = tuning.bench()
    known = known_of(written, bench)
    texts = {name: (source, _text(name, source)) for name, source in written.fields.items()}
    found = _found(written, texts, known)
    action = _action(found)
    shadows = shadowing.would(
        bench,
        known,
        [text or source for source, text in texts.values()],
        action,
        lambda known: _action(_found(written, texts, known)),
    )
    # A nudge is for the author alone.
    told = [one for one in found if one[1].action >= Action.FLAG]
    return Judged(written, action, told, screener(bench), shadows)


def _found(
    written: subjects.Written, texts: Mapping[str, tuple[str, str | None]], known: Known
) -> list[Found]:
    """All that is found in a subject, by field."""
    found = [
        (name, finding)
        for name, (source, text) in texts.items()
        for finding in _in_source(source, text, known, detectors.screen)
    ]
    return found + [(SEEN, _as_finding(sight)) for sight in written.sights]


def _action(found: Sequence[Found]) -> Action:
    return detectors.verdict([finding for _, finding in found]).action


def enter(judged: Judged, *, again: bool = False) -> Case | None:
    """Note that a subject was screened, and do what follows. `again` is for what has been standing;
    a version that other detectors screened before has."""
    written = judged.written
    with transaction.atomic():
        key = {
            "subject_kind": written.kind,
            "subject_id": written.id,
            "subject_version": written.version,
        }
        again = again or Screening.objects.filter(**key).exclude(screener=judged.by).exists()
        screening, first = Screening.objects.get_or_create(
            **key, screener=judged.by, defaults={"action": judged.action.value}
        )
        if not first:
            return None
        now = subjects.of(written.kind).read(written.id)
        if now is None or _read_as(now) != _read_as(written):
            # Changed or moved while the detectors read it: that brings its own screening, which
            # must not find it done.
            screening.delete()
            return None
        shadowing.keep(written, judged.action, judged.shadows)
        if again:  # whose row says enough: the record need not grow by a line for all that stands
            return flag_again(written, judged.findings)
        record(
            "subject.screened", screening, actor_id=None, subject=written.id, action=judged.action
        )
        return flag(written, judged.findings)


def _read_as(written: subjects.Written) -> tuple[object, ...]:
    """All that what is found in it depends on and that brings a screening when it changes."""
    return written.version, written.audience, written.fields, written.sights


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


def _text(field: str, source: str) -> str | None:
    return render(source).text if field == "body" else None


def _in_source(source: str, text: str | None, known: Known, detect: Detect) -> list[Finding]:
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
