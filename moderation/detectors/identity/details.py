"""The sum of harmless details.

General Medical Council, social media guidance 2024: pieces of information, innocent by themselves,
"could be enough for a patient or someone close to them to recognise" a case. Hrynaszkiewicz et al.
(BMJ 2010;340:c181) send three or more indirect identifiers to a human reader. So kinds of detail
are counted, each kind once: three go to a moderator, or two when one of them is so telling by
itself that few people can be meant. On open boards less is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..context import around
from ..finding import Action
from ..normalise import Page
from ..registry import Mark, detector
from ..words import alternatives, rarities
from ..words.places import AMBIGUOUS, HOSPITALS, NAMED_AFTER, TOWNS

TELLING = frozenset({"rare", "unique", "staff", "known", "news"})
COMMON = frozenset({"exact_age", "time"})

PEOPLE = (
    r"(?:patient|pt|man|woman|lady|ladies|gentleman|gent|lad|girl|boy|chap|bloke|baby|toddler|child|kid|teenager|infant|neonate|"
    r"female|male|guy|mum|dad|mother|father|student|refugee|asylum seeker|couple|family|twins?|triplets?)"
)
WORD_AGES = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"


def _places(names: frozenset[str]) -> str:
    return alternatives(re.escape(name) for name in names)


@dataclass(frozen=True, slots=True)
class Detail:
    kind: str
    pattern: re.Pattern[str]
    why: str


def _detail(kind: str, pattern: str, why: str, flags: int = re.I) -> Detail:
    return Detail(kind, re.compile(pattern, flags), why)


NOT_NAMED_AFTER = rf"(?!['’]?s?[ -](?:(?:{NAMED_AFTER})\b))"
AT = r"(?:in|at|to|from|near|round|around|outside|of|over in|down in|up in|here in|across)"
DETAILS = (
    _detail(
        "exact_age",
        rf"\b(?:\d{{1,3}}[- ]?(?:year|yr|month|week)s?[- ]old|\d{{1,3}}\s?(?:yo|y/o|yrs?)\b|(?<![\d.])\d{{1,2}}\s?(?-i:[MF])\b(?!\s?(?:catheter|fr))|aged\s\d{{1,3}}\b|(?:he|she)(?:'s|\sis|\swas)\s(?:only\s|just\s)?(?:\d{{1,3}}|{WORD_AGES})(?=[ ,.;]|$)(?!\s?(?:%|mg|kg|cm|min|hour|day|week|month|and on|minutes|hours|days|weeks|months|stone|on\b))|{WORD_AGES}[- ](?:year|month)s?[- ]old)"
        rf"|[,.]\s(?P<bare>1?\d{{1,2}})(?=,\s|\s?\.\s|\s?\.$|\sand\s)",
        "An exact age; 'in her forties' says as much to a doctor.",
    ),
    _detail(
        "place",
        rf"\b(?:{AT})\s(?:the\s)?(?P<town>{_places(TOWNS - AMBIGUOUS)})\b{NOT_NAMED_AFTER}"
        rf"|\b(?:{AT})\s(?:the\s)?(?P<mixed>(?-i:{alternatives(re.escape(n.title()) for n in AMBIGUOUS & TOWNS)}))\b{NOT_NAMED_AFTER}"
        rf"|\b(?P<hospital>{_places(HOSPITALS - AMBIGUOUS - {'bri', 'lgi', 'gosh', 'jr2', 'qmc', 'uhw'})})\b{NOT_NAMED_AFTER}"
        rf"|\b(?:{AT})\s(?:the\s)?(?P<house>(?-i:(?:[A-Z][a-z']+\s){{1,3}}(?:Hospital|Infirmary|General|Hospice|Arndale|Market|Pier|Cathedral|Prison|School|Academy|College)))\b"
        rf"|\b(?P<market>(?-i:{_places(frozenset(n.title() for n in TOWNS - AMBIGUOUS))}))\s(?:market|pier|marina|harbour|beach|station|cathedral|prison)\b",
        "A place of care or a town; 'a district hospital' is enough.",
    ),
    _detail(
        "ward",
        r"\b(?:bed|bay|side ?room|cubicle|s/r)\s?(?:no\.?\s?)?\d{1,2}[a-z]?\b|\bward\s?[a-z]?\d{1,3}[a-z]?\b|\bthe same bay\b",
        "A ward or bed tells colleagues exactly who is meant.",
    ),
    _detail(
        "time",
        rf"\b(?:last night|yesterday|this (?:morning|afternoon|evening)|tonight|(?:on|last|this|next|since) {DAYS}(?:'s)?|{DAYS} (?:night|morning|afternoon|evening)|(?:at|over|this|last) (?:the )?weekend|last week|(?:on )?(?:christmas|boxing|new year's|easter)(?: day| eve| sunday)|on the \d{{1,2}}(?:st|nd|rd|th)\b|on \d{{1,2}}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*)\b",
        "A day or a night; 'recently' is enough.",
    ),
    _detail(
        "rare",
        rf"(?<![a-z])(?:{'|'.join(rarities.RARE_CONDITIONS)})",
        "A condition so rare that its name nearly names the patient.",
    ),
    _detail("unique", rarities.ONLY_ONE, "One of very few cases; anybody who knows of it knows who is meant."),
    _detail(
        "role",
        rf"\b(?:{'|'.join(rarities.OCCUPATIONS)})s?\b",
        "What the patient does; 'works outdoors' or nothing at all may be enough.",
    ),
    _detail(
        "known",
        rarities.KNOWN,
        "Somebody whom many people know is recognised from very little.",
    ),
    _detail("news", rarities.NEWS, "What has been in the news can be looked up by anyone."),
    _detail(
        "staff",
        rf"\b(?:(?:one of )?our own (?:\w+ )?(?:sisters?|nurses?|consultants?|registrars?|doctors?|staff|trainees?|midwives|midwife|anaesthetists?|colleagues?)|(?:the other|another|one of (?:my|our|the)|a) (?:\w+ )?(?:anaesthetist|consultant|registrar|nurse|sister|colleague|surgeon|gp|trainee|f1|f2|sho|midwife|radiologist|porter|matron)s?(?:\s\w+){{0,5}}? (?:has come in|came in|admitted|as a patient|overdosed|is now a patient|is my patient|registered with (?:us|me)|under our care)|(?:works|worked) (?:here|in this hospital|on (?:this|our) ward|in our (?:trust|department))|(?:is|was) (?:a|an) (?:\w+ )?(?:doctor|nurse|consultant|surgeon|anaesthetist|midwife|gp) (?:here|at this (?:trust|hospital)|in our (?:trust|department)))\b",
        "A member of staff as a patient is known to everybody around.",
    ),
    _detail(
        "ethnicity",
        rf"\b(?:{'|'.join(rarities.ORIGINS)})\s(?:\w+\s)?(?:{PEOPLE}|fisherman|fishermen|worker|student|sailor|farmer|builder|chef|nurse|lorry driver|labourer)\b|\bjehovah'?s witness\b|\bjw\b(?=,)|\b(?:from|fled|born in|grew up in)\s(?:poland|somalia|nigeria|ghana|syria|ukraine|romania|lithuania|latvia|eritrea|iran|iraq|afghanistan|sudan|albania|jamaica|sri lanka|bangladesh|pakistan|india|china|vietnam|zimbabwe|the philippines)\b",
        "Origin or religion, with the rest, narrows it down.",
    ),
    _detail(
        "family",
        r"\b(?:twins?|triplets?|quadruplets?|quads\b|adopted|foster(?:ed| child| mum| carer)|surrogate|(?:mother|father|mum|dad) of (?:three|four|five|six|seven|eight|nine|ten|\d{1,2})|(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:child|baby|pregnancy)|only child|(?:wife|husband|son|daughter|brother|sister|partner) (?:also |had |has )?(?:died|was killed|killed|hanged|drowned)|lost (?:a|his|her|their) (?:son|daughter|wife|husband|boat crew|brother|sister|twin|baby)|one lost|(?:wife|husband|son|daughter|sister|brother|mother|father|partner) (?:is|was) (?:a|an|the) \w+|mother an? (?:\w+)|found by (?:his|her) (?:\w+)|(?:wife|husband|son|daughter) of|(?<!his)(?<!her)(?<!their) [a-z]+'s (?:wife|husband|widow))\b",
        "The family, with the rest, makes a story that neighbours know.",
    ),
    _detail(
        "offence",
        r"\b(?:(?:straight |released |came )from (?:prison|custody)|prison(?:er)?|police custody|in custody|on remand|handcuff\w*|convict(?:ed|ion)|on trial|arrested for|charged with|sex work(?:er)?|sex offender|drug dealer|county lines|body[- ]pack\w*|smuggl\w+|murder(?:ed|er)?|rap(?:ed|ist)|asylum seeker|trafficked|bail hostel)\b",
        "An offence or an arrest leads to a court list and the local paper.",
    ),
    _detail(
        "appearance",
        r"\btattoo(?:s|ed)?\b|\bbirthmark\b|\bglass eye\b|\bscar (?:across|down|on) (?:his|her|the) (?:face|cheek|forehead)\b|\b(?:2[2-9]\d|3\d\d)\s?kg\b|\bbmi (?:of )?(?:[6-9]\d)\b|\b(?:6 ?(?:ft|foot|') ?(?:[6-9]|1[01])|7 ?(?:ft|foot))\b|\bdwarfism\b|\balbino\b|\bone[- ](?:legged|armed|eyed)\b",
        "A mark or a build like this is recognised at once.",
    ),
    _detail(
        "event",
        rf"\b(?:{rarities.MECHANISM})",
        "How it happened; an accident like this is talked about.",
    ),
    _detail("process", r"\b(?:inquest|coroner(?:'s)?|(?:his|her|the) funeral|post-?mortem)\b", "An inquest or a funeral is public."),
    _detail(
        "notes",
        r"(?:^|\n)\s*dear (?:dr|colleague|doctor)\b|\bpc\s?:[^\n]{0,200}\n+\s*hpc\s?:",
        "A letter or notes pasted whole carry more than you see.",
    ),
)
# A post about a particular person.
PARTICULAR = re.compile(
    rf"\b\d{{1,3}}[- ]?(?:year|month|week)s?[- ]old|\b\d{{1,3}}\s?(?:yo|y/o)\b|\b\d{{1,2}}\s?(?-i:[MF])\b|\baged \d|\b{WORD_AGES}[- ](?:year|month)s?[- ]old"
    rf"|\b(?:my|our|this|that|a|an|the|young|old|elderly|poor|\w+ian|\w+ish|somali|local)\s(?:[\w'-]+\s){{0,3}}{PEOPLE}\b|\bwe lost\b|\b(?:he|she|him|her|his)\b|\b(?:admitted|intubated|patient (?:is|was|has))\b",
    re.I,
)
# The writer's own life, and what concerns everybody.
SELF = re.compile(r"\b(?:i'm|i am|i was|as an?|my (?:wife|husband|mum|dad|mother|father|son|daughter|partner|kids?|children|brother|sister|trainer|boss|college|own)|i work|i live|i've)\b", re.I)
GENERAL = re.compile(
    r"\b(?:cohort|study|trial|guideline|patients (?:with|who|in|from|aged)|course|conference|interview|post (?:is|available)|vacancy|deanery|arcp|strike|exam|rotation|case report|we report|systematic review|prevalence|incidence|people with|gene|mutation|inherited|children with)\b",
    re.I,
)


@detector(version=1)
def find(page: Page, audience: str) -> Iterator[Mark]:
    found = {detail.kind: (detail, marks) for detail in DETAILS if (marks := _marks(page.text, detail))}
    if not (PARTICULAR.search(page.text) or {"exact_age", "ward", *TELLING} & found.keys()):
        return
    if not is_enough(frozenset(found), audience):
        return
    score = min(0.95, 0.35 + 0.12 * len(found) + 0.1 * len(TELLING & found.keys()))
    for detail, marks in found.values():
        for start, end in marks:
            why = f"{detail.why} Here it is one of {len(found)} details that together may give the patient away."
            yield Mark(detail.kind, start, end, score, why, Action.HOLD)


def is_enough(kinds: frozenset[str], audience: str) -> bool:
    """Whether these kinds of detail together need a human's eye."""
    if audience == "open" and (
        (kinds & TELLING and len(kinds) >= 2) or len(kinds - COMMON) >= 2
    ):
        return True
    return len(kinds) >= 3 or bool(kinds & TELLING and len(kinds - {"exact_age"}) >= 2)


def _marks(text: str, detail: Detail) -> list[tuple[int, int]]:
    marks = []
    for found in detail.pattern.finditer(text):
        said = text[max(0, found.start() - 30) : found.start()]
        if SELF.search(said) and detail.kind in ("exact_age", "place", "role", "family", "ethnicity"):
            continue
        if GENERAL.search(around(text, *found.span())) and detail.kind not in ("unique", "news"):
            continue
        group = found.lastgroup
        marks.append(found.span(group) if group else found.span())
    return marks
