"""Text in, findings out: pure functions, one file for each detector.

`screen` is the whole judgement of a text; `check_before_posting` the quick part that stops a post;
`verdict` sums findings up. Offsets are half-open and count code points of the text handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .finding import Action, Finding, Verdict, verdict
from .identity.told import of_nobody
from .known import CLOSED, OPEN, Known, Thresholds
from .normalise import Page
from .registry import Detector, detectors

__all__ = [
    "CLOSED",
    "OPEN",
    "Action",
    "Finding",
    "Known",
    "Thresholds",
    "Verdict",
    "check_before_posting",
    "hear",
    "screen",
    "verdict",
    "weighed",
]


def screen(text: str, known: Known = CLOSED) -> list[Finding]:
    """All findings in a text, in order, with what is known beside it."""
    page = Page.of(text)
    return reduced(
        finding
        for detector in detectors()
        for finding in weighed(detector, detector.run(page, known), page, known)
    )


def hear(text: str, known: Known = CLOSED) -> list[Finding]:
    """Of what `screen` finds only how a text speaks to others and of them."""
    page = Page.of(text)
    return reduced(
        finding
        for detector in detectors()
        if detector.folder == "offence"
        for finding in detector.run(page, known)
    )


def weighed(
    detector: Detector, findings: Iterable[Finding], page: Page, known: Known
) -> Iterator[Finding]:
    """What a detector found: where it is doubted and the whole text tells of nobody, only to be
    said to the author."""
    for finding in findings:
        if detector.doubted and finding.action > Action.NUDGE and of_nobody(page, known):
            finding = replace(finding, action=Action.NUDGE)
        yield finding


def check_before_posting(text: str, known: Known = CLOSED) -> list[Finding]:
    """Only what a post is not accepted with: patients' numbers, dates of birth and the like."""
    page = Page.of(text)
    found = reduced(
        finding
        for detector in detectors()
        if detector.before_posting
        for finding in detector.run(page, known)
    )
    return [finding for finding in found if finding.action == Action.BLOCK]


def reduced(findings: Iterable[Finding]) -> list[Finding]:
    """In order of place. Where marks of one family overlap the gravest stays, then the surest,
    then the longest."""
    kept: list[Finding] = []
    by_place = sorted(findings, key=lambda finding: (finding.start, finding.end, finding.kind))
    last: dict[str, int] = {}
    for finding in by_place:
        place = last.get(finding.family)
        if place is not None and finding.start < kept[place].end:
            if _weight(finding) > _weight(kept[place]):
                kept[place] = finding
            continue
        last[finding.family] = len(kept)
        kept.append(finding)
    return sorted(kept, key=lambda finding: (finding.start, finding.end))


def _weight(finding: Finding) -> tuple[int, float, int]:
    return finding.action.severity, finding.score, finding.end - finding.start
