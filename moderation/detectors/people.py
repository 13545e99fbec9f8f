"""Whether a name in a text is a patient's or a colleague's."""

from __future__ import annotations

import re

from .context import around, sentence
from .words import people

PROFESSIONAL_TITLE = re.compile(
    r"\b(?:dr|doctor|prof|professor|(?-i:Sir|Dame|Lord|Lady|Baroness)|sister|matron|nurse|"
    r"staff nurse|charge nurse|rev|judge|cllr)\.?\s+(?:[A-Z][\w'-]*\s+){0,2}$",
    re.I,
)
COLLEAGUE_BEFORE = re.compile(
    rf"\b(?:(?:{people.ROLES})(?:\s(?:on[- ]call|is|was|called|named|like|such as))?[\s,:(]*"
    r"|under|d/w|discussed with|(?:seen|reviewed|operated on|taught|done|performed|led|"
    r"chaired|written|run|operated|supervised|examined|consented|booked|accepted) by"
    r"|thanks to|thank you,?|thanks,?|hi|hello|hey|cheers,?|regards,?|best wishes,?|"
    r"yours,?|signed|love,?|agree with|working (?:for|with)|work(?:ed)? for|worked with|"
    r"trained with|trained under|bleep(?:ed)?|@|congratulations,?|congrats,?"
    r"|my (?:wife|husband|son|daughter|mother|father|mum|dad|sister|brother|partner|dog|"
    r"cat|friend|mate|flatmate|housemate|nan|gran|uncle|aunt|cousin|baby|fiance|"
    r"girlfriend|boyfriend)(?:,| called)?"
    r"|named (?:by|after)|by)\s*$",
    re.I,
)
COLLEAGUE_AFTER = re.compile(
    rf"^(?:'s?\s(?:\w+\s)?(?:{people.OWNED})\b"
    rf"|\s?[,(]\s?(?:(?:the|our|my|your|a|an|who is|one of the|one of our|then|now|ex|"
    rf"former)\s)?(?:[\w-]+\s){{0,3}}(?:{people.ROLES})\b"
    rf"|\s(?:the|our|my)\s(?:[\w-]+\s){{0,2}}(?:{people.ROLES})\b"
    rf"|\s(?:from|at|in|of|on)\s(?:the\s)?(?:hr|it|pharmacy|radiology|theatres?|ed|a&e|"
    rf"micro\w*|switchboard|rota|medical staffing|occ health|estates|finance|labour ward|"
    rf"itu|the mess|physio|ot|mdu|mps|bma|gmc|haem\w*|bed management|payroll|the lab)\b"
    rf"|\s(?:{people.WORKING})\b)",
    re.I,
)
CITED_AFTER = re.compile(
    r"^(?:'s)?(?:\s(?:et al|and colleagues)|\s?,?\s?(?:[A-Z]{1,2},?\s)?\(?(?:19|"
    r"20)\d\d\b|\s(?:v|vs|and others v)\.?\s)"
)
WORKPLACE = re.compile(rf"\b(?:{people.WORKPLACE})\b", re.I)
CLINICAL = re.compile(
    r"\b(?:patients?|pt|\d{1,3}[- ]?(?:yo|y/o|[mf]\b|year)|aged|admi(?:tted|ssion)|"
    r"readmitted|discharged?|present(?:s|ed)|"
    r"diagnos\w+|symptoms?|treat\w*|antibiotics?|surgery|pain|scan|mri|ct|ecg|sats|"
    r"bloods|results?|tumour|cancer|copd|"
    r"dementia|stroke|sepsis|falls?|wife|husband|son|daughter|family|mother|father|mum|"
    r"dad|bed|ward \d|dnacpr|lpa|capacity|palliative|"
    r"rash|stoma|letter|ng|tube|bleed(?:ing)?|seizures?|fits?|blood|mi|af|vf|ecg|cxr|"
    r"x-?rays?|films?|doses?|lump|"
    r"ulcers?|cough|breath\w*|fever|temp|vomit\w*|weight|drip|cannula|appointments?|"
    r"consent\w*|ventilat\w*|"
    r"stents?|drain|fractures?|injur\w+|wounds?|legs?|arms?|chest|abdo\w*|head|eyes?|"
    r"ears?|throat|back|foot|feet|"
    r"hands?|hba1c|platelets|sodium|diabet\w+|asthma\w*|pregnan\w+|labour|born|delivery|miscarr\w+|"
    r"creatinine|potassium|hb|inr|tablets?|insulin|infection|pacemaker|wards?|clinic|resus|icu|itu|"
    r"dying|die|frail|ankle|hip|knee|heart|lung|liver|kidney|bowel|brain|skin|feed(?:ing)?|k of|"
    r"\w{3,}(?:itis|oma|pnoea|pnea|ectomy|osis|aemia|plasty|pathy|uria|scopy|otomy)|"
    r"he has|she has|has had|"
    r"corridor|handover|overnight|sinus|six months|prognosis|biops\w+|chemo\w*|home|"
    r"care home|dob|died|death|relatives?|"
    r"carers?|smok\w+|\d+ ?mg|c/o|referr\w+|follow up)\b",
    re.I,
)


def is_colleague(text: str, start: int, end: int) -> bool:
    """Whether the name at this span reads as a colleague's, an author's or one of the writer's own
    people."""
    ahead = text[max(0, start - 60) : start].rpartition("\n")[2]
    behind = text[end : end + 70].partition("\n")[0]
    if PROFESSIONAL_TITLE.search(ahead) or COLLEAGUE_BEFORE.search(ahead):
        return True
    if CITED_AFTER.match(behind):
        return True
    return COLLEAGUE_AFTER.match(behind) is not None


def only_at_work(text: str, start: int, end: int) -> bool:
    """Whether the sentence is about the workplace and nothing in it about anyone's health."""
    said = around(text, start, end)
    return bool(WORKPLACE.search(said)) and not CLINICAL.search(said)


def clinical(text: str, start: int, end: int) -> bool:
    """Whether the sentence around a span, or the next, speaks of someone's health."""
    begin, stop = sentence(text, start, end)
    return CLINICAL.search(text, begin, min(len(text), stop + 80)) is not None


def is_public(name: str) -> bool:
    """Whether this is a public figure or a case that everyone teaches."""
    low = name.lower()
    return low in people.PUBLIC_PEOPLE or low.rpartition(" ")[2] in people.PUBLIC_SURNAMES
