"""NHS, CHI and Health & Care numbers: ten digits with a check digit, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import about_a_patient, before
from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..registry import Mark, detector

# Digits with up to three signs between them; one line end, as mail wraps.
RUN = re.compile(r"\d+(?:[ \t\-./,*_|:·()]{1,3}\d+|[ ]?\n[ ]?\d+)*")
GROUP = re.compile(r"\d+")
# The shapes in which such numbers are printed; one digit at a time is how they are hidden.
PRINTED = {(10,), (3, 3, 4), (6, 4), (3, 7), (6, 3, 1), (2, 2, 2, 4), (5, 5), (6, 2, 2), (1,) * 10}
OWN = r"nhs|chi|h ?& ?c|hcn?|health (?:and|&) care|patients?|pts?|pat"
CUE = re.compile(rf"\b(?:{OWN})\b|\bnhs(?:no|num)", re.I)
NAMED = re.compile(
    r"\b(?:nhs|chi|h ?& ?c|hcn|health (?:and|&) care)\s?(?:no\b|num|n[or]\b|#|:|id\b|is\b)", re.I
)
NUMBER_WORD = re.compile(r"\b(?:no|num(?:ber)?|id)\b|#", re.I)
# What other ten digits are called.
OTHER = re.compile(
    r"\b(?:ticket|batch|isbn|issn|datix|pmid|pmcid|doi|order(?:ed)?|po|ref(?:erence)?|"
    r"invoice|receipt|"
    r"tel(?:ephone)?|phone|fax|mobile|mob|call|ring|dial|text|lot|serial|incident|inc|"
    r"request|booking|"
    r"tracking|parcel|consignment|account|acct|sort code|bleep|bleeps?|isrctn|nct|"
    r"eudract|iras|grant|"
    r"charity|company|asset|barcode|gtin|ean|upc|catalogue|cat|part|model|version|"
    r"helpdesk|job|vacancy|"
    r"licence|policy|case (?:no|ref)|claim|complaint|npi|gmc|nmc|extension|ext|"
    r"meeting id|zoom|passcode|"
    r"whatsapp|vat|utr|iban|card|membership|epoch|timestamp|unix|gene id|omim|cas|"
    r"snomed|rxnorm|sctid|"
    r"dm\+d|concept)\b",
    re.I,
)
NOT_A_NUMBER = re.compile(
    r"(?:https?://|www\.|10\.\d{4,9}/)\S*$|\+\s?$|(?<!\d)1[- ]\(?$|\+\d[\d ()-]*$", re.I
)
# NHSno9990000026, as labels print it
GLUED = re.compile(r"(?<![a-z])(?:nhs|chi|hcn)?(?:no|num|number|#|nhs|chi|hcn)$", re.I)
SCOTTISH = re.compile(r"\bchi\b", re.I)
NORTHERN_IRISH = re.compile(r"\b(?:h ?& ?c|hcn|health (?:and|&) care)\b", re.I)

WHY = {
    "nhs_number": "This is a patient's NHS number; it leads straight to one person.",
    "chi_number": "This is a CHI number; it holds a date of birth and leads to one person.",
    "hc_number": "This is a Health and Care number; it leads straight to one person.",
}


def check_digit_holds(digits: str) -> bool:
    """Modulus 11 over ten digits (NHS Data Dictionary: weights 10 to 2, 11 becomes 0, 10 is never
    issued). Ten equal digits pass the sum but are nobody's number."""
    if len(set(digits)) == 1:
        return False
    weighed = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    check = 11 - weighed % 11
    return check % 11 == int(digits[9]) if check != 10 else False


def kind_of(digits: str, context: str) -> str:
    """Which register numbers in this shape; all three share the check digit."""
    if NORTHERN_IRISH.search(context) or (
        320 <= int(digits[:3]) <= 399 and "nhs" not in context.lower()
    ):
        return "hc_number"
    day, month = int(digits[:2]), int(digits[2:4])
    dated = 1 <= day <= 31 and 1 <= month <= 12
    if SCOTTISH.search(context) or (
        dated and int(digits[:3]) <= 319 and "nhs" not in context.lower()
    ):
        return "chi_number"
    return "nhs_number"


def context_of(text: str, start: int) -> tuple[bool, bool, bool]:
    """What the words before a number call it: a patient's (cue), plainly so (named), or something
    else (other). The nearer word wins."""
    words = before(text, start, 45)
    cue = max((found.end() for found in CUE.finditer(words)), default=-1)
    other = max((found.end() for found in OTHER.finditer(words)), default=-1)
    if other > cue or NOT_A_NUMBER.search(text[max(0, start - 60) : start]):
        return False, False, True
    called = cue >= 0 or bool(NUMBER_WORD.search(words[-12:]))
    return called, bool(NAMED.search(words)), False


@detector(version=2, before_posting=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = page.text
    for run in RUN.finditer(text):
        if run.end() - run.start() < 10:
            continue
        groups = [(group.start(), group.end()) for group in GROUP.finditer(text, *run.span())]
        taken = 0
        for first in range(len(groups)):
            if first < taken:
                continue
            size, last = 0, first
            while last < len(groups) and size < 10:
                size += groups[last][1] - groups[last][0]
                last += 1
            if size == 10 and (mark := _judged(page, groups[first:last], len(groups))):
                yield mark
                taken = last


def _judged(page: Page, groups: list[tuple[int, int]], in_run: int) -> Mark | None:
    text = page.text
    start, end = groups[0][0], groups[-1][1]
    glued = (
        start and text[start - 1].isalnum() and not GLUED.search(text[max(0, start - 10) : start])
    )
    if glued or (end < len(text) and text[end].isalnum()):
        return None
    digits = "".join(text[a:b] for a, b in groups)
    shape = tuple(b - a for a, b in groups)
    holds = check_digit_holds(digits)
    if len(set(digits)) == 1 or not (holds or shape in PRINTED):
        return None
    called, named, other = context_of(text, start)
    if other:
        return None
    kind = kind_of(digits, before(text, start))
    if not holds:
        if not named and shape == (3, 3, 4) and digits[0] in "3456789" and about_a_patient(page):
            why = "This is written as an NHS number is, though its check digit is wrong."
            return Mark(kind, start, end, 0.5, why, Action.FLAG)
        if not named:
            return None
        why = (
            "This is called a patient's number, though its check digit is wrong; a slip of "
            "one figure can still lead to the person."
        )
        return Mark(kind, start, end, 0.6, why, Action.HOLD)
    if called or shape == (3, 3, 4):
        score = 0.99 if called else 0.95
        return Mark(kind, start, end, score, WHY[kind], Action.BLOCK)
    if shape not in PRINTED and (in_run != len(groups) or _readings(text[start:end], shape)):
        return None
    why = (
        "These ten digits pass the check of an NHS number; keep them only if they are "
        "something else, and say what."
    )
    return Mark(kind, start, end, 0.7 if len(shape) == 1 else 0.6, why, Action.BLOCK, keepable=True)


def _readings(written: str, shape: tuple[int, ...]) -> bool:
    """Whether this looks like a row of results or dates rather than one number cut up."""
    return bool(re.search(r"[/.,:|]", written)) or (len(shape) > 3 and max(shape) <= 3)
