"""The sum of harmless details.

General Medical Council, social media guidance 2024: pieces of information, innocent by themselves,
"could be enough for a patient or someone close to them to recognise" a case. Hrynaszkiewicz et al.
(BMJ 2010;340:c181) send three or more indirect identifiers to a human reader. So kinds of detail
are counted, each kind once: three go to a moderator, or two when one of them is so telling by
itself that few people can be meant. On open boards less is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from ..context import around
from ..finding import Action
from ..known import CLOSED, Known
from ..normalise import Page
from ..people import clinical, is_colleague, only_at_work
from ..registry import Mark, detector
from ..words.details import PATTERNS, PEOPLE, PHRASES, WHY, WORD_AGES
from ..words.first_names import ALSO_WORDS, FIRST_NAMES
from ..words.places import (
    AMBIGUOUS,
    AT,
    HOSPITAL,
    NAMED_AFTER,
    NO_PLACES,
    PLACE_OF,
    TOWNS,
    VILLAGE,
)

TELLING = frozenset({"great_age", "rare", "unique", "staff", "known", "news"})
COMMON = frozenset({"exact_age", "time"})
# Kinds that the writer may say of themselves.
PERSONAL = frozenset({"exact_age", "place", "role", "family", "ethnicity"})

# A post about a particular person.
PARTICULAR = re.compile(
    r"\b(?:\d\d(?:\+\d)? ?weeks|mum|baby|born|he|she|him|her|his|lady|gentleman|chap|"
    r"lad|bloke|admitted|intubated|we lost|"
    r"aged \d|patient (?:is|was|has)|"
    r"\d{1,3}(?:[- ]?(?:year|month|week)s?[- ]old|\s?(?:yo|y/o)\b)|"
    rf"{WORD_AGES}[- ](?:year|month)s?[- ]old|"
    r"(?:my|our|this|that|a|an|the|young|old|elderly|poor|\w+ian|\w+ish|somali|local)\s"
    rf"(?:[\w'-]+\s){{0,3}}{PEOPLE})\b|(?:^|[.!?\n]\s?)(?:\w+\s)?{PEOPLE}\b"
)
# The writer's own life, and what concerns everybody.
SELF = re.compile(
    r"(?:^|[.!?,\n]\s{0,3})as an?\b|\b(?:i'm|i am|i was|my (?:wife|husband|mum|dad|"
    r"mother|father|son|"
    r"daughter|partner|kids?|children|brother|sister|trainer|boss|college|own)|i work|"
    r"i live|i've)\b"
)
GENERAL = re.compile(
    r"\b(?:cohort|study|trial|guideline|patients (?:with|who|in|from|aged)|course|conference|"
    r"interview|post (?:is|available)|vacancy|deanery|arcp|strike|exam|rotation|case report|"
    r"we report|systematic review|prevalence|incidence|people with|gene|mutation|inherited|"
    r"children with)\b"
)
AFTER_PREPOSITION = re.compile(
    rf"\b(?:{AT})\s(?:the\s)?(?=(?P<name>[a-z][a-z'-]+(?:[ -][a-z][a-z'-]+){{0,2}}))"
)
IS_NAMED_AFTER = re.compile(rf"'?s?[ -](?:{NAMED_AFTER})\b")
CAPITAL = re.compile(r"[A-Z](?<!\w.)[a-z]{2,}(?![\w-])")
AT_OURS = re.compile(
    r"\b(?:our|my) (?:own )?(?:ward|unit|clinic|hospital|practice|surgery|department|ed|a&e|resus|"
    r"icu|itu|theatres?|labour ward|list|town|village|patch|take)\b|"
    r"\b(?:came|brought|referred|transferred) (?:in )?to us\b|"
    r"\badmitted (?:here|under (?:us|me))\b"
)
SHORTEST = 5  # characters of a workplace's name: "Ward" or "Home" would be found everywhere
INSTITUTION = re.compile(
    r"[A-Z](?<!\w.)[a-z']+(?:\s[A-Z][a-z']+){0,2}\s(?:Hospital|Infirmary|General|Hospice|Arndale|"
    r"Market|Pier|Cathedral|Prison|School|Academy|College)\b"
)

Span = tuple[int, int]


@detector(version=4, doubted=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    return marks(kinds(page, known), known)


def marks(found: Mapping[str, list[Span]], known: Known) -> Iterator[Mark]:
    """Of these kinds of detail, with those of what was written before of the same case, what needs
    a human's eye."""
    told = counted(found)
    before = _told_before(known) if found else frozenset()
    if not told - before or not is_enough(told | before, known):
        return
    told |= before
    score = min(0.95, 0.35 + 0.12 * len(told) + 0.1 * len(TELLING & told))
    since = ", with what you wrote before," if before else ""
    for kind, spans in found.items():
        why = (
            f"{WHY[kind]} Here it is one of {len(told)} details that together{since} may give the "
            "patient away."
        )
        for start, end in spans:
            yield Mark(kind, start, end, score, why, Action.HOLD)


def kinds(page: Page, known: Known = CLOSED) -> dict[str, list[Span]]:
    """The kinds of detail in a text about a particular person, with where each stands in
    `page.text`; none in one that is about nobody."""
    found = seen(page)
    if known.workplace and (spans := _at_work(page, known.workplace, frozenset(found))):
        found["workplace"] = spans
        places = [one for one in found.pop("place", []) if not _touches(one, spans)]
        if places:
            found["place"] = places
    pointed = ({"exact_age", "ward", *TELLING} - {"rare"}) & found.keys()
    return found if found and (pointed or PARTICULAR.search(page.lower)) else {}


