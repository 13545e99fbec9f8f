"""News and profiles of the patient: a link or a mention that lets anybody read the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import about_a_patient
from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..registry import Mark, detector

PROFILE = re.compile(
    r"\b(?:https?://)?(?:www\.|m\.)?(?:facebook\.com|fb\.com|instagram\.com|"
    r"tiktok\.com/@|twitter\.com|x\.com|linkedin\.com/in|"
    r"gofundme\.com|justgiving\.com|muchloved\.com|snapchat\.com/add)/?[^\s<>()\"']{2,120}",
    re.I,
)
NEWS = re.compile(
    r"(?:https?://|\bwww\.)(?:www\.|m\.)?(?:bbc\.co\.uk/news|bbc\.com/news|news\.sky\.com|"
    r"itv\.com/news|(?:the)?(?:guardian|sun|telegraph|times|independent|mirror|"
    r"standard|scotsman|herald)\.co(?:\.uk|m)?|(?:the)?guardian\.com|dailymail\.co\.uk|"
    r"express\.co\.uk|metro\.co\.uk|\w+live\.co\.uk|"
    r"\w*(?:echo|post|gazette|chronicle|argus|courier|advertiser|eveningnews|observer|"
    r"mercury|examiner|herald|star|press|mail)\w*\.co(?:\.uk|m)|walesonline\.co\.uk|"
    r"belfasttelegraph\.co\.uk|(?:[a-z-]{1,20}\.)?(?:\w{0,20}(?:news|daily|echo|gazette|"
    r"herald|mail|times)\w{0,10})"
    r"\.[a-z.]{2,8})/[^\s<>()\"']{3,200}",
    re.I,
)
CONCERNS = re.compile(
    r"\b(?:my|our|this|the|that)\s(?:\w+\s)?(?:patient|pt|lad|lady|man|woman|boy|girl|"
    r"gentleman|family|baby|child|victim|chap|bloke|case we had)\b|"
    r"\b(?:this is (?:him|her|them|the (?:patient|lad|one))|about (?:him|her|them)|"
    r"looked after (?:him|her|them)|that(?:\'s|s| is| was) (?:him|her|them|our|my)|(?:him|"
    r"her|he|she)\b|"
    r"photo of|"
    r"came to us|we had (?:him|her))\b",
    re.I,
)


OWN = re.compile(r"\b(?:my|our) (?:page|profile|linkedin|account)\b", re.I)


@detector(version=2)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = page.text
    profiles = list(PROFILE.finditer(text))
    if profiles and (CONCERNS.search(text) or (about_a_patient(page) and not OWN.search(text))):
        for found in profiles:
            why = "This leads to the page of a person or a family."
            yield Mark("profile", *found.span(), 0.8, why, Action.HOLD)
    for found in NEWS.finditer(text):
        if CONCERNS.search(text, max(0, found.start() - 200), found.end() + 200):
            why = "A report about the patient tells every reader who it was."
            yield Mark("news", *found.span(), 0.8, why, Action.HOLD)
