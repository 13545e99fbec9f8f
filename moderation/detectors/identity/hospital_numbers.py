"""Hospital, laboratory and specimen numbers. They have no national format: a cue must name them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..registry import Mark, detector

NO = r"(?:\s?(?:numbers?|num|nos?|n[or]|ids?|refs?|reference|#)\b\.?|\s?#)"
# What comes before the figures. The number may begin with letters of its own.
CUE = re.compile(
    r"\b(?:"
    rf"m\.?r\.?n\.?|hospno|(?:hosp(?:ital)?|unit|pas|(?:patient|pt)(?:'s)?|case ?notes?|k|district|"
    rf"rio|emis|systmone|epic|cerner|pims|lab(?:oratory)?|specimen|sample|accession|"
    rf"histo(?:logy)?|path(?:ology)?|request|crn|x-?ray|radiology|cris|biopsy|cytology){NO}|"
    r"case ?notes?|sample|specimen|accession|pid(?=\s?[:#]|\s[a-z]{0,3}$|\s(?:no|num))"
    r")"
    rf"{NO}?['s]{{0,2}}(?:\s?\([^)\n]{{1,20}}\))?[\s:=.\-]{{0,4}}"
    r"(?:(?:is|was|are|reads|of|as)\s)?[\s:]{0,2}(?P<letters>(?:[a-z]{1,3}[ -]?)?)$",
    re.I,
)
FIGURES = re.compile(
    r"\d(?<!\d.)(?:\d{4,9}[a-z]?|\d?[a-z]{1,2}[- ]?\d{4,8}|\d[/-]\d{4,7}|"
    r"\d\d[ -]\d{3,4}(?:[ -]\d{2,4})?)(?![\w/]|\.\d)",
    re.I,
)
# "booked under K0498812", "who's got X0083715's old ECG": a number in the place of a name.
LETTERED = re.compile(r"\b(?!NCT|PMC|PMID|ISRCTN|DOI|BN|MHRA|GMC|C\d|SN)[A-Z]{1,3}\d{6,8}(?!\w)")
IN_PLACE_OF_A_NAME = re.compile(
    r"\b(?:under|got|(?:seen|seeing|reviewed|bloods (?:on|for)|notes (?:of|for|on)|about|re|"
    r"patient|pt|bed \d+) ?:?)\s$",
    re.I,
)
POSSESSED = re.compile(
    r"\s?'s\s(?:\w+\s)?(?:ecg|notes?|scan|ct|mri|bloods?|film|x-?ray|results?|chart|gas)", re.I
)
# RX448210, 24-M-083316, H/24/0071952, M,24.0093381.Q: letters and figures under a plain cue.
MIXED = re.compile(
    r"\b(?:hosp(?:ital)?(?: no)?|accession|lab(?:oratory)? (?:ref|no|accession|number)|mortuary "
    r"tag|histology|"
    r"specimen(?: no)?|sample|mrn|unit no|bloods for)\W{0,2}\s?(?:says |is |was |no\.? )?"
    r"(?P<number>(?=[A-Z0-9/.,-]*\d{3})[A-Z0-9]+(?:[-/.,][A-Z0-9]+){0,4})(?![\w])",
    re.I,
)
WHY = (
    "This is a hospital or laboratory number; anyone with access to the system can look "
    "the person up."
)


@detector(version=3, before_posting=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = page.text
    for found in FIGURES.finditer(text):
        ahead = text[max(0, found.start() - 60) : found.start()]
        if cue := CUE.search(ahead):
            start = found.start() - len(cue["letters"])
            yield Mark("hospital_number", start, found.end(), 0.95, WHY, Action.BLOCK)
    for found in MIXED.finditer(text):
        number = found["number"]
        if sum(map(str.isdigit, number)) >= 5 and not number.isdigit() and number.upper() == number:
            yield Mark("hospital_number", *found.span("number"), 0.8, WHY, Action.HOLD)
    for found in LETTERED.finditer(text):
        ahead = text[max(0, found.start() - 30) : found.start()]
        if IN_PLACE_OF_A_NAME.search(ahead) or POSSESSED.match(text, found.end(), found.end() + 30):
            yield Mark("hospital_number", *found.span(), 0.7, WHY, Action.HOLD)
