"""Allegations of crime, dishonesty or dangerous practice against somebody who is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..people import is_public
from ..registry import Mark, detector
from ..speech import excused

NAMED = (
    r"(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sir|Dame|Sister|Nurse)\.? [A-Z][\w'-]+(?: [A-Z][\w'-]+)?"
)
CRIME = (
    r"(?:(?:has |have |had )?(?:killed|murdered|raped|groped|molested|assaulted|abused|"
    r"harassed|stole|stolen|steals|defrauded|faked|fakes|falsified|forged|fabricated|"
    r"covered up|covers up|bribed|fiddles|fiddled|lied (?:to|about)|lies about|"
    r"takes bribes|took bribes|takes backhanders|"
    r"sexually (?:assaulted|harassed)|turned up drunk|operates drunk|operated drunk|"
    r"was drunk|comes to work drunk|drinks on duty|is a (?:murderer|rapist|thief|"
    r"paedophile|fraud|crook|criminal|drunk|alcoholic|drug addict|predator|groper|"
    r"sex pest)|is a danger to (?:patients|the public)|is dangerous|is (?:negligent|"
    r"grossly negligent|corrupt|unfit to practise|on the take|an addict)|"
    r"should be struck off)\b)"
)
ALLEGED = re.compile(
    rf"\b(?P<name>{NAMED})(?:,? (?:the|our|my|a|an|at|in|of|from|who)(?: [\w']+){{1,4}},?)? {CRIME}"
)
PROVEN = re.compile(
    r"\b(?:convicted|jailed|sentenced|tribunal found|mpts|inquiry found|pleaded guilty|"
    r"was cleared|acquitted|court heard|allegedly)\b",
    re.I,
)
WHY = (
    "This accuses a named person of something grave; if it is true there are better places "
    "to say it, and if not it is libel."
)


@detector(version=1)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = page.text
    for found in ALLEGED.finditer(text):
        near = text[max(0, found.start() - 120) : found.end() + 120]
        if (
            PROVEN.search(near)
            or is_public(found["name"].partition(" ")[2])
            or excused(page.lower, *found.span())
        ):
            continue
        yield Mark("allegation", *found.span(), 0.7, WHY, Action.FLAG)
