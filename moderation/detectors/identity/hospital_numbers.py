"""Hospital, laboratory and specimen numbers. They have no national format: a cue must name them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Action
from ..normalise import Page
from ..registry import Mark, detector

NO = r"(?:\s?(?:numbers?|num|nos?|n[or]|ids?|refs?|reference|#)\b\.?|\s?#)"
CUED = re.compile(
    r"\b(?:"
    # these say it by themselves
    rf"(?:m\.?r\.?n\.?|hospno|hosp(?:ital)?{NO}|unit{NO}|pas{NO}|(?:patient|pt)(?:'s)?{NO}|pid(?={NO}|\s?[:#]|\s[a-z]{{0,3}}\d{{5}})|"
    rf"case ?notes?{NO}|k{NO}|district{NO}|rio{NO}|emis{NO}|systmone{NO}|epic{NO}|cerner{NO}|pims{NO}|"
    rf"(?:lab(?:oratory)?|specimen|sample|accession|histo(?:logy)?|path(?:ology)?|request|crn|xray|x-ray|radiology|cris|ris|biopsy|cytology){NO}|"
    r"accession|\(l\)\s?x|mrn)"
    r")"
    rf"{NO}?['s]{{0,2}}(?:\s?\([^)\n]{{1,20}}\))?[\s:=.\-]{{0,4}}(?:(?:is|was|are|=|reads|of|as)\s)?[\s:]{{0,2}}"
    r"(?P<number>[a-z]{0,3}[ -]?\d{5,10}[a-z]?|\d{2}[a-z]{1,2}[- ]?\d{4,8}|[a-z]{1,2}\d{2}[/-]\d{4,7}|[a-z]?\d{3}[ -]\d{3,4}(?:[ -]\d{2,4})?)(?![\w/]|\.\d)",
    re.I,
)
LAB_WITH_NOUN = re.compile(r"request|path|sample", re.I)
WHY = "This is a hospital or laboratory number; anyone with access to the system can look the person up."


@detector(version=1, before_posting=True)
def find(page: Page, audience: str) -> Iterator[Mark]:
    for found in CUED.finditer(page.text):
        yield Mark("hospital_number", *found.span("number"), 0.95, WHY, Action.BLOCK)
