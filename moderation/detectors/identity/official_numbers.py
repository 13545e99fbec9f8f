"""National Insurance numbers, passports, driving licences and number plates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import around, before
from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..registry import Mark, detector

# HMRC's National Insurance Manual, NIM39110: letters and prefixes that are never issued.
SIX = re.compile(r"\d(?<!\d.)\d[ .\-/]{0,2}\d\d[ .\-/]{0,2}\d\d(?!\d)")
NI_PREFIX = re.compile(
    r"(?<![A-Z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z] ?[A-CEGHJ-NPR-TW-Z][ .\-/]{0,2}$", re.I
)
# A prefix that is never issued is one that somebody made up, or mistyped.
ANY_PREFIX = re.compile(r"(?<![A-Z0-9])[A-Z] ?[A-Z][ .\-/]{0,2}$", re.I)
NI_SUFFIX = re.compile(r"[ .\-/]{0,2}[A-D](?![A-Z0-9])", re.I)
NI_CUE = re.compile(r"\b(?:n\.?i\.?|nino|national insurance|nat ins)\b", re.I)
PASSPORT = re.compile(
    r"\bpassport(?:\s?(?:number|num|no|id)\b\.?)?[\s:#]{0,3}(?:(?:is|"
    r"was)\s|[^.\n\d]{1,60}:\s?)?(?P<number>[A-Z]{0,2}\d{7,9})(?!\d)",
    re.I,
)
# DVLA: five letters of the surname (9 for none), six digits of the date of birth, initials.
LICENCE = re.compile(
    r"[A-Z](?<![A-Z0-9].)[A-Z9]{4}[ ]?\d{6}[ ]?[A-Z9]{2}[ ]?\d?[A-Z]{2}(?![A-Z0-9])"
)
PLATES = (
    re.compile(r"[A-HJ-PR-Y](?<![A-Za-z0-9].)[A-HJ-PR-Y][0-7]\d ?[A-HJ-PR-Z]{3}(?![A-Za-z0-9])"),
    re.compile(r"[A-HJ-NPR-TV-Y](?<![A-Za-z0-9].)\d{1,3} [A-Z]{3}(?![A-Za-z0-9])"),
    # Northern Ireland: three letters, one of them I or Z
    re.compile(r"(?=[A-Z]{0,2}[IZ])[A-Z](?<![A-Za-z0-9].)[A-Z]{2} ?\d{1,4}(?![A-Za-z0-9])"),
)
VEHICLE = re.compile(
    r"\b(?:reg|registration|registered keeper|plates?|number ?plate|car|van|lorry|truck|"
    r"motorbike|motorcycle|"
    r"transit|vehicle|dvla|taxi|minibus|driver|driving|moped|scooter|bmw|audi|ford|"
    r"vauxhall|corsa|fiesta|golf|"
    r"astra|mini|tesla|ambulance|toyota|honda|nissan|range rover|land rover|mercedes|"
    r"volvo|peugeot|quad|tractor|bike|drove|driven|parked|jeep|pick-?up|taxi)\b",
    re.I,
)


@detector(version=2, before_posting=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = page.text
    for found in SIX.finditer(text):
        ahead = NI_PREFIX.search(text[max(0, found.start() - 6) : found.start()])
        if ahead is None and NI_CUE.search(before(text, found.start())):
            ahead = ANY_PREFIX.search(text[max(0, found.start() - 6) : found.start()])
        if ahead is None:
            continue
        start, end = found.start() - len(ahead[0]), found.end()
        suffix = NI_SUFFIX.match(text, end)
        if suffix is None and end < len(text) and text[end].isalnum():
            continue
        end = suffix.end() if suffix else end
        cued = NI_CUE.search(before(text, start)) is not None
        if cued or (suffix and text[start:end].isupper()):
            why = "This is a National Insurance number; it belongs to one person for life."
            yield Mark("national_insurance", start, end, 0.98 if cued else 0.9, why, Action.BLOCK)
    for found in PASSPORT.finditer(text) if "passport" in page.words else ():
        why = "This is a passport number; it belongs to one person."
        yield Mark("passport", *found.span("number"), 0.95, why, Action.BLOCK)
    for found in LICENCE.finditer(text):
        why = "This is a driving licence number; it holds a surname and a date of birth."
        yield Mark("driving_licence", *found.span(), 0.95, why, Action.BLOCK)
    for plate in PLATES:
        for found in plate.finditer(text):
            if VEHICLE.search(around(text, *found.span())):
                why = "This is a vehicle's number plate; it leads to its keeper."
                yield Mark("vehicle", *found.span(), 0.9, why, Action.BLOCK)
