"""Patients and relatives named with a title: Mrs Hargreaves, Mr. T. Okonjo, Master Lewis Boyle.

Surgeons are Mr and Miss too, so a colleague's role, list or verb near the name acquits it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..people import CLINICAL, is_colleague, is_public, only_at_work
from ..registry import Mark, detector

PART = (
    r"(?:(?:[A-Z]'|Mc|Mac|St\.? ?|de |van |al-|el-)?[A-Z][a-z]+(?:['-][A-Z][a-z]+|-[a-z]+)*|"
    r"[A-Z]{3,}(?:-[A-Z]{2,})?)"
)
TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mstr|Mx|MR|MRS|MISS|"
    rf"Mr and Mrs)\b\.?\s(?P<name>(?:[A-Z]\.?\s?){{0,3}}(?<![A-Z]){PART}(?:\s{PART}){{0,2}})"
    rf"|\bMaster\s(?P<master>(?:[A-Z]\.?\s)?{PART}(?:\s{PART})?)"
)
# as written on a telephone
SMALL = re.compile(r"\b(?:mr|mrs)\b\.?\s(?P<name>[a-z]{3,}(?:-[a-z]+)?)(?=\W|$)")
INITIAL = re.compile(
    r"\b(?:Mr|Mrs|Ms|"
    r"Miss)\b\.?\s(?P<name>[A-Z](?:\.?[A-Z])?)(?![\w'-])\.?(?P<age>,?\s\(?(?:aged\s)?\d{1,3}\b|"
    r",? (?:is|was) (?:a |an )?\d{1,3}\b)"
)
COMMON = frozenset(
    "and or the who is was has had in on at of for with from said came does did not "
    "another first next someone smith-type "
    "everyone everybody big nice right men bean darcy perfect potato scan angio "
    "venogram cholangiogram spine brain pelvis".split()
)
NOT_MASTERS = frozenset(
    "Class Of Degree Thesis Plan Key Copy File Programme Programmes Trust Study "
    "Protocol Chef".split()
)
TAIL = re.compile(
    r"(?:\s(?:The|A|An|In|On|He|She|Who|Was|Is|Has|And|Had|With|But|I|We|It|This|DOB|"
    r"NHS|MRI|CT|GP|ED|ICU|ITU|MRN|CXR|ECG))+$"
)
PLACEHOLDER = re.compile(r"(?:ABC|XYZ|XXX+|XX|AB|NN|Smith-type|Bloggs|Doe)")
WHY = "This names a patient or a relative; write what they have, not what they are called."


@detector(version=2, doubted=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = page.text
    action = Action.HOLD if CLINICAL.search(text) else Action.NUDGE
    for found in TITLED.finditer(text):
        part = "name" if found["name"] else "master"
        name = TAIL.sub("", found[part])
        start = found.start(part)
        end = start + len(name)
        if part == "master" and name.split()[0] in NOT_MASTERS:
            continue
        if PLACEHOLDER.fullmatch(name.split(".")[0]):
            continue
        if not is_public(name) and not _of_staff(text, found.start(), end):
            yield _named(found.start(), end, 0.85, action)
    for found in SMALL.finditer(text):
        if found["name"] in COMMON or is_public(found["name"]):
            continue
        if not _of_staff(text, *found.span()):
            yield _named(*found.span(), 0.75, action)
    for found in INITIAL.finditer(text):
        why = "Initials and an age are enough for those who know the patient."
        yield Mark("name", found.start(), found.end(), 0.7, why, Action.HOLD)


def _named(start: int, end: int, score: float, action: Action) -> Mark:
    """Where nothing in the post is about anybody's health, the author is only asked."""
    if action == Action.HOLD:
        return Mark("name", start, end, score, WHY, action)
    why = "If this is a patient or a relative, leave the name out."
    return Mark("name", start, end, score / 2, why, action)


def _of_staff(text: str, start: int, end: int) -> bool:
    return is_colleague(text, start, end) or only_at_work(text, start, end)
