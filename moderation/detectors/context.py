"""What stands around a mark: its sentence, the words before and after, a patient or not."""

from __future__ import annotations

import re

from .normalise import Page

REACH = 240  # characters to either side: longer sentences are cut, so that the work stays linear
STOP = re.compile(r"[.!?](?=\s)|\n")

# Someone who is looked after.
PATIENT = re.compile(
    r"\b(?:patients?|pts?|px|[1-9]\d?\s?(?:[MF]\b|yo\b|y/o|yr|year)|\d{1,3}[- ]year[- ]old|"
    r"(?:young |old |elderly |little |lovely |poor )?(?:man|woman|lady|ladies|gentleman|"
    r"chap|bloke|lad|boy|girl|"
    r"toddler|baby|infant|neonate|child|teenager|mum|mother|father|granny|grandad|nan)|"
    r"admitted|readmitted|discharged|presented|resus|in clinic|bed \d+|in bay|ward \d+|"
    r"(?:his|her|their) (?:wife|husband|son|daughter|mother|father|mum|dad|family|parents|partner|"
    r"gp|notes|records|scan|mri|ct|bloods|chemo|creatinine))\b",
    re.I,
)
GATHERING = re.compile(
    r"\b(?:venue|conference|course|symposium|held at|meeting|event|study day|webinar|lecture|"
    r"book(?:ing|ed)? (?:at|a place)|dinner|exam|college|bma|rcp|rsm|head ?quarters|head office|"
    r"registered office|write to|applications?|abstracts?|doors open|parking)\b",
    re.I,
)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around a span."""
    floor = max(0, start - REACH)
    begin = floor
    for stop in STOP.finditer(text, floor, start):
        begin = stop.end()
    stop_after = STOP.search(text, end, min(len(text), end + REACH))
    return begin, stop_after.start() if stop_after else min(len(text), end + REACH)


def around(text: str, start: int, end: int) -> str:
    """The sentence around a span, as text."""
    begin, stop = sentence(text, start, end)
    return text[begin:stop]


def before(text: str, start: int, size: int = 40) -> str:
    """What stands before, within the same line."""
    return text[max(0, start - size) : start].rpartition("\n")[2]


def about_a_patient(page: Page) -> bool:
    """Whether the text speaks of someone who is looked after."""
    return PATIENT.search(page.text) is not None
