"""Initials with an age: J.B., 67M; KT (34F); patient DL, 29."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..people import clinical
from ..registry import Mark, detector

# Two capitals that mean something else before a number, or a sex.
NOT_INITIALS = frozenset(
    "CO BP HR RR PR PV PC MI PE GP ED AE CT US RA OA MS PD AF VF VT DM HT FH SH DH PH OE "
    "RV LV LA HB CK "
    "WB AD DC EF NG IV IM PO SC BD OD ET HD PT CF CP CV CN DN GI GU GA IQ IT IR JR LP "
    "LD ML MG MM NB NA NI "
    "OP OT PA PM AM PF PN RN RX SI ST SV TB TV UK EU UN UV VA VE VQ WC XR YO ZN UC AS "
    "BM BMI SHO HDU ICU TF FT KM KG DR MR SP SR SN CCU".split()
)
PAIRED = re.compile(
    r"(?<![\w.&/-])(?P<initials>[A-Z]\.?[ ]?[A-Z]\.?)(?![\w/&-])(?:,\s?|\s?\(|\s|"
    r"\s-\s)(?:aged\s|a\s|is\s(?:a\s|an\s)?)?"
    r"(?P<age>1?\d{1,2})(?:[ -]?(?:yo\b|y/o|yrs?\b|years?[ -]old|year[ -]old|"
    r"months?[ -]old)[ ]?(?:[MF]\b)?|[ ]?[MF](?![\w%])|(?<=\d\d)\)|,\s(?:came|presented|admitted|"
    r"with|has|brought|who)\b)"
)
CUED = re.compile(
    r"\b(?:[Pp]atient|[Pp]t|[Pp]atient initials|"
    r"[Ii]nitials)[ :]{1,2}(?P<initials>[A-Z]\.?[A-Z]\.?(?:[A-Z]\.?)?)(?![\w'/-])"
    r"(?=[,. (]{1,2}(?:is\b|"
    r"was\b|\(?\d{1,3}\b|aged|has\b|had\b|who\b|came\b|presented|admitted))"
)
# J.M.W., R.McK.: full stops, and no surname behind them
DOTTED = re.compile(
    r"(?<![\w.@/])(?P<initials>(?:[A-Z]\.){2,3}(?:Mc[A-Z]\.?|[A-Z]\.)?|[A-Z]\.Mc[A-Z]\.?)(?!\w|\s?[A-Z][a-z])"
)
OF_A_PATIENT = re.compile(
    r"(?:[Pp]atient,?|[Pp]t|\b(?:on|about|to|for|of|with|saw|seen|re:?|lady|gentleman|called))\s$"
)
# What a patient in initials is, has or does.
LIVES = re.compile(
    r"\s(?:has|had|keeps|wants|refuses|came|went|says|again|in (?:bed|bay|side ?room|resus|majors)|"
    r"(?:bay|bed)\s)\b|,\s(?:\d{1,3}\b|(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|"
    r"nineties)\b|day \d)"
)
DONE_TO = re.compile(
    r"(?<![\w.&/-])(?P<initials>[A-Z]{2})(?=\s(?:self[- ]?discharged|passed away|died|was admitted|"
    r"absconded|dna'?d|collapsed|refuses|wants|lives)\b)"
)
ABBREVIATED = frozenset(
    "UK US USA NHS BMA GMC AM PM IE EG BC AD PS NB RIP MD PHD QC KC OBE MBE CBE".split()
)
WHY = "Initials and an age are enough for those who know the patient."


@detector(version=3)
def find(page: Page, known: Known) -> Iterator[Mark]:
    for found in PAIRED.finditer(page.text):
        letters = re.sub(r"[. ]", "", found["initials"])
        dotted = "." in found["initials"]
        if (letters not in NOT_INITIALS or dotted) and int(found["age"]) <= 110:
            yield Mark("name", *found.span(), 0.75, WHY, Action.HOLD)
    for pattern in (DOTTED, DONE_TO):
        for found in pattern.finditer(page.text):
            letters = found["initials"].replace(".", "")
            known_otherwise = ABBREVIATED | (NOT_INITIALS if pattern is DONE_TO else frozenset())
            ahead = page.text[max(0, found.start() - 16) : found.start()]
            if (
                pattern is DOTTED
                and not OF_A_PATIENT.search(ahead)
                and not LIVES.match(page.text, found.end())
            ):
                continue
            if letters not in known_otherwise and clinical(page.text, *found.span()):
                yield Mark("name", *found.span("initials"), 0.7, WHY, Action.HOLD)
    for found in CUED.finditer(page.text):
        if re.sub(r"\.", "", found["initials"]) not in NOT_INITIALS:
            yield Mark("name", *found.span("initials"), 0.7, WHY, Action.HOLD)
