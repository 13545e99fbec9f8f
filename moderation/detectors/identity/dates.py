"""Dates of birth, and full dates tied to something that happened to a patient."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import PATIENT, about_a_patient, before, sentence
from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..registry import Mark, detector

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
MONTHS = frozenset(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept "
    "september oct october nov november dec december".split()
)
YEAR = r"(?:(?:18|19|20)\d{2}|'?\d{2})(?!\d)"
ORDINAL = r"(?:\s?(?:st|nd|rd|th))?"
SIGN = r"[ ]?[/.\-\\][ ]?"
# Over lower case. Each begins with a bare figure or month, so that the search leaps from one to the
# next; the look back comes after it.
DAY_FIRST = re.compile(
    rf"\d(?<![\w/.\-].)(?:\d?(?:{SIGN}(?:0?[1-9]|1[0-2]){SIGN}{YEAR}"
    rf"|{ORDINAL}[ \-/,]{{0,3}}(?:of\s)?(?P<month>{MONTH})(?P<year>[ \-/,]{{0,3}}{YEAR})?)"
    r"|\d{3}[/.\-](?:0[1-9]|1[0-2])[/.\-](?:0[1-9]|[12]\d|3[01])(?!\d))"
)
MONTH_FIRST = re.compile(
    rf"(?P<month>{MONTH})[ ]?\d\d?{ORDINAL}(?P<year>,?[ ]{{1,2}}{YEAR})?(?!\d)"
)
WORD_DAYS = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|"
    r"twent(?:ieth|y[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))|"
    r"thirt(?:ieth|y[- ]first))"
)
IN_WORDS = re.compile(rf"{WORD_DAYS} (?:of )?(?P<month>{MONTH})(?P<year>[ ,]{{1,2}}{YEAR})?")
# DOB 120358, DOB 12031958, DOB 12 03 58
FIGURES = re.compile(
    r"d(?:\.?\s?o\.?\s?b\.?|ate of birth)[\s:=\-]{0,4}(?:is\s|was\s)?"
    r"(?P<date>[0-3]\d[ ]?[01]\d[ ]?(?:(?:19|20)?\d{2}))(?!\d)"
)
BIRTH = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\b\.?|(?:dobs?|date of birth|birth ?date|birth ?day|b'?day|"
    r"born|birth)\b)",
    re.I,
)
# HARGREAVES, Sylvia 2.6.47
AFTER_A_NAME = re.compile(
    r"[A-Z]{3,}(?:[-' ][A-Z]{2,})?,?\s[A-Z][a-z]+(?:\s[A-Z]\.?)?,?\s{1,2}\(?$"
)
BIRTH_AFTER = re.compile(
    r"^[\s,)]{0,3}\(?(?:d\.?o\.?b\.?|date of birth|is (?:his|her|the) (?:birthday|dob|"
    r"date of birth))",
    re.I,
)
# "Babies born after 1 July" is about everyone.
COHORT = re.compile(
    r"\b(?:on or (?:after|before)|after|before|since|from|between|onwards|until|"
    r"prior to|by)\s+(?:the\s)?$",
    re.I,
)
LIKE_A_DATE = re.compile(r"(?<![\w/.-])\d\d?([/.-])\d\d?\1(?:19|20)\d\d(?![\w/-])")
PERIOD = re.compile(
    r"\b(?:from|between)\s(?:the\s)?\d[^.;\n]{3,30}\s(?:and|to|until|till|-)\s(?:the\s)?$",
    re.I,
)
EVENT = re.compile(
    r"\b(?:admi(?:tted|ssion)|readmitted|discharged|died|passed away|deceased|killed|"
    r"rtc|rta|collapsed|arrested|"
    r"underwent|present(?:ed|ing)|operated|operation|surgery|lscs|delivered|was seen|"
    r"seen|attended|transferred|sent (?:back|home|in|to)|back (?:on|with|in|to us)|referred|"
    r"reviewed|"
    r"induced|booked|dialysed|treated|started|came (?:back|to us)|lost|"
    r"clinic (?:on|date)|overdosed?|stabbed|shot|assault(?:ed)?|fell|fall|accident|"
    r"crash|incident|scan(?:ned)?|"
    r"biops(?:y|ied)|transplant(?:ed)?|stroke|funeral|inquest|section(?:ed)?|arrived|"
    r"brought in|consented|"
    r"last (?:seen|on|episode)|diagnosed|nephrectomy|thoracotomy|laparotomy|\w+ectomy|"
    r"\w+plasty|episode|came in|cardioverted)\b",
    re.I,
)


# "Operated on 3.4.24." needs no patient beside it.
OUTRIGHT = re.compile(
    r"(?:^|[.!?;]\s|\n)(?:\w+\s)?(?:operated(?: on)?|died|admitted|readmitted|discharged|"
    r"transferred|passed "
    r"away|delivered|biopsied|arrested|sectioned|intubated)(?: (?:on|in))?\s(?:the\s)?$",
    re.I,
)
CLINICAL_YEAR = 2018  # later dates in brackets are those of visits and papers


@detector(version=4, before_posting=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = page.text
    for found in FIGURES.finditer(page.lower):
        yield _birth(found.span("date"), 0.97)
    found_dates = list(dates(page))
    about = bool(found_dates) and about_a_patient(page)
    for start, end, full in found_dates:
        if full and OUTRIGHT.search(before(text, start, 24)):
            why = (
                "The exact date of what happened to a patient helps to find out who it "
                "was; a month or a season is enough."
            )
            yield Mark("date", start, end, 0.7, why, Action.HOLD)
        elif is_birth(text, start, end) or (full and _alone_in_brackets(text, start, end)):
            if full:
                yield _birth((start, end), 0.98)
            else:
                why = "A birthday, even without its year, helps to recognise a person."
                yield Mark("date_of_birth", start, end, 0.7, why, Action.HOLD)
        elif full and _happened_to_a_patient(text, start, end, about):
            why = (
                "The exact date of what happened to a patient helps to find out who it "
                "was; a month or a season is enough."
            )
            yield Mark("date", start, end, 0.7, why, Action.HOLD)


def dates(page: Page) -> Iterator[tuple[int, int, bool]]:
    """Every date: where it stands and whether it has a year."""
    patterns = [DAY_FIRST]
    if MONTHS & page.words:
        patterns.append(MONTH_FIRST)
        if {"birth", "born", "birthday", "dob"} & page.words:
            patterns.append(IN_WORDS)
    for pattern in patterns:
        for found in pattern.finditer(page.lower):
            inside = found.start() and page.lower[found.start() - 1].isalnum()
            if not inside and not _too_late_a_day(found[0]):
                yield *found.span(), found["month"] is None or found["year"] is not None


def of_nobody(page: Page) -> Iterator[tuple[int, int]]:
    """Dates from or until when something holds for everybody, and what no calendar knows."""
    held = [(start, end) for start, end, _ in dates(page)]
    for start, end in held:
        if _of_a_period(page.text, start):
            yield start, end
    for found in LIKE_A_DATE.finditer(page.text):
        if not any(start < found.end() and found.start() < end for start, end in held):
            yield found.span()


def _of_a_period(text: str, start: int) -> bool:
    """Whether the words before a date make it the beginning or the end of a time: "data from 1 July
    2010 to 3 June 2011"."""
    return bool(COHORT.search(before(text, start, 20)) or PERIOD.search(before(text, start, 50)))


