"""The writer's own despair. Never an offence: it opens a way to help."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..registry import Mark, detector

RISK = re.compile(
    r"\bi(?:'m| am|'ve been| have been| keep| was)? (?:really |just |seriously |often |"
    r"still |even |also )?(?:don't want to (?:be (?:here|alive)|live|wake up|exist|"
    r"carry on living)|want to (?:die|end it|end my life|kill myself|not wake up|"
    r"be dead|disappear for good)|(?:thinking|thought|think) (?:about|of) (?:suicide|"
    r"killing myself|ending (?:it|my life|things)|taking my own life|jumping|overdosing|"
    r"driving (?:off|into))|(?:going|planning) to (?:kill myself|end it|end my life|"
    r"take my own life|top myself)|suicidal|feel(?:ing)? suicidal|plan(?:ning)? (?:my|"
    r"to end)|wish(?:ed)? (?:i was|i were) dead|wish i (?:didn't|wouldn't) wake|"
    r"can't (?:go on|do this any ?more|keep going|see a way out|see any way out|"
    r"see the point of (?:living|being here|going on))|have (?:a plan|the drugs|"
    r"the means|written (?:the|my) (?:letters|notes?)))"
    r"|\b(?:kill(?:ing)? myself|end(?:ing)? my (?:own )?life|take my own life|"
    r"hang myself|top myself|better off without me|better off if i (?:was|were) (?:dead|"
    r"gone|not here)|worked out how i'd do it|can'?t see (?:a|any) way out|"
    r"no way out (?:for me|of this)|no reason to (?:live|go on|carry on)|"
    r"not worth living|want it all to stop|written (?:the|my) (?:goodbye )?(?:letters|"
    r"notes)|don'?t want to (?:be here|be alive|live|wake up) any ?more|hop(?:e|"
    r"ing) i (?:don't wake|crash|won't wake)|hop(?:e|ing) not to wake|"
    r"tonight might be it|nobody would (?:notice|miss me|care) if i|"
    r"thoughts of (?:suicide|ending (?:it|my life))|my own suicid\w+)\b"
)
# Somebody else's, long past, a figure of speech, or a question of medicine.
NOT_NOW = re.compile(
    r"\b(?:patients?|pt|she said|he said|told me (?:he|she)|says (?:he|she)|lady|"
    r"gentleman|years ago|ten years|in (?:19|20)\d\d|back then|when i was (?:a|"
    r"an) (?:student|f1|sho|trainee)|used to|no longer|"
    r"if i have to|rota|parking|e-?learning|portfolio|lorenzo|epic|laughing|boredom|"
    r"one more (?:meeting|form|audit)|paperwork|exam question|osce|another audit)\b"
)
WHY = (
    "You sound as if you may be in danger. You are not in trouble here; someone from the "
    "community will get in touch, and help is open now."
)


@detector(version=1, listens=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    for found in RISK.finditer(page.text):
        near = page.text[max(0, found.start() - 100) : found.end() + 60]
        ahead = page.text[max(0, found.start() - 40) : found.start()]
        if NOT_NOW.search(near) or re.search(
            r"[\"]\s?$|\b(?:not|never|isn't|wasn't)\s(?:\w+\s)?$", ahead
        ):
            continue
        yield Mark("welfare", *found.span(), 0.85, WHY, Action.FLAG)
