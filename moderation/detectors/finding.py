"""What a detector says: which words, what is wrong with them, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

OFFENSIVE = frozenset(
    {"abuse", "hate", "threat", "self_harm_urged", "doxxing", "contempt", "watched_offensive"}
)
CONDUCT = frozenset({"spam", "allegation", "watched_conduct"})
WELFARE = frozenset({"welfare"})


class Action(StrEnum):
    """What a finding leads to by itself. They compare by severity: BLOCK is the greatest."""

    NONE = "none"
    NUDGE = "nudge"
    FLAG = "flag"
    HOLD = "hold"
    BLOCK = "block"

    @property
    def severity(self) -> int:
        return tuple(Action).index(self)

    def __lt__(self, other: str) -> bool:
        return self.severity < Action(other).severity

    def __le__(self, other: str) -> bool:
        return self.severity <= Action(other).severity

    def __gt__(self, other: str) -> bool:
        return self.severity > Action(other).severity

    def __ge__(self, other: str) -> bool:
        return self.severity >= Action(other).severity


@dataclass(frozen=True, slots=True)
class Finding:
    """A mark on a text.

    `start` and `end` are half-open offsets into the text handed in, in code points. `score` is how
    sure the detector is, 0 to 1. `why` is one sentence to the author. `keepable` means that the
    author may keep these words by stating a reason.
    """

    kind: str
    start: int
    end: int
    score: float
    why: str
    detector: str
    version: int
    action: Action
    keepable: bool = False

    @property
    def family(self) -> str:
        """ "identifying", "offensive", "welfare" or "conduct"."""
        if self.kind in OFFENSIVE:
            return "offensive"
        if self.kind in CONDUCT:
            return "conduct"
        return "welfare" if self.kind in WELFARE else "identifying"


@dataclass(frozen=True, slots=True)
class Verdict:
    identifying: bool
    offensive: bool
    action: Action


def verdict(findings: list[Finding]) -> Verdict:
    """The findings of one text in a word: a nudge alone makes it neither identifying nor
    offensive."""
    told = {finding.family for finding in findings if finding.action >= Action.FLAG}
    return Verdict(
        identifying="identifying" in told,
        offensive="offensive" in told,
        action=max((finding.action for finding in findings), default=Action.NONE),
    )
