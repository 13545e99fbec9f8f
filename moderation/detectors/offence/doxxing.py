"""Doxxing: pointing people at somebody's name, home, number or work to have them troubled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..registry import Mark, detector
from ..speech import excused

DATA = (
    r"(?:\b\d{1,4}[a-z]?,? (?:[a-z']+ ){1,3}(?:street|st|road|rd|avenue|ave|lane|close|"
    r"drive|crescent|terrace|gardens|grove|way|court)\b|"
    r"(?<!\d)0\d(?:[ -]?\d){8,9}(?!\d)|\+44(?:[ -]?\d){9,10}|"
    r"\b[\w.+-]{1,40}@[\w-]{1,40}\.[a-z.]{2,12}|\b[a-z]{1,2}\d{1,2}[a-z]? \d[a-z]{2}\b|"
    r"\bfacebook\.com/\S{1,60}|\binstagram\.com/\S{1,60}|\bworks (?:at|in|for)\b|"
    r"\blives (?:at|in|on)\b|\bkids? go(?:es)? to\b)"
)
OUTED = (
    r"\b(?:(?:his|her|their|the|real) (?:real )?name is|real name|is actually|is really|"
    r"whistleblower is|the one who (?:complained|reported|grassed|"
    r"datixed)|complainant is|is behind (?:this|that) account|username|the poster (?:is|"
    r"who)|aka)\b"
)
CALL = (
    r"\b(?:give (?:her|him|them) hell|do with (?:that|this|it) what you (?:like|will|want)|"
    r"let (?:her|him|them) (?:know|hear)|pay (?:her|him|them) a visit|make (?:her|his|"
    r"their) life (?:hell|a misery|miserable)|get (?:her|him|them) (?:sacked|fired|"
    r"struck off)|spread the word|name and shame|bombard|report (?:her|him|them) to|"
    r"everyone (?:e-?mail|ring|call|text)|knock on|send (?:her|him|them) (?:a message|your)|"
    r"go (?:round|to) (?:his|her|their) house|turn up at|see how (?:she|he|they) likes?)\b"
)
OUTING = re.compile(rf"{OUTED}")
CALLING = re.compile(CALL)
PLACE = re.compile(DATA)
UNMASKED = re.compile(
    r"\b(?:i've worked out who you are|i know who (?:you|this|he|"
    r"she) (?:really )?(?:are|is)|i'm going to (?:out|expose|name) (?:you|him|her)|"
    r"we all know it's|your real name is|i (?:found|have) your (?:address|profile|"
    r"linkedin|facebook|home))\b"
)
WHY = "This tells others where to find somebody who did not choose it."


@detector(version=1, listens=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = page.text
    for found in UNMASKED.finditer(text):
        if not excused(text, *found.span()):
            yield Mark("doxxing", *found.span(), 0.75, WHY, Action.HOLD)
    for found in PLACE.finditer(text):
        floor, ceiling = max(0, found.start() - 160), min(len(text), found.end() + 160)
        outed = OUTING.search(text, floor, ceiling)
        called = CALLING.search(text, floor, ceiling)
        hard = not found[0].startswith(("works", "lives", "kid"))
        if (called and (outed or hard)) or (outed and hard):
            yield Mark("doxxing", *found.span(), 0.8, WHY, Action.HOLD)
