"""Patients and relatives named without a title: pt john, this lad Kevin, WILKINSON, Margaret,
"he's called Alfie", Brenda is 82, her daughter Tracey."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..people import clinical, is_colleague, is_public, only_at_work
from ..registry import Mark, detector
from ..words.first_names import ALSO_WORDS, FIRST_NAMES
from ..words.people import NOT_SURNAMES

PERSON = (
    r"patient|pt|px|lad|lady|gentleman|gent|girl|boy|baby|toddler|child|kid|bloke|chap|"
    r"guy|fella|man|woman|teenager|youngster|"
    r"granny|resident|service user|infant|bairn|wee man|wee girl|mum|mother|dad|father"
)
RELATIVE = (
    r"wife|husband|son|daughter|mother|father|mum|dad|partner|sister|brother|nan|gran|"
    r"granny|grandson|granddaughter|grandma|grandad|"
    r"niece|nephew|uncle|aunt|auntie|cousin|carer|neighbour|girlfriend|boyfriend|fiance|"
    r"fiancee|ex|twin|mam|baby|"
    r"stepson|stepdaughter|stepfather|stepmother|next of kin|nok|friend"
)
CAPITAL = r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?"
SURNAME = r"(?:(?:[A-Z]'|Mc|Mac|de |van |al-)?[A-Z][a-z]+(?:['-][A-Z][a-z]+)?)"
FULL = rf"{CAPITAL}(?:\s[A-Z]\.)?(?:\s{SURNAME}){{0,2}}"
ANY = rf"(?:{FULL}|[a-z]{{2,12}})"
FORM = r"[A-Z][a-z'-]+(?:,?\s[A-Z][a-z'-]+){0,2}"
CALLED = (
    r"(?:(?:who is |who was |is |was )?(?:called|named|known as)\s|by the name of\s|"
    r",?\s?name\s?(?:is|of)\s)"
)

INTRODUCED = re.compile(
    # 1: a name is announced, so any capitalised word will do
    rf"\b(?:(?:{PERSON})(?:'s)?,?\s{CALLED}|(?:he|she|they)(?:'s|\sis|\swas|'re|"
    rf"\sare)\s(?:called|named)\s|"
    rf"(?:(?:his|her|their|pt|pt's|patient's|patient)\s(?:first\s)?name\s?(?:is|was|:|"
    rf"=)\s?))['\"]?(?=(?P<told>{ANY}))"
    # 2: a form
    rf"|\b(?:(?:patient|pt|px|full)\sname|name|surname|forename)\s?:\s?(?P<form>{FORM})"
    rf"|\b(?:patient|pt|px|re|nok|next\sof\skin)\s?:\s?(?P<patient>{FORM})"
    rf"|\b(?:patient|pt)\b[^.,\n]{{0,25}},\s(?P<aside>{CAPITAL})(?=,)"
    # 3: a person, then a first name
    rf"|\b(?:{PERSON}|little|young|wee|poor|poor old|old|dear old|lovely)\s(?=(?P<beside>{ANY}))"
    # 4: somebody's relative
    rf"|\b(?:his|her|their|(?:the\s)?(?:patient|pt)'s|"
    rf"whose)\s(?:(?:\w+)\s)?(?:{RELATIVE})(?:,|\sis|\swas)?\s(?:called\s|"
    rf"named\s)?(?=(?P<kin>{ANY}))"
    # 5: a nickname
    rf"|\b(?:knows?\s(?:him|her|them)\sas|calls?\s(?:him|her|them|himself|herself)|"
    rf"goes\sby|nicknamed|(?<!also\s)(?<!only\s)(?<!now\s)(?<!wise\s)known\s(?:to\s(?:us|"
    rf"all|everyone|staff)\s)?(?:locally\s)?as|"
    rf"answers\sto)\s['\"]?(?P<nick>{CAPITAL}(?:\s{CAPITAL})?)",
    re.I,
)
LISTED = re.compile(
    rf"\b(?P<name>[A-Z]{{3,}}(?:[-' ][A-Z]{{2,}})?,\s?(?P<first>{CAPITAL}))(?![\w'-])"
    r"(?P<on>\s?[-:(]\s)?"
)
FIRST = re.compile(rf"\b{CAPITAL}\b(?!-)")
LAST = re.compile(rf"\s(?:[A-Z]\.\s)?(?P<last>{SURNAME}(?:-{SURNAME})?)\b")

AGE = (
    r"\(?(?:aged?\s)?(?:\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
PREDICATE = re.compile(
    rf"^(?:,?\s?{AGE}(?:\s?(?:yo\b|y/o|yrs?|years?|[MF]\b|months?|weeks?\sold)|\s?[,)]|"
    rf"\s(?:and|came|with|who|has)\b)"
    rf"|\s?(?:is|was|'s)\s(?:a\s|an\s|only\s|just\s|nearly\s)?(?:\w+\s)?{AGE}(?:\s?(?:,|"
    rf"\.|yo|y/o|years?|year-old|and\b|now\b|$)|-year)"
    r"|,?\s(?:who\s)?(?:(?:has|had|was|is|who|been|were|just|then|finally|sadly|kindly|"
    r"got|also|again|being)\s){0,3}"
    r"(?:came\s(?:in|to\s(?:us|clinic|ed|a&e|see))|brought\sin|presented(?:\swith|"
    r"\sto)?|(?:re)?admitted|collapsed|died|passed\saway|arrested|dying|"
    r"attended|self-?discharged|diagnosed|in\slabour|intubated|ventilated|discharged|"
    r"transferred|sectioned|referred|"
    r"had\s(?:a|an|her|his|another)\s(?:seizure|stroke|scan|fall|cardiac\sarrest|"
    r"miscarriage|fit|bleed|biopsy|relapse|stent|mi|heart\sattack|hip|knee|baby)|"
    r"in\sbed\s\d|on\sward\s\d|dna'?d)\b"
    r"|'s\s(?:mum|mother|dad|father|parents|wife|husband|daughter|son|family|carer|ct|"
    r"mri|scan|bloods|results|biopsy|chemo|hb|potassium|creatinine|notes|gp|fluids|"
    r"cannula|catheter|blood pressure|bp|sats|feed|funeral)\b)",
    re.I,
)
# What is done to a patient comes before the name.
DONE = re.compile(
    r"\b(?:saw|seen|seeing|review(?:ed|ing)|admitt(?:ed|ing)|discharg(?:ed|ing)|"
    r"clerk(?:ed|ing)|intubat(?:ed|ing)|lost|look(?:ed|ing)?\safter|treat(?:ed|ing)|"
    r"nursing|"
    r"caring\sfor|consent(?:ed|ing)|examin(?:ed|ing)|readmitted|scanned|re:|regarding|"
    r"about|for|with|notes\sof|care\sof|mother\sof|told|rang|resuscitat(?:ed|ing)|"
    r"delivered|operated\son|anaesthetised)\s(?:(?:poor|little|old|dear)\s)?$",
    re.I,
)
OWN_FAMILY = re.compile(
    rf"\b(?:my|our)\s(?:\w+\s)?(?:{RELATIVE}|girl|boy|lad|kid|child|dog|cat)s?,?\s(?:is\s|was\s)?"
    r"(?:called\s|named\s)?$",
    re.I,
)
WHY = "This names a patient or a relative; write what they have, not what they are called."


@detector(version=2, doubted=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = page.text
    for found in INTRODUCED.finditer(text):
        group = found.lastgroup or ""
        span = _named(group, found[group], found.start(group))
        if span and not _excused(text, found.start(), *span, group):
            yield Mark("name", *span, 0.85, WHY, Action.HOLD)
    for found in LISTED.finditer(text):
        listed = found["first"].lower() in FIRST_NAMES or (
            found["on"] and text[found.start() - 1 : found.start()] in ("", "\n")
        )
        if listed and not is_colleague(text, *found.span()):
            yield Mark("name", *found.span("name"), 0.85, WHY, Action.HOLD)
    for found in FIRST.finditer(text):
        if found[0].lower() not in FIRST_NAMES:
            continue
        last = LAST.match(text, found.end())
        full = last is not None and last["last"].lower() not in NOT_SURNAMES
        end = last.end() if last and full else found.end()
        if _is_patient(text, found.start(), end, full):
            yield Mark("name", found.start(), end, 0.75, WHY, Action.HOLD)


def _named(group: str, name: str, start: int) -> tuple[int, int] | None:
    """The part of an announced word that is a name, or None."""
    first = re.split(r"[\s,]", name)[0]
    low = first.lower()
    known = low in FIRST_NAMES
    if group in ("form", "patient"):
        return _on_a_form(group, name, start)
    if first.islower():
        # INTRODUCED ignores case, so a second lower-case word may have come along
        return (start, start + len(first)) if known and low not in ALSO_WORDS else None
    if not known and not (
        group in ("told", "nick")
        and first[0].isupper()
        and len(first) > 2
        and low not in NOT_SURNAMES
    ):
        return None
    parts = name.split()
    while len(parts) > 1 and (not parts[-1][0].isupper() or parts[-1].lower() in NOT_SURNAMES):
        parts.pop()
    size = len(" ".join(parts))
    return start, start + size


def _on_a_form(group: str, name: str, start: int) -> tuple[int, int] | None:
    """After "Name:" whatever is capitalised; after "Patient:" or "Re:" only with a known first
    name, for those introduce sentences too."""
    size = 0
    known = False
    for part in re.finditer(r"[\w'-]+", name):
        if not part[0][0].isupper() or part[0].lower() in NOT_SURNAMES:
            break
        size = part.end()
        known = known or part[0].lower() in FIRST_NAMES
    return (start, start + size) if size > 2 and (known or group == "form") else None


def _excused(text: str, cue: int, start: int, end: int, group: str) -> bool:
    if is_public(text[start:end]) or OWN_FAMILY.search(text[max(0, cue - 20) : start]):
        return True
    if group in ("told", "form", "patient", "nick", "kin"):
        return bool(group == "nick" and only_at_work(text, start, end))
    if re.match(
        r"'s?\s(?:disease|syndrome|sign|law|rule|test)|\s(?:street|road|ward|hospital|"
        r"unit|house)\b",
        text[end : end + 24],
        re.I,
    ):
        return True
    return is_colleague(text, start, end)


def _is_patient(text: str, start: int, end: int, full: bool) -> bool:
    if is_public(text[start:end]) or is_colleague(text, start, end):
        return False
    if PREDICATE.match(text[end : end + 60]):
        return not only_at_work(text, start, end)
    return (
        full
        and bool(DONE.search(text[max(0, start - 30) : start]))
        and clinical(text, start, end)
        and not only_at_work(text, start, end)
    )
