"""Postcodes, streets and houses where somebody lives or something happened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import GATHERING, PATIENT, around, before
from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..registry import Mark, detector

# The 124 postcode areas of Royal Mail, with those of the islands.
AREA = (
    r"(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVWY]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|"
    r"H[ADGPRSUX]|I[GMPV]|JE|"
    r"K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|"
    r"UB|W[ACDFNRSV]?|YO|ZE)"
)
# Read from its end, where a figure and two letters are rare in prose.
INWARD = re.compile(r"\d[ABD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])", re.I)
OUTWARD = re.compile(rf"(?<![A-Z0-9])(?P<area>{AREA})(?:\d[A-Z]|\d{{1,2}})(?P<gap> {{0,2}})$", re.I)
POSTCODE_CUE = re.compile(r"\b(?:post ?code|pcode|address|lives?|living|home|resides?)\b", re.I)
# 4 mg T3 2ND is not one: what follows a figure as an ordinal
ORDINAL = re.compile(r"\d(?:st|nd|rd|th)$")
TYPE = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Cl|Drive|Dr|Crescent|Cres|Way|Court|"
    r"Ct|Place|Pl|Terrace|Gardens|Gdns|"
    r"Grove|Walk|Rise|Square|Row|Mews|Green|View|Gate|Hill|Park|Wynd|Brae|Parade|Croft|"
    r"Buildings|Villas|Cottages?|Cottage|House|Fold|Bank|Quay|Vale|Heights|Meadows?|"
    r"Loan)"
)
WORD = r"(?:[A-Z][a-z]+(?:'s)?|St\.?)"
WELSH = r"(?:Heol|Ffordd|Stryd|Clos|Rhodfa|Maes|Lôn|Lon|Bryn|Rhes)"
ONE_WORD = r"(?:Queensway|Kingsway|Broadway|Highfield|The\s[A-Z][a-z]+)"
NUMBERED = re.compile(
    rf"\d(?<![\w.,/-].)\d{{0,3}}[A-Za-z]?,?\s(?:{WORD}(?:\s{WORD}){{0,2}}\s{TYPE}|"
    rf"{WELSH}(?:\s(?:y|yr|[A-Z][a-z]+)){{1,2}}|{ONE_WORD})\b"
    r"(?!\s(?:Hospital|Ward|Infirmary|Clinic|Surgery|Medical|Health|Practice))"
)
PART_OF_A_HOUSE = re.compile(
    r"(?:\b(?:flat|apartment|apt|unit|room)\s\d{1,4}[a-z]?,?\s)?(?:\bno\.?\s)?$", re.I
)
STREETS = frozenset(
    "street road rd avenue ave lane close drive crescent court place terrace gardens grove walk "
    "square row mews view hill way cottage cottages heol queensway".split()
)
SMALL = re.compile(
    r"\d(?<!\w.)\d{0,3}[a-z]?,?\s[a-z']+(?:\s[a-z']+)?\s(?:street|road|rd|avenue|ave|lane|close|"
    r"drive|crescent|court|place|terrace|gardens|grove|walk|square|row|mews|view|hill|cottages?)\b",
    re.I,
)
AT_HOME = re.compile(
    r"\b(?:lives?|living|address|found|home|resides?|from|stays?|staying|moved)\b[^.\n\d]{0,25}$",
    re.I,
)
FLAT = re.compile(rf"\b[Ff]lat\s\d{{1,3}}[A-Za-z]?,?\s{WORD}(?:\s{WORD})?\s{TYPE}\b")
STREET = re.compile(
    rf"[A-Z](?<!\w.)(?:(?:[a-z]+(?:'s)?|t\.?)(?:\s{WORD}){{0,2}}\s(?:Street|Road|Rd|Avenue|Ave|Lane|"
    r"Close|Drive|Crescent|Terrace|Gardens|Grove|Square|Mews|Way|Walk|Row|View|Court)\b|"
    r"(?<=H)eol(?:\s(?:y|yr|[A-Z][a-z]+)){1,2}|(?<=Q)ueensway\b)"
    r"(?!\s(?:Hospital|Ward|Infirmary|Clinic|Surgery))"
)
HAPPENED = re.compile(
    r"\b(?:lives?|living|lived|resides?|home|found|collapsed|stabbed|shot|crash(?:ed)?|"
    r"accident|rtc|"
    r"fell|jumped|assaulted|attacked|knocked down|hit by|picked (?:him|her|them|up)|called to|"
    r"house fire|fire|scene|address)\b[^.\n]{0,30}\b(?:in|on|at|from|near|off|outside|to|along)\s$",
    re.I,
)
KNOWN = re.compile(
    r"\b(?:(?:10|11) Downing Street|221B Baker Street|Harley Street|Great Ormond Street|"
    r"Fleet Street|Wimpole Street|Sesame Street|Coronation Street|Albert Square|"
    r"Tavistock Square|Euston Road|Marylebone Road|Tavistock Place)\b"
)


@detector(version=2, before_posting=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = page.text
    action = Action.BLOCK if known.is_open else Action.HOLD
    for start, end in _postcodes(text):
        if not _of_a_venue(text, start, end):
            why = "A postcode is shared by some fifteen homes; with an age it names a person."
            yield Mark("postcode", start, end, 0.9, why, action)
    why = "An address tells where somebody lives; say 'nearby' or 'at home'."
    for start, end in _houses(page):
        if not KNOWN.search(text, start, end) and not _of_a_venue(text, start, end):
            yield Mark("address", start, end, 0.85, why, action)
    if not STREETS & page.words:
        return
    for found in SMALL.finditer(text):
        if AT_HOME.search(before(text, found.start())) and not KNOWN.search(found[0]):
            yield Mark("address", *found.span(), 0.8, why, action)
    for found in STREET.finditer(text):
        if HAPPENED.search(before(text, found.start(), 60)) and not KNOWN.search(found[0]):
            why = (
                "The street where it happened leads to the news about it; 'in the street' "
                "is enough."
            )
            yield Mark("address", *found.span(), 0.7, why, Action.HOLD)


def _postcodes(text: str) -> Iterator[tuple[int, int]]:
    for inward in INWARD.finditer(text):
        outward = OUTWARD.search(text[max(0, inward.start() - 7) : inward.start()])
        if outward is None or ORDINAL.search(inward[0]):
            continue
        start, end = inward.start() - len(outward[0]), inward.end()
        capital = text[start:end].isupper()
        if (capital and outward["gap"]) or POSTCODE_CUE.search(before(text, start)):
            yield start, end


def _houses(page: Page) -> Iterator[tuple[int, int]]:
    text = page.text
    for found in NUMBERED.finditer(text):
        ahead = PART_OF_A_HOUSE.search(text[max(0, found.start() - 24) : found.start()])
        yield found.start() - (len(ahead[0]) if ahead else 0), found.end()
    if "flat" in page.words:
        for found in FLAT.finditer(text):
            yield found.span()


def _of_a_venue(text: str, start: int, end: int) -> bool:
    said = around(text, start, end)
    return GATHERING.search(said) is not None and PATIENT.search(said) is None
