"""Hate: slurs, and contempt for people because of a protected characteristic."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..registry import Mark, detector
from ..speech import excused
from ..words.groups import AGAINST, GROUP_RE, SLUR_RE, WISHES

SLURS = re.compile(rf"(?<![a-z0-9-])(?:{SLUR_RE})(?![a-z])")
GENERALISED = re.compile(
    rf"\b(?P<group>{GROUP_RE})\b(?:\s(?:like (?:him|her|that)|on (?:this|our|the) \w+|"
    rf"in (?:this|our|the) \w+|here|who (?:come|came) here|these days))?"
    rf"(?:\s(?:are|is|were|be|being|=|'re)\s(?:\w+\s){{0,3}}?{AGAINST}\b|,?\s{WISHES}\b|"
    rf"\?\s(?:\w+\s){{0,2}}{AGAINST}\b)"
)
PREFIXED = re.compile(
    rf"\b(?:dirty|filthy|bloody|fucking|stupid|thick|smelly|stinking|lazy|thieving|"
    rf"scummy|goddamn|damn|evil|disgusting|fuckin|"
    rf"ugly)\s(?:{GROUP_RE})\b(?!\s(?:patients?|ward|clinic|health|studies|history|wing|"
    rf"unit|ed))"
    r"|\btypical (?:bloody |fucking )?(?:women?|lady doctors?|female (?:doctor|surgeon|"
    r"consultant)s?|foreign (?:doctor|nurse|graduate)s?|imgs?|muslims?|jews?|asians?|"
    r"indians?|irish|gypsy|gypsies)\b(?!\s(?:presentation|pattern|response))"
)
SENT_BACK = re.compile(
    r"\b(?:go back|send (?:them|him|her|you|these people|the lot)(?: all)? (?:back|home|"
    r"packing)|ship (?:them|him|her|you)(?: all)? (?:back|home|off)|deport (?:them|him|"
    r"her|the lot|you|all)|fuck off back|piss off back|get back)(?: (?:to|"
    r"where))?(?: (?:where (?:they|you|he|she) (?:came|come) from|(?:your|their|his|"
    r"her) (?:own )?(?:country|countries)|africa|india|pakistan|poland|nigeria|"
    r"the jungle|the desert|bongo bongo land|wherever))"
    r"|\b(?:they|women|girls|mothers) belong (?:at home|in the (?:home|kitchen|"
    r"bedroom))|\bback (?:in|to) the kitchen\b|\bgas (?:the|all) \w+s\b|"
    r"\bwhite (?:power|pride|genocide)\b|\bheil hitler\b|\bhitler was right\b|"
    r"\bdeath to (?:all )?\w+s\b"
)
PEOPLE_WHO = re.compile(
    r"\b(?:gays?|homosexuals?|blacks?|muslims?|jews|women|immigrants|foreigners|imgs|"
    r"gypsies|travellers|trans(?: people)?)\s(?:spread(?:s|ing)? (?:it|aids|disease|"
    r"hiv)|stole|steal|rob|lie|cheat|control|run the (?:media|banks|world)|"
    r"go off and (?:breed|have babies)|just (?:want to |go off |get pregnant|breed))"
    r"|\b(?:why do we|stop|why are we) (?:keep )?(?:import\w*|let\w*|hir\w+|employ\w*|"
    r"bringing) (?:in )?(?:them|these people|imgs|foreigners|foreign \w+)\b"
    rf"|\b(?:they|he|she|these people|{GROUP_RE}) (?:all )?(?:come|comes|"
    r"came) (?:over )?here (?:to |and )?(?:steal|take|scrounge|breed|sponge|leech|"
    r"get free)"
)
RECLAIMED = re.compile(r"\b(?:i'm|i am|we're|we are|as)\s(?:a\s|an\s)?(?:proud\s)?(?:\w+\s)?$")
WHY = "This runs people down for what they are; it has no place here, whoever is meant."


@detector(version=1, listens=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    for pattern, score in (
        (SLURS, 0.85),
        (GENERALISED, 0.85),
        (PREFIXED, 0.8),
        (SENT_BACK, 0.85),
        (PEOPLE_WHO, 0.8),
    ):
        for found in pattern.finditer(page.text):
            if excused(page.text, *found.span()) or RECLAIMED.search(
                page.text[max(0, found.start() - 30) : found.start()]
            ):
                continue
            yield Mark("hate", *found.span(), score, WHY, Action.HOLD)
