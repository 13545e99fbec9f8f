"""Dates of birth, and full dates tied to something that happened to a patient."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import PATIENT, around, before, sentence
from ..finding import Action
from ..normalise import Page
from ..registry import Mark, detector

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
YEAR = r"(?:(?:18|19|20)\d{2}|'?\d{2})(?!\d)"
ORDINAL = r"(?:\s?(?:st|nd|rd|th))?"
SIGN = r"[ ]?[/.\-\\][ ]?"
FULL = (
    rf"{DAY}{SIGN}(?:0?[1-9]|1[0-2]){SIGN}{YEAR}"
    rf"|(?:19|20)\d{{2}}[/.\-](?:0[1-9]|1[0-2])[/.\-](?:0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|{DAY}{ORDINAL}[ \-/,]*(?:of\s)?{MONTH}[ \-/,]*{YEAR}"
    rf"|{MONTH}[ ]?{DAY}{ORDINAL},?[ ]+{YEAR}"
)
DAY_AND_MONTH = rf"{DAY}{ORDINAL}\s?(?:of\s)?{MONTH}|{MONTH}[ ]?{DAY}{ORDINAL}(?!\d)"
DATE = re.compile(rf"(?<![\w/.\-])(?:(?P<full>{FULL})|(?P<part>{DAY_AND_MONTH}))", re.I)
# DOB 120358, DOB 12031958, DOB 12 03 58
FIGURES = re.compile(
    rf"\b(?:d\.?\s?o\.?\s?b\.?|date of birth)[\s:=\-]{{0,4}}(?:is\s|was\s)?"
    rf"(?P<date>{DAY}[ ]?(?:0[1-9]|1[0-2])[ ]?(?:(?:19|20)?\d{{2}}))(?!\d)",
    re.I,
)
BIRTH = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\b\.?|dobs?|date of birth|birth ?date|birth ?day|b'?day|born|birth)\b", re.I
)
BIRTH_AFTER = re.compile(r"^[\s,)]{0,3}\(?(?:d\.?o\.?b\.?|date of birth|is (?:his|her|the) (?:birthday|dob|date of birth))", re.I)
# "Babies born after 1 July" is about everyone.
COHORT = re.compile(
    r"\b(?:on or (?:after|before)|after|before|since|from|between|onwards|until|prior to|by)\s+(?:the\s)?$", re.I
)
TURNS = re.compile(r"\b(?:turn(?:s|ed|ing)|will be|would have been)\s(?:\w+\s)?(?:on|this)\s(?:the\s)?$", re.I)
EVENT = re.compile(
    r"\b(?:admi(?:tted|ssion)|readmitted|discharged|died|passed away|deceased|killed|rtc|rta|collapsed|arrested|"
    r"underwent|present(?:ed|ing)|operated|operation|surgery|lscs|delivered|was seen|were seen|seen in|attended|transferred|"
    r"clinic (?:on|date)|overdosed?|stabbed|shot|assault(?:ed)?|fell|fall|accident|crash|incident|scan(?:ned)?|"
    r"biops(?:y|ied)|transplant(?:ed)?|stroke|funeral|inquest|section(?:ed)?|arrived|brought in|consented|"
    r"last (?:seen|on|episode)|diagnosed|nephrectomy|thoracotomy|laparotomy|\w+ectomy|\w+plasty|episode|came in|cardioverted)\b",
    re.I,
)


@detector(version=1, before_posting=True)
def find(page: Page, audience: str) -> Iterator[Mark]:
    text = page.text
    for found in FIGURES.finditer(text):
        yield _birth(found.span("date"), 0.97)
    for found in DATE.finditer(text):
        start, end = found.span()
        if is_birth(text, start, end):
            if found["full"]:
                yield _birth((start, end), 0.98)
            else:
                why = "A birthday, even without its year, helps to recognise a person."
                yield Mark("date_of_birth", start, end, 0.7, why, Action.HOLD)
        elif found["full"] and _happened_to_a_patient(text, start, end):
            why = "The exact date of what happened to a patient helps to find out who it was; a month or a season is enough."
            yield Mark("date", start, end, 0.7, why, Action.HOLD)


def is_birth(text: str, start: int, end: int) -> bool:
    """Whether a date is called somebody's date of birth, not the start of a cohort's."""
    if BIRTH_AFTER.match(text[end : end + 30]):
        return True
    words = before(text, start, 40)
    cues = list(BIRTH.finditer(words))
    if not cues:
        # "DOB" on one line and the date on the next, as pasted from a record
        return bool(re.search(r"(?:d\.?o\.?b\.?|date of birth)\s{0,3}:?\s{0,3}$", text[max(0, start - 24) : start], re.I))
    between = words[cues[-1].end() :]
    if COHORT.search(words) or re.search(r"[.!?;]\s|\d{3}", between):
        return False
    return not re.match(r"[- ](?:cohort|weight|rate|plan|partner)", between)


def _birth(span: tuple[int, int], score: float) -> Mark:
    why = "This is a date of birth; with a place or a condition it names a person. An age in decades is enough."
    return Mark("date_of_birth", *span, score, why, Action.BLOCK)


def _happened_to_a_patient(text: str, start: int, end: int) -> bool:
    begin, stop = sentence(text, start, end)
    # A note writes the date first and what happened on the next line.
    said = text[begin:stop]
    if not EVENT.search(said):
        return False
    if re.search(r"\b(?:I|I'm|we|my|our|exam|strike|conference|arcp|guideline|published|nice|course|contract|rota)\b", said) and not re.search(
        r"\b(?:patient|pt|he|she|him|her|his)\b", said, re.I
    ):
        return False
    return bool(PATIENT.search(around(text, start, end)) or PATIENT.search(text) and re.search(r"\b(?:he|she|they|was|last)\b", said, re.I))
