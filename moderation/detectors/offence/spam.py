"""Spam: the vocabulary of selling, and the same thing over and over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..registry import Mark, detector

OFFER = re.compile(
    r"\b(?:buy (?:viagra|cialis|xanax|tramadol|followers|essays?|likes)|casino bonus|"
    r"free (?:bitcoin|crypto|spins)|crypto (?:investment|signals|trading)|"
    r"forex (?:signals|trading)|binary options|work from home and earn|"
    r"earn £?\$?\d[\d,]* (?:a|per) (?:day|week|month) from home|double your money|"
    r"guaranteed (?:returns|profits?|income|results)|"
    r"use (?:my )?(?:promo|discount|referral|affiliate) code|affiliate link|"
    r"click (?:here|the link) (?:to (?:claim|win|buy|order)|now|below)|"
    r"limited[- ]time offer|whatsapp (?:me|us) (?:on|at|for) \+?\d|(?:essay|"
    r"dissertation|assignment) writing service|pass your (?:plab|mrcp|usmle|ielts|"
    r"oet) (?:guaranteed|without)|(?:leaked|genuine) (?:exam )?(?:papers|"
    r"questions) for sale|without (?:taking the )?exam certificate|seo services|"
    r"backlinks|escort service|hot singles|payday loans?|loan offer|100% (?:genuine|"
    r"legit)|order now)\b",
    re.I,
)
LINK = re.compile(r"https?://(?:www\.)?([\w.-]{3,80})", re.I)
WHY = "This reads like an advertisement."
MANY = 6  # links to one place: a list of references goes to several


@detector(version=1)
def find(page: Page, known: Known) -> Iterator[Mark]:
    for found in OFFER.finditer(page.text):
        yield Mark("spam", *found.span(), 0.75, WHY, Action.FLAG)
    links = list(LINK.finditer(page.text))
    hosts = Counter(link[1].lower() for link in links)
    for host, count in hosts.items():
        if count >= MANY and not host.endswith(
            (".nhs.uk", ".gov.uk", ".ac.uk", "nice.org.uk", "doi.org", "nih.gov")
        ):
            first = next(link for link in links if link[1].lower() == host)
            yield Mark("spam", *first.span(), 0.6, WHY, Action.FLAG)
