"""Names that no list knows, told by where they stand: Zbigniew in bay 4, baby Mirren, Sukhdev's
mum, "you may remember Ffion", Tracey B, Councillor Tamblyn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import about_a_patient
from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..people import CLINICAL, is_colleague, is_public, only_at_work
from ..registry import Mark, detector
from ..words.first_names import ALSO_WORDS, FIRST_NAMES
from ..words.people import NOT_SURNAMES
from ..words.places import NO_PLACES

NAME = r"(?:O'|Mc|Mac)?[A-Z][a-z]{2,}(?:[-'][A-Z][a-z]+)?"
FULL = rf"{NAME}(?:\s(?:{NAME}|[A-Z](?![\w.]|\s[A-Z])))?"
RELATIVE = (
    r"(?:mum|mam|mother|dad|father|wife|husband|partner|son|daughter|family|parents|sister|brother|"
    r"nan|gran|carer|girlfriend|boyfriend|widow|widower|next of kin)"
)
PERSON = (
    r"(?:patient|pt|lad|lady|gentleman|girl|boy|baby|toddler|child|bloke|chap|fella|man|woman|"
    r"teenager|"
    r"youngster|resident|infant|bairn|attender|flyer)"
)
TWO = rf"(?:{NAME}\s(?:[A-Z]\.?\s)?{NAME}|[A-Z]{{3,}}\s(?:[A-Z]')?[A-Z]{{3,}})"
# What is done to patients and what they do: no colleague is consented or has capacity.
DONE_TO = (
    r"(?:[Ss]aw|[Ss]een|[Rr]eviewed|[Aa]dmitted|[Rr]eadmitted|[Dd]ischarged|[Cc]lerked|"
    r"[Ii]ntubated|"
    r"[Cc]onsented|[Rr]eferred|[Hh]anded over:?|[Pp]resenting|[Ll]ooked after|[Tt]reated|[Ll]ost|"
    r"[Nn]otes (?:for|of)|[Ss]can of|[Ff]amily of|GP of|[Mm]other of|[Ff]ather of|[Ss]poke to)"
)
DOES = (
    r"(?:\(patient\)|,? next of kin|seen (?:in|on|with|by)|in (?:resus|majors|bed \d+|bay \d+)|"
    r"(?:is|was|has been) (?:now |still |just )?(?:\d{1,3}\b|admitted|discharged|ventilated|"
    r"intubated|dying|"
    r"septic|readmitted|brought in|stable|palliative)|passed away|died|has (?:capacity|died|"
    r"arrested)|"
    r"self-?discharged|collapsed|arrested|- (?:needs|for|chest pain|awaiting))"
)
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # in a bed
        rf"\b(?P<name>{FULL})\s(?:in|from)\s(?:"
        r"(?:bed|bay|side ?room|cubicle|room|resus|ward)\s?\w?\d+|"
        r"\d{1,2}\s(?:is|has|was|needs|wants|hasn't|isn't|still))\b",
        # as one speaks of an old or a very young patient
        rf"\b(?:[Bb]aby|[Ww]ee|[Nn]ana|[Nn]anny|[Gg]ranny|[Aa]untie|[Oo]or|[Pp]oor(?: old)?|"
        rf"(?<![-\s]year[- ])(?<!day[- ])(?<!month[- ])[Oo]ld|[Bb]ig|[Tt]iny|[Dd]ear old)\s"
        rf"(?P<name>{FULL})(?!\s(?:Hospital|House|Road|Street|Pharma))",
        # a title that is no doctor's
        rf"\b(?P<name>(?:Councillor|Cllr|Fr|Pastor|Imam|Rabbi|Pte|Sgt|Cpl|Lord|Lady)\.?\s{NAME})",
        # somebody's relative
        rf"\b(?P<name>{NAME})'s?\s{RELATIVE}\b",
        # known to those who read it
        rf"\b[Rr]emember\s(?P<name>{FULL})(?=\s?[,?(]|\swho\b|\sfrom\b|\swith\b)",
        rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Tt]he|[Pp]atient's|[Pp]t's)\s(?:late\s|elderly\s|poor\s)?"
        rf"{RELATIVE},?\s(?P<name>{FULL})(?=[,.)]|\s(?:is|was|has|had|rang|says?|said|found|"
        rf"asked|who))",
        rf"(?:^|[.!?(]\s?|\n)(?:[A-Z][a-z]+,?\s)?(?i:{RELATIVE}|granddaughter|grandson)\s\(?"
        rf"(?P<name>{FULL})(?=\)|,|\s(?:is|was|has|had|rang|says?|said|found|asked|present))",
        # a patient, and then a name
        rf"\b(?:[Tt]h(?:is|e|at)|[Aa]n?|[Mm]y|[Oo]ur|[Yy]oung|"
        rf"[Ll]ovely)\s(?:[a-z]+\s){{0,2}}{PERSON}(?:\sin question)?,?\s"
        rf"(?:called\s|named\s|an?\s(?:Ms|Mr|Mrs)\s)?(?P<name>{FULL})"
        r"(?=[,.]|\s(?:is|was|has|had|says?|said|asked|who|with|came|back|refuses))",
        rf"\b[Pp](?:atient|t|x)\s(?P<name>{TWO})",
        # what is done to patients, and what they do
        rf"\b{DONE_TO}\s(?:the\s)?(?P<name>{TWO})",
        rf"\b[Ll]ooked after\s(?P<name>{NAME})\sfor\s",
        rf"\b(?P<name>{TWO})(?:\s|(?=,)){DOES}",
        rf"(?:^|[.!?]\s|\n|\bnews,\s)(?P<name>{NAME})\s(?:passed away|(?:is|was) \d{{1,2}} and)",
        rf"\b(?P<name>{FULL})'s\s(?:\w+\s)?(?:admission|potassium|sodium|bloods|scan|ct|CT|MRI|"
        rf"biopsy|"
        r"chemo|sats|creatinine|notes|drug chart|wristband|third|second)\b",
        # said to be a name
        rf"\b(?:sur)?name (?:is|was)\s(?P<name>{FULL})",
        rf"\b(?:[Nn]amed|[Cc]alled) (?:her|him|the baby)\s(?P<name>{NAME})",
        rf"\b(?P<name>{NAME}) was the name\b",
        rf"\b(?:[Kk]nown to \w+(?: here)?|[Kk]nown) as\s(?P<name>{NAME})(?=[.,]|$)",
        rf"\b[Ww]e all knew (?P<name>{NAME})\b",
        # a surname and a first name on a list
        rf"\b[Bb]ed \d+:\s(?P<name>{NAME})(?=,)",
        rf"(?m:^|\. )\d\d?\.\s(?P<name>{TWO})\s-",
        rf"\b[Ll]ist:\s(?P<name>{TWO}),",
        rf"\b(?P<name>{NAME}) family (?:are|were|have)\b",
        rf"\b(?:[Bb]ed|[Bb]ay)\s\w?\d+\W{{1,3}}(?P<name>[A-Z]{{3,}},?\s{NAME})",
        # a name alone beside a date of birth or an age
        rf"\b(?P<name>{NAME}\s{NAME})(?=,?\s\(?(?:\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|DOB|dob|"
        r"aged?\s\d|\d{2,3}(?:\s?[MF]\b|\syears)))",
    )
)
FIRST_AND_INITIAL = re.compile(r"\b(?P<name>[A-Z][a-z]{2,}\s[A-Z])(?:\.(?=\s|:|,)|(?![\w.'-]))")
NO_NAMES = (
    NO_PLACES
    | NOT_SURNAMES
    | frozenset(
        """
        the this that these those there here what when where which who how why and but for not you
        your they she his her him our its all any some one two three four five six seven eight nine
        ten pain patient patients chest abdo head bloods bed bay nobody everyone someone somebody
        anyone just then now new old good great happy red blue green black white mrs miss man woman
        lady gentleman lad mum dad baby caucasian african american asian indian european chinese
        brother bang pharma society data friendly people age bailey testament etonian street road
        tobacco oil apple ben tech registrar consultant nurse sister doctor professor father mother
        christmas house foundation fiat ford norse english welsh irish scottish stool school
        hospital ward unit team group trust practice college royal monday tuesday wednesday thursday
        friday saturday sunday january february march april may june july august september october
        november december easter guideline guidelines committee board council department clinic
        """.split()
    )
)
WHY = "This names a patient or a relative; write what they have, not what they are called."


@detector(version=3, doubted=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = page.text
    if not (CLINICAL.search(text) or about_a_patient(page)):
        return
    for pattern in PATTERNS:
        for found in pattern.finditer(text):
            if _is_name(found["name"]) and not _acquitted(text, *found.span("name")):
                yield Mark("name", *found.span("name"), 0.7, WHY, Action.HOLD)
    for found in FIRST_AND_INITIAL.finditer(text):
        first = found["name"].split()[0].lower()
        if first in FIRST_NAMES - ALSO_WORDS and not _acquitted(text, *found.span("name")):
            yield Mark("name", *found.span("name"), 0.7, WHY, Action.HOLD)


def _is_name(name: str) -> bool:
    return not NO_NAMES.intersection(name.lower().split())


def _acquitted(text: str, start: int, end: int) -> bool:
    return (
        is_public(text[start:end])
        or is_colleague(text, start, end)
        or only_at_work(text, start, end)
        or re.search(r"\b(?:[Mm]y|[Oo]ur) (?:\w+ ){0,2}$", text[max(0, start - 24) : start])
        is not None
    )
