"""The detectors there are. Modules of `identity` and `offence` enter themselves here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from .finding import Action, Finding
from .known import Known
from .normalise import Page


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding before its places are those of the original: offsets into `page.text`, or into
    `page.spoken.text` where the detector is one that listens."""

    kind: str
    start: int
    end: int
    score: float
    why: str
    action: Action
    keepable: bool = False


Find = Callable[[Page, Known], Iterable[Mark]]


@dataclass(frozen=True, slots=True)
class Detector:
    """`find` takes a page and what is known beside it. `before_posting` is for those fast and
    certain enough to stand between an author and the forum. What is `doubted` is only said to the
    author where the whole text reads as if it told of nobody. A detector that `listens` is given
    `page.spoken`, where disguised words are undone."""

    name: str
    version: int
    find: Find
    before_posting: bool
    listens: bool
    doubted: bool

    @property
    def folder(self) -> str:
        """ "identity" or "offence"."""
        return self.find.__module__.split(".")[-2]

    def run(self, page: Page, known: Known) -> Iterable[Finding]:
        """The findings in the original's offsets."""
        page = page.spoken if self.listens else page
        yield from self.placed(page, marks(self.find, page, known))

    def placed(self, page: Page, marks: Iterable[Mark]) -> Iterable[Finding]:
        """Marks of its own on a page as findings."""
        for mark in marks:
            start, end = page.span(mark.start, mark.end)
            yield Finding(
                kind=mark.kind,
                start=start,
                end=end,
                score=mark.score,
                why=mark.why,
                detector=self.name,
                version=self.version,
                action=mark.action,
                keepable=mark.keepable,
            )


def marks(find: Find, page: Page, known: Known) -> tuple[Mark, ...]:
    """What a detector finds on a page; it looks once."""
    if (find, known) not in page.memo:
        page.memo[find, known] = tuple(find(page, known))
    found: tuple[Mark, ...] = page.memo[find, known]
    return found


_entered: dict[str, Detector] = {}


def detector(
    *, version: int, before_posting: bool = False, listens: bool = False, doubted: bool = False
) -> Callable[[Find], Find]:
    """Enter a function under its module's name. Raise the version with every change in what it
    finds, so that old posts can be told apart and screened again."""

    def enter(find: Find) -> Find:
        name = find.__module__.rpartition(".")[2]
        _entered[name] = Detector(name, version, find, before_posting, listens, doubted)
        return find

    return enter


@cache
def detectors() -> tuple[Detector, ...]:
    """All detectors, in a fixed order."""
    for folder in ("identity", "offence"):
        package = importlib.import_module(f"{__package__}.{folder}")
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")
    return tuple(_entered[name] for name in sorted(_entered))
