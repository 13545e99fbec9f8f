"""Telephone numbers, e-mail addresses and social-media handles of somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..context import around, before
from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..registry import Mark, detector

GAP = r"[ .\-/()]{0,2}"
# Ofcom's National Telephone Numbering Plan: 07 mobiles, 01 and 02 geographic; 03, 08 and 09 are
# never a private person's.
PHONE = re.compile(
    rf"(?<![\w.+/])(?:(?:\+|00){GAP}44{GAP}(?:\(0\))?{GAP}|"
    rf"\(?0)(?P<kind>[127])(?:{GAP}\d){{8,9}}(?!{GAP}\d)(?!\w)"
)
FOREIGN = re.compile(r"(?<![\w.+])\+(?!44)[1-9](?:[ \-]?\d){8,13}(?!\d)")
EMAIL = re.compile(
    r"(?<![\w.+-])[a-z0-9](?:[\w.+'-]{0,62}[\w])?\s?(?:@|\(at\)|"
    r"\[at\])\s?(?:[a-z0-9-]{1,40}(?:\.|\s?\(dot\)\s?|"
    r"\s?\[dot\]\s?)){1,4}[a-z]{2,12}(?![\w@])",
    re.I,
)
# Not that of a link, "[@Anna Sharma](…)": where it is no colleague's name, the text shows it too.
HANDLE = re.compile(r"(?<![\w@.\[])@[a-z0-9_.]{3,30}\b", re.I)
PLATFORM = re.compile(
    r"\b(?:insta(?:gram)?|ig|twitter|tweet\w*|x|tik ?tok|facebook|fb|snap(?:chat)?|"
    r"handle|threads|youtube|bluesky|socials?|onlyfans|reddit)\b",
    re.I,
)
POSTING = re.compile(
    r"\b(?:live-?stream\w*|film(?:s|ed|ing)|post(?:s|ed|ing)|tweet\w*|tagg?(?:s|ed|ing)|follow(?:s|ers|ing)|"
    r"record(?:s|ed|ing) (?:us|me|on)|block(?:ed|ing)|upload(?:s|ed|ing)|photo of|account)\b",
    re.I,
)
OFFICE = re.compile(
    r"(?:info|admin|enquir|event|course|recruit|hr\b|support|help|contact|office|"
    r"secretary|research|study|trial|team|"
    r"conference|membership|booking|abstract|editor|press|media|feedback|complaint|pals|"
    r"rota|education|library|training|"
    r"deanery|exam|college|registrar|dept|department|clinic|referral|reception|"
    r"appointments|no-?reply|service|ward|data|"
    r"wellbeing|committee|bursary|grants?|elections?|rcp|bma|gmc|postmaster|webmaster|"
    r"jobs|careers|hello|mail|bsr|society|"
    r"community|moderat|privacy|dpo|foi|consult|survey|audit|forum)",
    re.I,
)
# How one writes that an address is only a pattern.
EXAMPLE = re.compile(
    r"^(?:your\.?name|name|some(?:one|body)|user|username|me|you|first\.?(?:name\.)?last(?:name)?|"
    r"forename\.surname|a\.?doctor|x+)@",
    re.I,
)
OWN = re.compile(
    r"\b(?:my|our)\s(?:\w+\s)?(?:e-?mail|mobile|number|phone|address|handle|account|"
    r"insta(?:gram)?|twitter|nhs\.net)(?:\s(?:address|number))?\W{0,3}(?:is\s|on\s|"
    r"at\s)?$"
    r"|\b(?:e-?mail|call|ring|text|message|contact|dm|pm|whatsapp|reach|drop|write to|"
    r"find|follow)\s(?:me|us)\b[^.\n]{0,20}$",
    re.I,
)
BODY = re.compile(
    r"\b(?:switch(?:board)?|helpline|hotline|secretar\w+|dept|department|reception|bma|"
    r"gmc|mps|mdu|mddus|charity|press office|"
    r"poisons|toxbase|npis|advice line|on[- ]call phone|hospital|trust|registry|rota|"
    r"samaritans|practitioner health|"
    r"pharmacy|lab(?:oratory)?|clinic|college|ward phone|unit phone|duty phone|bleep|"
    r"office|surgery|practice|company|rep\b|helpdesk|it\b|crisis team|service|"
    r"co-?ordinator|hub|estates|porters?|facilities|desk|duty \w+|team)\b",
    re.I,
)
FAMILY = re.compile(
    r"\b(?:his|her|their|patient'?s?|pt'?s?|daughter|son|wife|husband|mother|father|mum|"
    r"dad|nok|next of kin|family|brother|sister|carer|home)\b",
    re.I,
)


@detector(version=4)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = page.text
    for pattern in (PHONE, FOREIGN):
        for found in pattern.finditer(text):
            yield from _phone(text, found)
    for found in EMAIL.finditer(text):
        local = re.split(r"@|\(at\)|\[at\]", found[0], maxsplit=1)[0]
        if OFFICE.search(local) or EXAMPLE.match(found[0]):
            continue
        why = "This is somebody's e-mail address."
        action = Action.NUDGE if OWN.search(before(text, found.start())) else Action.HOLD
        yield Mark("email", *found.span(), 0.9, why, action)
    for found in HANDLE.finditer(text):
        words = around(text, *found.span())
        if (PLATFORM.search(words) or POSTING.search(words)) and not OWN.search(
            before(text, found.start())
        ):
            why = "This handle leads to a person's account."
            yield Mark("handle", *found.span(), 0.7, why, Action.HOLD)


def _phone(text: str, found: re.Match[str]) -> Iterator[Mark]:
    words = before(text, found.start(), 60)
    mobile = found.groupdict().get("kind") == "7"
    if OWN.search(words):
        yield Mark(
            "phone",
            *found.span(),
            0.6,
            "This is a telephone number; whoever reads this can ring it.",
            Action.NUDGE,
        )
        return
    if BODY.search(words) and not (
        mobile or FAMILY.search(words) or FAMILY.search(text, found.end(), found.end() + 40)
    ):
        return
    if found.groupdict().get("kind") is None and not FAMILY.search(words):
        return
    yield Mark(
        "phone",
        *found.span(),
        0.9 if mobile else 0.75,
        "This is somebody's telephone number.",
        Action.HOLD,
    )
