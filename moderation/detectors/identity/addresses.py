"""Postcodes, streets and houses where somebody lives or something happened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import GATHERING, PATIENT, around, before
from ..finding import Action
from ..normalise import Page
from ..registry import Mark, detector

# The 124 postcode areas of Royal Mail, with those of the islands.
AREA = (
    r"(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVWY]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|"
    r"K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|"
    r"UB|W[ACDFNRSV]?|YO|ZE)"
)
POSTCODE = re.compile(rf"(?<![A-Za-z0-9])(?P<area>{AREA})(?:\d[A-Z]|\d{{1,2}})(?P<gap>[ ]{{0,2}})\d[ABD-HJLNP-UW-Z]{{2}}(?![A-Za-z0-9])", re.I)
POSTCODE_CUE = re.compile(r"\b(?:post ?code|pcode|address|lives?|living|home|resides?)\b", re.I)
# 4 mg T3 2ND is not one: what follows a figure as an ordinal
ORDINAL = re.compile(r"\d(?:st|nd|rd|th)$")
TYPE = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Cl|Drive|Dr|Crescent|Cres|Way|Court|Ct|Place|Pl|Terrace|Gardens|Gdns|"
    r"Grove|Walk|Rise|Square|Row|Mews|Green|View|Gate|Hill|Park|Wynd|Brae|Parade|Croft|Buildings|Villas|Cottages?|Cottage|House|Fold|Bank|Quay|Vale|Heights|Meadows?|Loan)"
)
WORD = r"(?:[A-Z][a-z]+(?:'s)?|St\.?)"
NUMBERED = re.compile(
    rf"(?<![\w.,/-])(?:(?:[Ff]lat|[Aa]partment|[Aa]pt|[Uu]nit|[Rr]oom)\s\d{{1,4}}[A-Za-z]?,?\s)?(?:[Nn]o\.?\s)?\d{{1,4}}[A-Za-z]?,?\s{WORD}(?:\s{WORD}){{0,2}}\s{TYPE}\b(?!\s(?:Hospital|Ward|Infirmary|Clinic|Surgery|Medical|Health|Practice))"
)
SMALL = re.compile(
    rf"\b(?:lives?|living|address|found|home|resides?|from|stays?|staying|moved)\b[^.\n\d]{{0,25}}?(?P<address>\d{{1,4}}[a-z]?,?\s[a-z']+(?:\s[a-z']+)?\s(?:street|road|rd|avenue|ave|lane|close|drive|crescent|court|place|terrace|gardens|grove|walk|square|row|mews|view|hill))\b",
    re.I,
)
FLAT = re.compile(rf"\b[Ff]lat\s\d{{1,3}}[A-Za-z]?,?\s{WORD}(?:\s{WORD})?\s{TYPE}\b")
HAPPENED = re.compile(
    r"\b(?i:lives?|living|lived|resides?|home|found|collapsed|stabbed|shot|crash(?:ed)?|accident|rtc|fell|jumped|assaulted|attacked|knocked down|hit by|"
    r"picked (?:him|her|them|up)|picked up|called to|house fire|fire|scene|address)\b[^.\n]{0,30}?\b(?:in|on|at|from|near|off|outside|to|along)\s"
    rf"(?P<street>{WORD}(?:\s{WORD}){{0,2}}\s(?:Street|Road|Rd|Avenue|Ave|Lane|Close|Drive|Crescent|Terrace|Gardens|Grove|Square|Mews|Way|Walk|Row|View))\b(?!\s(?:Hospital|Ward|Infirmary|Clinic|Surgery))"
)
KNOWN = re.compile(r"\b(?:(?:10|11) Downing Street|221B Baker Street|Harley Street|Great Ormond Street|Fleet Street|Wimpole Street|Sesame Street|Coronation Street|Albert Square|Tavistock Square|Euston Road|Marylebone Road|Tavistock Place)\b")
FULL_STOP = re.compile(r"\b(?:dr|st)$", re.I)


@detector(version=1, before_posting=True)
def find(page: Page, audience: str) -> Iterator[Mark]:
    text = page.text
    action = Action.BLOCK if audience == "open" else Action.HOLD
    for found in POSTCODE.finditer(text):
        if _is_postcode(text, found) and not _of_a_venue(text, *found.span()):
            why = "A postcode is shared by some fifteen homes; with an age it names a person."
            yield Mark("postcode", *found.span(), 0.9, why, action)
    why = "An address tells where somebody lives; say 'nearby' or 'at home'."
    for pattern in (NUMBERED, FLAT):
        for found in pattern.finditer(text):
            if not KNOWN.search(found[0]) and not _of_a_venue(text, *found.span()):
                yield Mark("address", *found.span(), 0.85, why, action)
    for found in SMALL.finditer(text):
        if not KNOWN.search(found["address"]):
            yield Mark("address", *found.span("address"), 0.8, why, action)
    for found in HAPPENED.finditer(text):
        if not KNOWN.search(found["street"]):
            why_street = "The street where it happened leads to the news about it; 'in the street' is enough."
            yield Mark("address", *found.span("street"), 0.7, why_street, Action.HOLD)


def _is_postcode(text: str, found: re.Match[str]) -> bool:
    written = found[0]
    if ORDINAL.search(written):
        return False
    if written.isupper() and found["gap"]:
        return True
    return POSTCODE_CUE.search(before(text, found.start())) is not None or (
        written.isupper() and len(found["area"]) == 2
    )


def _of_a_venue(text: str, start: int, end: int) -> bool:
    said = around(text, start, end)
    return GATHERING.search(said) is not None and PATIENT.search(said) is None
