"""Count what thresholds and phrases would do before they are put into use.

Each screening asks it. What is kept is that another action would have followed, never a word.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Q

from community import subjects
from community.members.viewer import Viewer
from moderation import access
from moderation.bench.tuning import Bench
from moderation.detectors import Action, Known
from moderation.detectors.normalise import Page
from moderation.models import Case, Phrase, Screening, ShadowMark, Tuning

# What is read to say of how many it is: in a table that only grows.
NEWEST = 10_000
LISTED = 20

# What an action is to those who read of it.
WORDS = {
    "none": "nothing",
    "nudge": "said to its author",
    "flag": "flagged",
    "hold": "held",
    "block": "held",
}

TELLS = [Action.FLAG.value, Action.HOLD.value, Action.BLOCK.value]


@dataclass(frozen=True)
class Would:
    """What one of those in shadow would do to what was just screened."""

    then: Action
    tuning_id: int | None = None
    phrase_id: int | None = None


@dataclass(frozen=True)
class Counts:
    """`more` would be flagged that are not, `fewer` would not that are; `nudged` and `spared` are
    those whose author alone would be told, or no more. Of `screened` since; `is_capped` where
    there were more than are counted."""

    more: int
    fewer: int
    nudged: int
    spared: int
    screened: int
    is_capped: bool


@dataclass(frozen=True)
class Row:
    """Something that would have been judged otherwise, as one who may see it is shown it."""

    title: str
    url: str
    now: str
    then: str


def would(
    bench: Bench, known: Known, texts: Sequence[str], now: Action, judge: Callable[[Known], Action]
) -> list[Would]:
    """What those in shadow would do to these texts. `judge` gives the verdict of all detectors."""
    found = []
    thresholds = bench.shadow_thresholds
    if thresholds is not None:
        then = judge(replace(known, thresholds=thresholds))
        if then != now:
            found.append(Would(then, tuning_id=bench.shadow))
    if bench.shadow_phrases:
        lower = [Page.of(text).lower for text in texts]
        said = {phrase.number for text in lower for _, _, phrase in bench.shadow_phrases.find(text)}
        found += [Would(max(now, Action.FLAG), phrase_id=number) for number in sorted(said)]
    return found


def keep(written: subjects.Written, now: Action, found: Iterable[Would]) -> None:
    """Note it, once for each version. Call inside the transaction that notes the screening."""
    ShadowMark.objects.bulk_create(
        (
            ShadowMark(
                tuning_id=one.tuning_id,
                phrase_id=one.phrase_id,
                subject_kind=written.kind,
                subject_id=written.id,
                subject_version=written.version,
                now=now.value,
                then=one.then.value,
            )
            for one in found
        ),
        ignore_conflicts=True,
    )


def counts(*shadows: Tuning | Phrase) -> list[Counts]:
    """What each of these would have done since it was entered. At most three queries."""
    if not shadows:
        return []
    times = sorted(Screening.objects.order_by("-pk").values_list("at", flat=True)[:NEWEST])
    by_one: dict[tuple[str, int], dict[str, int]] = {}
    for field, model in (("tuning", Tuning), ("phrase", Phrase)):
        ids = [one.pk for one in shadows if isinstance(one, model)]
        if ids:
            for row in _counted(field, ids):
                by_one[field, row[field]] = row
    return [_of_all(by_one.get((_field(one), one.pk), {}), times, _since(one)) for one in shadows]


def rows(viewer: Viewer, shadow: Tuning | Phrase) -> list[Row]:
    """The newest of what it would have judged otherwise that the viewer may see: as their case
    where it has one, else where it stands."""
    marks = ShadowMark.objects.filter(**{_field(shadow): shadow}).order_by("-pk")[:LISTED]
    by_kind: dict[str, list[int]] = {}
    for mark in marks:
        by_kind.setdefault(mark.subject_kind, []).append(mark.subject_id)
    titles, cases = {}, {}
    for kind, ids in by_kind.items():
        named = subjects.of(kind).titles(viewer, ids)
        titles.update({(kind, pk): title for pk, title in named.items()})
        own = access.visible_cases(viewer).filter(subject_kind=kind, subject_id__in=ids)
        cases.update({(kind, case.subject_id): case for case in own.order_by("pk")})
    return [
        _row(mark, titles.get(place), cases.get(place))
        for mark in marks
        if (place := (mark.subject_kind, mark.subject_id)) in titles or place in cases
    ]


def _row(mark: ShadowMark, title: str | None, case: Case | None) -> Row:
    subject = subjects.of(mark.subject_kind)
    url = case.get_absolute_url() if case else subject.address(mark.subject_id)
    return Row(title or f"A {subject.label}", url, WORDS[mark.now], WORDS[mark.then])


def _counted(field: str, ids: Sequence[int]) -> Iterable[dict[str, int]]:
    marks = ShadowMark.objects.filter(**{f"{field}__in": ids}).order_by().values(field)
    told, tells = Q(now__in=TELLS), Q(then__in=TELLS)
    nudge, nudged = Q(now=Action.NUDGE.value), Q(then=Action.NUDGE.value)
    return marks.annotate(
        more=Count("pk", filter=tells & ~told),
        fewer=Count("pk", filter=told & ~tells),
        nudged=Count("pk", filter=nudged & ~told),
        spared=Count("pk", filter=nudge & ~nudged & ~tells),
    )


def _of_all(row: dict[str, int], times: Sequence[datetime], since: datetime) -> Counts:
    screened = len(times) - bisect_left(times, since)
    return Counts(
        row.get("more", 0),
        row.get("fewer", 0),
        row.get("nudged", 0),
        row.get("spared", 0),
        screened,
        is_capped=screened == NEWEST,
    )


def _field(shadow: Tuning | Phrase) -> str:
    return "tuning" if isinstance(shadow, Tuning) else "phrase"


def _since(shadow: Tuning | Phrase) -> datetime:
    return shadow.at
