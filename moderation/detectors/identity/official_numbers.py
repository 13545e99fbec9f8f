"""National Insurance numbers, passports, driving licences and number plates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import around, before
from ..finding import Action
from ..normalise import Page
from ..registry import Mark, detector

# HMRC's National Insurance Manual, NIM39110: letters and prefixes that are never issued.
NI = re.compile(
    r"(?<![A-Za-z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][ ]?[A-CEGHJ-NPR-TW-Z]"
    r"[ .\-/]{0,2}\d{2}[ .\-/]{0,2}\d{2}[ .\-/]{0,2}\d{2}(?P<suffix>[ .\-/]{0,2}[A-D])?(?![A-Za-z0-9])",
    re.I,
)
NI_CUE = re.compile(r"\b(?:n\.?i\.?|nino|national insurance|nat ins)\b", re.I)
PASSPORT = re.compile(
    r"\bpassport(?:\s?(?:number|num|no|id)\b\.?)?[\s:#]{0,3}(?:(?:is|was)\s)?(?P<number>[A-Z]{0,2}\d{7,9})(?!\d)",
    re.I,
)
# DVLA: five letters of the surname (9 for none), six digits of the date of birth, initials.
LICENCE = re.compile(r"(?<![A-Z0-9])[A-Z][A-Z9]{4}[ ]?\d{6}[ ]?[A-Z9]{2}[ ]?\d?[A-Z]{2}(?![A-Z0-9])")
PLATE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-HJ-PR-Y]{2}[0-7]\d[ ]?[A-HJ-PR-Z]{3}|[A-HJ-NPR-TV-Y]\d{1,3}[ ][A-Z]{3})(?![A-Za-z0-9])"
)
VEHICLE = re.compile(
    r"\b(?:reg|registration|registered keeper|plates?|number ?plate|car|van|lorry|truck|motorbike|motorcycle|"
    r"transit|vehicle|dvla|taxi|minibus|driver|driving|moped|scooter|bmw|audi|ford|vauxhall|corsa|fiesta|golf|"
    r"astra|mini|tesla|ambulance|toyota|honda|nissan|range rover|land rover|mercedes|volvo|peugeot)\b",
    re.I,
)


@detector(version=1, before_posting=True)
def find(page: Page, audience: str) -> Iterator[Mark]:
    text = page.text
    for found in NI.finditer(text):
        cued = NI_CUE.search(before(text, found.start()))
        if cued or (found["suffix"] and found[0].isupper()):
            why = "This is a National Insurance number; it belongs to one person for life."
            yield Mark("national_insurance", *found.span(), 0.98 if cued else 0.9, why, Action.BLOCK)
    for found in PASSPORT.finditer(text):
        why = "This is a passport number; it belongs to one person."
        yield Mark("passport", *found.span("number"), 0.95, why, Action.BLOCK)
    for found in LICENCE.finditer(text):
        why = "This is a driving licence number; it holds a surname and a date of birth."
        yield Mark("driving_licence", *found.span(), 0.95, why, Action.BLOCK)
    for found in PLATE.finditer(text):
        if VEHICLE.search(around(text, *found.span())):
            why = "This is a vehicle's number plate; it leads to its keeper."
            yield Mark("vehicle", *found.span(), 0.9, why, Action.BLOCK)
