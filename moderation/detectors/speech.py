"""Who says an offensive word, and of whom: reported, denied, mentioned, or meant of oneself."""

from __future__ import annotations

import re

from .classes import OF, SAID
from .context import sentence
from .words.targets import THINGS

VERB = (
    r"(?:call(?:ed|ing|s)?|told|tell(?:s|ing)?|said|say(?:s|ing)?|shout(?:ed|s|ing)?|"
    r"scream(?:ed|s|ing)?|yell(?:ed|s|ing)?|labell?ed|wrote|"
    r"describ(?:ed|es|ing)|accus(?:ed|ing)|refer(?:red|ring|s) to|email(?:ed)?|"
    r"text(?:ed)?|messaged|overheard|heard|muttered|whispered|snapped|sneered|replied|"
    r"branded|dismissed as|mocked|quot(?:ed|ing)|posted|tweeted|insult(?:ed|s)|"
    r"abus(?:ed|e)|swore|hurled|addressed)"
)
REPORTED = re.compile(
    # somebody else said it to or of us or them
    rf"\b{VERB}\b(?:\s[a-z']+){{0,7}}(?:[\s:]{{0,2}}|,?\s?[\"'(])(?:\w+\s){{0,3}}$"
    r"|\b(?:been|being|get|got|gets|getting|was|were|is|are|am|i'm)\s(?:called|labelled|"
    r"branded|described as|told|treated (?:like|as)|made to feel(?: like)?|"
    r"made out to be|referred to as)\b[^.!?]{0,60}$"
    r"|\b(?:treat(?:s|ed|ing)?|makes?|made|making|feel(?:s|ing)?|felt|see(?:s|n)?|"
    r"think(?:s|ing)?|thought|assum(?:e|es|ed|ing)|implied|implying|impl(?:y|ies)|"
    r"suggest(?:s|ed|ing)?) (?:that )?(?:me|us|we|i|i'm|i am|we're|people|patients|them|"
    r"him|her|like|juniors|trainees|nurses)\b[^.!?]{0,40}$"
)
# The speaker is the writer, of somebody else: that is no report but a second blow.
BY_ME = re.compile(
    r"\b(?:i'll|i will|let me|i'm going to|i would|i'd|i have to|i must|"
    r"i can only)\s(?:\w+\s){0,2}(?:call|say|tell|describe)"
)
DENIED = re.compile(
    r"(?:\b(?:not|never|isn't|aren't|wasn't|weren't|ain't|nobody|no one|don't think|"
    r"doesn't mean|didn't say|hardly|far from|without being|doesn't make|don't be|"
    r"stop being|no|"
    r"aint|isnt|arent|nor|neither|rather than|instead of|anything but|"
    r"doubt)\b(?:[\s,]+[\w'-]+){0,5}[\s,]*)$"
)
STILL_MEANT = re.compile(
    r"\b(?:not only|not just|not merely|if not|why not|whether or not|no wonder|"
    r"no doubt|no,|nothing but|no better than)\b|\bcan't\b|\bnot (?:even|capable|fit)\b"
)
MENTIONED = re.compile(
    r"\b(?:the )?(?:word|words|term|terms|slur|slurs|label|labels|insult|insults|phrase|"
    r"phrases|expression|language|name|names|meaning of|definition of)\b(?:\s(?:like|"
    r"such as|of|is|was|for|or))?[\s:,]*[\"'(]?(?:\w+[\"']?\s(?:or|and)\s[\"']?)?$"
)
MENTION_AFTER = re.compile(
    r"^[\w\s]{0,30}[\"')]{0,2}\s?(?:is|are|was|isn't|aren't)\s(?:just\s|simply\s|"
    r"never\s|not\s|a\s|an\s)*(?:offensive|unacceptable|a slur|slur|abuse|abusive|wrong|"
    r"banned|not ok|not okay|acceptable|derogatory|outdated|ableist|racist|sexist|"
    r"homophobic|banter|an? (?:old|outdated|offensive|horrible|ugly) (?:word|term))"
)
SELF = re.compile(
    r"(?:\b(?:i'm|i am|i was|i've been|am i|i feel|i felt|i look|i looked|i sound|"
    r"i must be|i'd be|i would be|we're|we are|we were|makes me|made me|make me|myself|"
    r"myself for being|feel like|felt like|feeling like|look like|looked like|"
    r"looking like|sound like|"
    r"i must seem|i seem|me being|to be|i'll be|i act like|call me|calls me|called me|"
    r"think me|thinks i'm|think i'm|thought i was|my own)\b(?:\s[\w'-]+){0,4}[\s,]*)$"
)
SELF_AFTER = re.compile(
    r"^\s?(?:i am|i was|i'm|i've been|am i|like me|that i|of me|i felt|i feel|i looked|"
    r"for missing|me)\b"
)
INSULT = re.compile(r"[a-z]+(?:'[a-z]+)?")
KIT = (
    r"(?:cannulas?|needles?|probes?|chairs?|trolleys?|pens?|batter(?:y|ies)|screens?|lifts?|"
    r"keyboards?|chargers?|scanners?|monitors?|gowns?|gloves|tubes?|drips?|pumps?|coffee|food|sandwich(?:es)?|"
    r"weather|car|bus|train|alarm|mistakes?|jokes?|questions?|ideas?)"
)
BEFORE_THING = re.compile(
    rf"\s(?:(?:little|old|new|bloody|fucking|damn|sodding|great|big|\w+ing)\s){{0,2}}(?:{THINGS}|{KIT})\b|-proof\b"
)
THING_IS = re.compile(
    rf"\b(?:(?:the|this|that|these|those|our|my|your|their|his|her|its|a|an|what an?|\w+'s)\s)"
    rf"(?:\w+\s){{0,2}}?{THINGS}(?:\s(?:of|on|in|at|from|for)\s(?:the\s|it\s)?\w+)?"
    r"\s(?:is|are|was|were|isn't|has been|remains|seems|feels)\s(?:\w+\s){0,3}$"
    r"|\b(?:it|this|that|which)(?: is| was|'s| all| just) (?:\w+\s){0,3}$"
)
INTENSIFYING = re.compile(
    r"(?:fuck(?:ing|in|ed|s)?|shit|piss|arse|crap|bitch|bastard|ass)\s(?:me\b|knows?|sake|off work|"
    r"of an?\b|yes|yeah|hell|up\b|it\b|all\b|about\b|"
    r"(?:brilliant|great|amazing|love|tired|cold|hot|hungry|long|early|late|hard|sick|done|awful|"
    r"ridiculous|nightmare|brutal|knackered|exhausted|impossible|miserable|good|busy)\b)"
)
# First letters that no English word has.
EXCUSED, OF_A_THING = "ĸ", "ŧ"
QUOTED_LINES = re.compile(r"^[ ]{0,3}>[^\n]*", re.M)
QUOTED_LINE = re.compile(r"^\s{0,3}>")