def counted(kinds: Iterable[str]) -> frozenset[str]:
    """Each kind once: the author's workplace is a place."""
    return frozenset("place" if kind == "workplace" else kind for kind in kinds)


def is_enough(kinds: frozenset[str], known: Known = CLOSED) -> bool:
    """Whether these kinds of detail together need a human's eye."""
    least = known.thresholds
    if known.is_open and len(kinds) >= least.details_on_open_boards and kinds - COMMON:
        return True
    # A rare condition and an age are how doctors talk; a rare condition and a town are not.
    weighty = kinds - {"exact_age"} if kinds & TELLING == {"rare"} else kinds
    return len(kinds) >= least.details or (
        bool(kinds & TELLING) and len(weighty) >= least.details_with_a_telling_one
    )


def _touches(one: Span, others: list[Span]) -> bool:
    return any(one[0] < end and start < one[1] for start, end in others)


@lru_cache(maxsize=256)
def _kinds_of(text: str) -> frozenset[str]:
    return counted(kinds(Page.of(text)))


def _told_before(known: Known) -> frozenset[str]:
    return frozenset().union(*(_kinds_of(text) for text in known.earlier))


def _at_work(page: Page, workplace: str, others: frozenset[str]) -> list[Span]:
    """Where it is named, in whole or by a part: "St Elsewhere's, Leeds" is also St Elsewhere's. Or,
    where more is told than an age and a day, where the writer says that it was at their work."""
    spans: list[Span] = []
    for part in re.split(r"[,;()/\n]", Page.of(workplace).lower):
        if len(name := " ".join(part.split())) >= SHORTEST:
            named = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", page.lower)
            spans += [found.span() for found in named]
    if not spans and others - COMMON - {"place"}:
        spans = [found.span() for found in AT_OURS.finditer(page.lower)][:1]
    return spans


def seen(page: Page) -> dict[str, list[Span]]:
    """The kinds of detail in a text and where they stand, whoever it is about."""
    if seen not in page.memo:
        page.memo[seen] = _seen(page)
    found: dict[str, list[Span]] = page.memo[seen]
    return {kind: list(spans) for kind, spans in found.items()}


def _seen(page: Page) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for kind, start, end in _details(page):
        said = page.lower[max(0, start - 30) : start]
        if kind in PERSONAL and SELF.search(said):
            continue
        if kind not in ("unique", "news") and GENERAL.search(around(page.lower, start, end)):
            continue
        found.setdefault(kind, []).append((start, end))
    return found


def _details(page: Page) -> Iterator[tuple[str, int, int]]:
    for kind, pattern in PATTERNS:
        for found in pattern.finditer(page.lower):
            yield kind, *found.span(found.lastgroup or 0)
    for kind, phrases in PHRASES:
        for found in phrases.find(page):
            yield kind, *found.span()
    # "54M" needs its capital
    for found in re.finditer(r"\d(?<![\d.].)\d\s?[MF](?!\w)", page.text):
        yield "exact_age", *found.span()
    for start, end in _places(page):
        yield "place", start, end
    for found in CAPITAL.finditer(page.text):
        name = found[0].lower()
        if name in FIRST_NAMES - ALSO_WORDS and _of_a_patient(page.text, *found.span()):
            yield "first_name", *found.span()


def _places(page: Page) -> Iterator[Span]:
    """Towns after a preposition, hospitals anywhere."""
    for found in AFTER_PREPOSITION.finditer(page.lower):
        start = found.start("name")
        words = re.split(r"(?<=[ -])", found["name"])
        for count in range(len(words), 0, -1):
            name = "".join(words[:count]).rstrip(" -")
            end = start + len(name)
            if name in TOWNS:
                capital = page.text[start].isupper()
                if (capital or name not in AMBIGUOUS) and not _named_after(page, end):
                    yield start, end
                break
        else:
            village = VILLAGE.match(found["name"]) or _unknown(found)
            end = start + (village.end() if village else 0)
            if village and page.text[start].isupper() and not _named_after(page, end):
                yield start, end
    for found in HOSPITAL.find(page):
        if not _named_after(page, found.end()):
            yield found.span()
    for found in PLACE_OF.finditer(page.lower):
        if found["town"] in TOWNS and page.text[found.start()].isupper():
            yield found.span()
    for found in INSTITUTION.finditer(page.text):
        if re.search(
            rf"\b(?:{AT})\s(?:the\s)?$", page.lower[max(0, found.start() - 14) : found.start()]
        ):
            yield found.span()


def _unknown(found: re.Match[str]) -> re.Match[str] | None:
    """A place that no list knows: a capital after "from" or "in" that nothing else explains."""
    if not found[0].startswith(("near ", "outside ", "from ", "in ", "at ")):
        return None
    name = re.match(r"[a-z]{5,}(?![a-z']|-[a-z])", found["name"])
    if name is None or name[0] in NO_PLACES or name[0] in FIRST_NAMES:
        return None
    return name


def _of_a_patient(text: str, start: int, end: int) -> bool:
    if text[max(0, start - 4) : start].endswith(("St ", "St. ")):
        return False
    return clinical(text, start, end) and not (
        is_colleague(text, start, end) or only_at_work(text, start, end)
    )


def _named_after(page: Page, end: int) -> bool:
    return IS_NAMED_AFTER.match(page.lower, end) is not None
