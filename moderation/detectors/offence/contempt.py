"""Contempt for patients. Dark humour about the work is none; running down those who need us is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..registry import Mark, detector
from ..speech import excused
from ..words import insults
from ..words.targets import PATIENT_RE

NAMES = re.compile(
    r"\b(?:junkies?|druggies?|smack ?heads?|crack ?heads?|alkies?|alky|piss ?heads?|"
    r"dirtbags?|gomers?|gomergram|crumblies|coffin ?dodgers?|bed ?blockers?|"
    r"time ?wasters?|scrotes?|dole scum|chavs?|pond ?life|human rubbish|"
    r"dregs of society|benefit scroungers?|scroungers|nutjobs?|loonies|fruit ?loops?|"
    r"psychos?|heifers?|hambeasts?|beached whale|size of a (?:whale|house|bus)|"
    r"land ?whales?|vegetables? on|waste of a bed|waste of (?:my|our|nhs|"
    r"everyone's) (?:time|money|resources|life|blood|liver|organ)|(?:another|"
    r"a) (?:beached )?whale (?:on|in|today|again|needing|for)|let (?:them|him|"
    r"her)sel(?:ves|f) go|normal for norfolk|"
    r"pfo|scum of the earth)\b"
)
# These words are common jargon; they need company.
JARGON = re.compile(
    r"\b(?:frequent flyers?|frequent attenders?|heart ?sinks?|time ?wasters?|"
    r"bed ?blockers?|gomers?)\b"
)
SCORN = (
    r"(?:stupid|thick|fat|lazy|pathetic|disgusting|useless|whin(?:y|ing)|moaning|entitled|"
    r"dirty|filthy|smelly|stinking|idiot|moronic|manipulative|attention[- ]seeking|"
    r"worthless|feral|vile|awful|dumb|ignorant|scummy|scrounging|malingering|lying|drunken|"
    r"greedy)"
)
AT_PATIENTS = re.compile(
    rf"\b{SCORN},?\s(?:(?:and\s)?{SCORN}\s|old\s|little\s|fucking\s|"
    rf"bloody\s)*(?:{PATIENT_RE})\b(?!\s(?:waiting|list|transport|leaflet|feedback))"
    rf"|\b(?:{PATIENT_RE})(?:\s(?:like (?:him|her|this|that|these)|these days|"
    rf"in this (?:town|area)|round here))?\s(?:are|"
    rf"is)\s(?:{insults.ADVERB_RE}\s){{0,3}}(?:{insults.INTENSIFIER_RE}\s)?(?:{insults.VICIOUS_RE}|"
    rf"{SCORN}|parasites?|pigs|animals|liars|wasters|vermin|a (?:waste|drain|burden on|"
    rf"joke))\b(?!\s(?:but|with))"
)
DESERVED = re.compile(
    r"\b(?:deserves? (?:what|everything|all) (?:he|she|they|it) (?:got|get|gets|"
    r"had coming)|deserve what they get|serves? (?:him|her|them|it|you) right|"
    r"did (?:this|it) to (?:him|her|them)sel(?:f|ves)|(?:only )?(?:has|have) (?:himself|"
    r"herself|themselves) to blame|had it coming|natural selection|darwin awards?|"
    r"(?:don't|doesn't|do not|does not) deserve (?:a |an |the |any |their |"
    r"our )?(?:livers?|transplants?|treatment|care|a bed|sympathy|organs?|nhs|surgery|"
    r"knees?|hips?|ivf)|why (?:am i|are we|should (?:we|i)) (?:be |even |"
    r"still ){0,2}(?:paying|wasting|"
    r"bother\w*)|should(?:n't| not) be (?:allowed to (?:breed|have (?:kids|children))|"
    r"treated on the nhs|breeding)|these people breed|should be (?:charged|left|"
    r"sterilised|made to pay|put to sleep) |charge them per|let them (?:die|rot)|"
    r"better off dead|should have (?:been left to die|died|let (?:him|her|them) die)|"
    r"people like that should)\b"
)
SICK = re.compile(
    r"\b(?:patients?|pts?|he|she|they|her|him|livers?|ambulance|nhs|bed|ward|ed|"
    r"waiting room|alcoholics?|smokers?|overdos\w+|obese|fat|drunk\w*|junk\w+|knees?|"
    r"druggies?|size of a)\b"
)
WHY = "This looks down on patients; somebody who was one may be reading, and so may the papers."


@detector(version=1, listens=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = page.text
    for pattern, score in ((AT_PATIENTS, 0.75), (NAMES, 0.65), (DESERVED, 0.65)):
        for found in pattern.finditer(text):
            start, end = found.span()
            if excused(text, start, end):
                continue
            if pattern is NAMES and JARGON.fullmatch(found[0]) and not _scorned(text, start, end):
                continue
            if pattern is DESERVED and not SICK.search(text[max(0, start - 160) : end + 80]):
                continue
            yield Mark("contempt", start, end, score, WHY, Action.FLAG)


def _scorned(text: str, start: int, end: int) -> bool:
    """Whether a word of jargon stands among scorn."""
    near = text[max(0, start - 80) : end + 80]
    return (
        re.search(
            rf"\b(?:{SCORN}|{insults.VICIOUS_RE}|hate|sick of|deserve|rot|die|put down|"
            rf"useless|the lot)\b",
            near,
        )
        is not None
    )
