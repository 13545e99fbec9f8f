"""Threats, wishes of harm, and urging somebody to end their life."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..registry import Mark, detector
from ..speech import excused

WHOM = (
    r"(?:you|u|him|her|them|that \w+|this \w+|the \w+|these \w+|those \w+|your \w+|"
    r"their \w+|all of (?:them|you)|dr \w+|mr \w+|miss \w+|mrs \w+|prof \w+)"
)
HARM = (
    r"(?:kill|murder|stab|shoot|punch|hit|slap|smack|batter|strangle|throttle|hurt|beat|"
    r"break|smash|burn|hang|destroy|ruin|end|find|finish|get|deck|kick|poison|run over|bury|"
    r"make (?:you|him|her|them) (?:pay|regret|suffer)|come for|hunt)"
)
THREAT = re.compile(
    rf"\b(?:i'll|i will|i'm going to|i'm gonna|gonna|we'll|we will|someone will|"
    rf"somebody will|i swear i'll|i want to|i'd love to|i could happily|i would happily|"
    rf"i'd happily)\s(?:\w+\s)?{HARM}\s{WHOM}\b(?!\s(?:a|an|some|the|that|out|in touch|"
    rf"back to|to see|seen|reviewed|scanned|through|there|started|sorted|well|home|know|"
    rf"something|help|help with|on to|it|this|guideline|exam|rota|lab|pathway|source|"
    rf"reference|link|paper|answer|patient)\b)"
    r"|\bi(?:'ll| will)? know (?:exactly )?where (?:you|he|she|they) (?:live|lives|work|"
    r"works|park|parks)|\bi know which car (?:is )?(?:yours|his|hers)|"
    r"\bwatch your (?:back|step)\b|\byou(?:'ll| will) (?:regret|be sorry|pay for|"
    r"wish you)|\b(?:i|we) know (?:your|his|her) (?:hospital|address|shifts|route|car|"
    r"kids'? school|house|family)|\byour days are numbered|\byou(?:'re|"
    r" are) (?:a )?dead (?:man|woman|meat)?\b(?! (?:right|wrong|on|tired|set|keen|"
    r"certain|sure))|\b(?:sleep|drive) with one eye open|\bsee what happens to (?:you|"
    r"him|her|your)"
    rf"|\b(?:someone|somebody|they|we|you|he|she) (?:should|ought to|needs? to|must|"
    rf"deserves? to|could do with) (?:just |really |all )?(?:be (?:shot|hanged|hung|"
    rf"stabbed|strangled|killed|drowned|beaten|gassed|castrated|strung up|put down|"
    rf"euthanised|burn(?:ed|t)|slapped|punched)|(?:slap|punch|hit|shoot|stab|kill|"
    rf"strangle|smack|deck|throttle|castrate|drown|beat|kick) {WHOM})"
    rf"|\b(?:should|deserves? to|ought to|needs? to|want to see (?:him|her|them|"
    rf"you)) (?:all )?(?:be )?(?:shot|hanged|hung|put down|gassed|strung up|burn in hell|"
    rf"lynched|euthanised|culled)\b"
)
WISH = re.compile(
    r"\b(?:i )?(?:hope|wish|pray)(?: that)? (?:you|he|she|they|your \w+|his \w+|her \w+|"
    r"someone|somebody|it is you|all of (?:you|them)|the lot of (?:you|them)|"
    r"that \w+)(?: all| both| fucking)? (?:die|dies|get(?:s)? (?:cancer|struck off|"
    r"run over|hit|covid|what|sacked|aids|sued|stabbed|shot|raped|hurt)|rot|rots|burn|"
    r"burns|suffer|suffers|choke|chokes|drop dead|drops dead|fail (?:your|his|her|all)|"
    r"lose (?:your|his|her)|crash|drown|never (?:work|walk|sleep)|end up (?:dead|in))\b"
    r"|\b(?:let (?:him|her|them|the \w+)|they can|he can|she can|"
    r"you can(?: all)?)\s(?:die|rot|burn|choke|suffer|go and die)\b(?! (?:at home|"
    r"in peace|peacefully|with dignity|naturally|comfortably|well|in comfort))"
    r"|(?:^|[.!?,]\s)(?:go )?get (?:cancer|aids|ebola)\b|\b(?:die|rot|burn) in (?:hell|"
    r"a fire|a ditch)\b|\bdeserves? to (?:die|suffer|rot|"
    r"burn|be raped|be killed)\b"
)
SELF_HARM = re.compile(
    r"\b(?:go (?:and |ahead and )?|just |you should |why don't you |please |do (?:us|"
    r"everyone) (?:all )?a favour and (?:go )?|better if you |you could |hurry up and |"
    r"then |should |now )(?:just )?(?:kill (?:yourself|urself|yourselves)|hang yourself|"
    r"top yourself|neck yourself|end (?:it all|your life|it)|slit your wrists|"
    r"drink bleach|take an overdose|jump (?:off|in front|under|from|out)|throw yourself|"
    r"shoot yourself|off yourself)"
    r"|\bkill yourself\b|\bkys\b|\bhang yourself\b|\bdo (?:us|the world|"
    r"everyone) (?:all )?a favour and (?:\w+\s){0,3}?(?:die|jump|disappear|drop dead)|"
    r"\b(?:nobody|no one) (?:on this \w+ |here )?would (?:even )?(?:miss|notice|"
    r"care if) (?:you|u)|\bthe world would be (?:a )?better (?:place )?without (?:you|"
    r"him|her)\b"
)
WHY_THREAT = "This threatens somebody or wishes them harm."
WHY_SELF_HARM = "This urges somebody to harm themselves. Doctors die of this."


@detector(version=1, listens=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = page.text
    for found in SELF_HARM.finditer(text):
        if not excused(text, *found.span()):
            yield Mark("self_harm_urged", *found.span(), 0.95, WHY_SELF_HARM, Action.HOLD)
    for pattern, score in ((THREAT, 0.85), (WISH, 0.8)):
        for found in pattern.finditer(text):
            if not excused(text, *found.span()):
                yield Mark("threat", *found.span(), score, WHY_THREAT, Action.HOLD)
