"""How much of a text could give a patient away, while it is being written.

It says what the screening will do, and counts what the screening only begins to mind: kinds of
indirect detail, each once (Hrynaszkiewicz et al., BMJ 2010;340:c181: three or more of them go to a
human reader).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from . import reduced, weighed
from .finding import Action, Finding
from .identity import details
from .identity.details import Span
from .known import CLOSED, Known
from .normalise import Page
from .registry import detectors
from .words.details import WHY


class Level(IntEnum):
    """The three steps, and none of them."""

    CLEAR = 0
    DETAILS = 1
    LOOKED_AT = 2  # by a moderator, before others read it
    STOPPED = 3  # not accepted as it is


@dataclass(frozen=True)
class Meter:
    """`kinds` are those of the details found; `findings` stand in the order of the text."""

    level: Level
    kinds: frozenset[str]
    findings: tuple[Finding, ...]


def measure(text: str, known: Known = CLOSED) -> Meter:
    """The meter of a text. Linear in its length."""
    return summed(findings_of(text, known))


def findings_of(text: str, known: Known = CLOSED) -> list[Finding]:
    """What of a text identifies: what the screening finds, and each detail that would by itself be
    too little for it."""
    page = Page.of(text)
    kinds = details.kinds(page, known)
    found = reduced(_screened(page, known, kinds))
    for one in _details(page, kinds):
        if not any(f.start < one.end and one.start < f.end for f in found):
            found.append(one)
    return sorted(found, key=lambda f: (f.start, f.end))


def summed(findings: Iterable[Finding]) -> Meter:
    findings = tuple(findings)
    if any(map(stops, findings)):
        level = Level.STOPPED
    elif any(f.action >= Action.HOLD for f in findings):
        level = Level.LOOKED_AT
    else:
        level = Level.DETAILS if findings else Level.CLEAR
    return Meter(level, details.counted(f.kind for f in findings), findings)


def reason(finding: Finding) -> str:
    """Why it matters, in one sentence: the count stands in the meter already."""
    return WHY[finding.kind] if finding.detector == "details" else finding.why


def stops(finding: Finding) -> bool:
    """Whether a post is not accepted with it."""
    quick = {detector.name for detector in detectors() if detector.before_posting}
    return finding.action == Action.BLOCK and finding.detector in quick


def _screened(page: Page, known: Known, kinds: Mapping[str, list[Span]]) -> Iterator[Finding]:
    """What `screen` finds, without the detectors of offence, and with the details looked for once:
    this is asked again and again."""
    for detector in detectors():
        if detector.folder == "identity":
            if detector.name == "details":
                found = detector.placed(page, details.marks(kinds, known))
            else:
                found = detector.run(page, known)
            yield from weighed(detector, found, page, known)


def _details(page: Page, kinds: Mapping[str, list[Span]]) -> Iterator[Finding]:
    for kind, spans in kinds.items():
        for start, end in spans:
            yield _told(page, kind, start, end, WHY[kind])


def _told(page: Page, kind: str, start: int, end: int, why: str) -> Finding:
    start, end = page.span(start, end)
    return Finding(kind, start, end, 0.0, why, "meter", 1, Action.NONE)
