"""Try a phrase on what stands: what of the newest it would have marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from community import subjects
from community.lib.spans import marked
from community.members.viewer import Viewer
from moderation import access
from moderation.detectors.normalise import Page
from moderation.detectors.phrases import Phrase, Phrases
from moderation.limits import PREVIEWED, TOO_COMMON

SHOWN = 20
BESIDE = 70  # characters on either side of the first words that are marked


@dataclass(frozen=True)
class Hit:
    """A text it would mark: where it is, and a piece of it as (words, whether they are marked)."""

    title: str
    url: str
    pieces: list[tuple[str, object | None]]


@dataclass(frozen=True)
class Preview:
    looked_at: int
    matched: int
    hits: list[Hit]

    @property
    def percent(self) -> float:
        return round(100 * self.matched / self.looked_at, 1) if self.looked_at else 0.0

    @property
    def is_too_common(self) -> bool:
        """One in a handful is no share of anything: of fewer than 100 texts none is common."""
        return self.looked_at >= 100 and self.matched > TOO_COMMON * self.looked_at


def preview(viewer: Viewer, words: str) -> Preview:
    """What a phrase would have marked in the newest of what the viewer moderates. A second or so,
    and a query for each kind of subject. Raises Http404, and Unclear for no phrase."""
    access.enter_bench(viewer)
    phrases = Phrases([Phrase(words)])
    looked_at, matched = 0, 0
    hits: list[Hit] = []
    for sample in islice(_newest(viewer), PREVIEWED):
        looked_at += 1
        page = Page.of(sample.text)
        if not phrases.may_be_in(page.lower):
            continue
        spans = [page.span(start, end) for start, end, _ in phrases.find(page.lower)]
        if spans:
            matched += 1
            if len(hits) < SHOWN:
                hits.append(Hit(sample.title, sample.url, _piece(sample.text, spans)))
    return Preview(looked_at, matched, hits)


def _newest(viewer: Viewer) -> Iterator[subjects.Sample]:
    for subject in subjects.all_kinds():
        yield from subject.newest(viewer, PREVIEWED)


def _piece(text: str, spans: list[subjects.Span]) -> list[tuple[str, object | None]]:
    """The text around the first of these spans, with all of them in it marked."""
    begin, end = max(0, spans[0][0] - BESIDE), spans[0][1] + BESIDE
    if begin:  # not in the middle of a word
        begin = max(begin, text.find(" ", begin, spans[0][0]) + 1)
    end = max(spans[0][1], text.rfind(" ", spans[0][1], end)) if end < len(text) else end
    inside = [(a - begin, min(b, end) - begin, True) for a, b in spans if a < end]
    piece = marked(text[begin:end], inside)
    if begin:
        piece.insert(0, ("… ", None))
    if end < len(text):
        piece.append((" …", None))
    return piece