def excused(text: str, start: int, end: int) -> bool:
    """Whether the words at this span are somebody else's, denied, only mentioned, or meant of the
    writer. Looks no further than the sentence."""
    begin, stop = sentence(text, start, end)
    ahead, behind = text[begin:start], text[end:stop]
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if QUOTED_LINE.match(line):
        return True
    if SELF.search(ahead) or SELF_AFTER.match(behind):
        return True
    if DENIED.search(ahead) and not STILL_MEANT.search(ahead[-60:]):
        return True
    if REPORTED.search(ahead[-160:]) and not BY_ME.search(ahead):
        return True
    if MENTIONED.search(ahead) or MENTION_AFTER.match(behind):
        return True
    return _in_reported_quotes(text, begin, start, end, stop)


def _in_reported_quotes(text: str, begin: int, start: int, end: int, stop: int) -> bool:
    """In quotation marks, with a verb of saying on either side."""
    ahead = text[max(0, start - 200) : start]
    opened = ahead.count('"') % 2 == 1 or re.search(r"(?:^|[\s(])'[^']*$", ahead[-80:]) is not None
    if not opened:
        return False
    beyond = text[end : end + 160]
    closing = re.search(r"[\"']", beyond)
    if closing is None:
        return False
    said = re.compile(rf"\b{VERB}\b")
    return bool(
        said.search(ahead)
        or re.match(r"[\"'],?\s?(?:was|is|were|are|she|he|they|came)\b", beyond[closing.start() :])
        or said.search(beyond[closing.end() : closing.end() + 80])
        or re.search(
            r"\b(?:was the|were the|exact words|verbatim|quote|comment|reply|e-?mail|"
            r"note|feedback|response)\b",
            ahead,
        )
    )


def fairly(text: str) -> str:
    """A text in lower case, of the same length, for a model that knows only words: insults that are
    somebody else's words, denied, or meant of the writer become other words by another first
    letter, and those that are aimed at a thing become yet others. Quoted lines are blank."""
    text = QUOTED_LINES.sub(lambda line: " " * len(line[0]), text)
    parts: list[str] = []
    done = 0
    for found in INSULT.finditer(text):
        if OF.get(found[0], "") not in SAID:
            continue
        start, end = found.span()
        if excused(text, start, end):
            other = EXCUSED
        elif of_a_thing(text, start, end):
            other = OF_A_THING
        else:
            continue
        parts += [text[done:start], other, text[start + 1 : end]]
        done = end
    return "".join([*parts, text[done:]])


def of_a_thing(text: str, start: int, end: int) -> bool:
    """Whether the words at this span are said of a thing: "this stupid computer", "the rota is
    crap", "useless cannulas"."""
    return bool(
        BEFORE_THING.match(text, end, end + 40)
        or THING_IS.search(text, max(0, start - 60), start)
        or INTENSIFYING.match(text, start, end + 20)
    )
