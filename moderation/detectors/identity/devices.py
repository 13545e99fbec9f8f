"""Serial numbers of implants and devices, and numbers of blood donations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import around
from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..registry import Mark, detector

SERIAL = re.compile(
    r"\b(?:serial|device|implant|pacemaker|icd|generator|lead|pump|prosthesis|udi|s/n)"
    r"(?:\s?(?:serial|id))?(?:\s?(?:number|num|no|#)\b\.?|\s?[:#]|(?<=serial)|"
    r"(?<=implant))[\s:]{1,3}(?:(?:is|was)\s)?"
    r"(?P<number>(?=[A-Z]{0,4}[- ]?\d)[A-Z0-9](?:[A-Z0-9-]|(?<=[A-Z]) (?=\d)){4,19}(?: "
    r"[A-Z]\b)?)(?![\w])",
    re.I,
)
IMPLANTED = re.compile(
    r"\b(?:pacemaker|icd|crt|implant\w*|device|pump|stimulator|valve|prosthes\w+|"
    r"cochlear|shunt|hip|knee|"
    r"generator|lead|stent|loop recorder|reveal|insulin|cgm|libre|vns|udi)\b",
    re.I,
)
# NHS Blood and Transplant: ISBT 128 donation numbers begin with G and the site.
DONATION = re.compile(
    r"(?<![A-Za-z0-9])G\d{3,4}[ ]?\d{2}[ ]?\d{3}[ ]?\d{3}(?:[ ]?[A-Z0-9])?(?![A-Za-z0-9])"
)


@detector(version=3)
def find(page: Page, known: Known) -> Iterator[Mark]:
    action = Action.HOLD if known.is_open else Action.FLAG
    for found in SERIAL.finditer(page.text):
        if IMPLANTED.search(around(page.text, *found.span())):
            why = (
                "This is the number of a device; its maker's register leads to the person "
                "who has it."
            )
            yield Mark("device", *found.span("number"), 0.8, why, action)
    for found in DONATION.finditer(page.text):
        why = "This is the number of a blood donation; it leads to a donor and to a patient."
        yield Mark("device", *found.span(), 0.85, why, action)