def _too_late_a_day(date: str) -> bool:
    figures = re.match(r"\d{1,2}(?!\d)", date)
    return figures is not None and not 1 <= int(figures[0]) <= 31


def _alone_in_brackets(text: str, start: int, end: int) -> bool:
    """Whether a date is what stands behind a name on a list: "(12/03/1958)"."""
    year = re.search(r"\d{4}$|^\d{4}", text[start:end])
    return (
        text[start - 1 : start] == "("
        and text[end : end + 1] == ")"
        and year is not None
        and int(year[0]) < CLINICAL_YEAR
        and PATIENT.search(text) is not None
    )


def is_birth(text: str, start: int, end: int) -> bool:
    """Whether a date is called somebody's date of birth, not the start of a cohort's."""
    if BIRTH_AFTER.match(text[end : end + 30]):
        return True
    words = before(text, start, 40)
    if AFTER_A_NAME.search(words):
        return True
    cues = list(BIRTH.finditer(words))
    if not cues:
        # "DOB" on one line and the date on the next, as pasted from a record
        return bool(
            re.search(
                r"(?:d\.?o\.?b\.?|date of birth)\s{0,3}:?\s{0,3}$",
                text[max(0, start - 24) : start],
                re.I,
            )
        )
    between = words[cues[-1].end() :]
    if COHORT.search(words) or re.search(r"[.!?;]\s|\d{3}", between):
        return False
    return not re.match(r"[- ](?:cohort|weight|rate|plan|partner)", between)


def _birth(span: tuple[int, int], score: float) -> Mark:
    why = (
        "This is a date of birth; with a place or a condition it names a person. An age in "
        "decades is enough."
    )
    return Mark("date_of_birth", *span, score, why, Action.BLOCK)


def _happened_to_a_patient(text: str, start: int, end: int, about: bool) -> bool:
    if _of_a_period(text, start):
        return False
    begin, stop = sentence(text, start, end)
    said = text[begin:stop]
    if not EVENT.search(said):
        # "It was on 4 October 2022 that we missed her ectopic"
        return about and re.search(r"\b(?:she|he|her|him|his)\b", said, re.I) is not None
    # What befell the writer, or the calendar of the profession, is nobody's secret.
    if re.search(
        r"\b(?:I|I'm|we|my|our|exam|strike|conference|arcp|guideline|published|nice|"
        r"course|contract|rota)\b",
        said,
    ) and not (
        re.search(r"\b(?:patient|pt|he|she|him|her|his)\b", said, re.I) or PATIENT.search(said)
    ):
        return False
    if PATIENT.search(said):
        return True
    return about and bool(re.search(r"\b(?:he|she|they|was|last)\b", said, re.I))
