"""Tell an author while they write what in it could give a patient away. Nothing of it is kept."""

from dataclasses import dataclass

from community.lib import rendering
from community.members.models import Profile
from community.members.viewer import Viewer
from forums.places import Place
from moderation.detectors import hear
from moderation.detectors.finding import Finding
from moderation.detectors.meter import Level, reason, stops
from moderation.screening import advise, knowing, measure_fields

WORDS_SHOWN = 6  # of one kind: what it is about is clear by then


@dataclass(frozen=True)
class Found:
    """One kind of detail: the author's own words that are of it, and why they matter."""

    words: list[str]
    more: int
    why: str
    stops: bool


@dataclass(frozen=True)
class Told:
    """The meter: `found` may give a patient away, `tone` may hurt somebody."""

    level: Level
    kinds: int
    found: list[Found]
    tone: list[Found]

    @property
    def steps(self) -> list[bool]:
        """Of the bar: which are full."""
        return [step <= self.level for step in (Level.DETAILS, Level.LOOKED_AT, Level.STOPPED)]


def measured(viewer: Viewer, place: Place, title: str, source: str) -> Told:
    """The meter of what is written at a place, for its author. The source must fit
    (`rendering.require_fit`). One query, for where they work."""
    profile = Profile.objects.filter(user=viewer.member_id)
    workplace = profile.values_list("workplace", flat=True).first() or ""
    fields = {"title": title, "body": source}
    typed = {"title": (title, None), "body": (source, rendering.render(source).text)}
    known = knowing(place.board.readers, workplace)
    meters = measure_fields(typed, known)
    of_kind: dict[str, list[str]] = {}
    first: dict[str, Finding] = {}
    for name, meter in meters.items():
        for finding in meter.findings:
            words = " ".join(fields[name][finding.start : finding.end].split())
            if finding.kind not in first or stops(finding):
                first[finding.kind] = finding
            said = of_kind.setdefault(finding.kind, [])
            if words and words not in said:
                said.append(words)
    return Told(
        max(meter.level for meter in meters.values()),
        len(first),
        [
            Found(words[:WORDS_SHOWN], max(0, len(words) - WORDS_SHOWN), reason(one), stops(one))
            for one in sorted(first.values(), key=lambda one: -one.action.severity)
            for words in [of_kind[one.kind]]
        ],
        [
            Found([fields[name][mark.start : mark.end]], 0, mark.why, False)
            for name, marks in advise(typed, known, hear).items()
            for mark in marks
        ],
    )
