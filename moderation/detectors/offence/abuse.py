"""Abuse: an insult with a target. Swearing without one is none, nor is an insult without an author
who means it (see `speech`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Action
from ..normalise import Page
from ..registry import Mark, detector
from ..speech import excused
from ..words import alternatives, insults
from ..words.first_names import ALSO_WORDS, FIRST_NAMES
from ..words.targets import PERSON_RE, ROLE_RE, THINGS, TITLED_RE

NOUN, VICIOUS, ADJ = insults.NOUN_RE, insults.VICIOUS_RE, insults.ADJECTIVE_RE
OF_PEOPLE = insults.OF_PEOPLE_RE
ADV = rf"(?:(?:{insults.ADVERB_RE}|a|an|the|such an?)[\s,]+){{0,5}}"
MORE = rf"(?:(?:{insults.INTENSIFIER_RE}|{ADJ})[\s,]+(?:and\s|little\s)?){{0,4}}"
# An insult, with its adverbs and adjectives; an adjective may stand alone.
INSULT = rf"(?:{ADV}{MORE}(?:{NOUN})\b|{ADV}(?:{ADJ})\b(?!\s(?:enough|of you|to (?:see|hear|know|say|think|have|get|be|do)|for|about|about it|with (?:worry|tiredness|grief)|if|idea|question|point|thing|excuse|argument|time|at\s(?:maths|names|golf|exams))))"
BE = r"(?:'s|\sis|\sare|'re|\swas|\swere|\shas always been|\shas been|\shave always been|\sis being|\slooks like|\slook like|\sseems?|\smust be|\ssounds? like|\sreally is|\sreally are|\sremains?|\?|:|,)"
FIRST_NAME = alternatives(name for name in FIRST_NAMES - ALSO_WORDS if len(name) > 2)

AT_YOU = re.compile(
    rf"\b(?:you|u|ya|yous)(?:(?:'re|\sare|\sr|(?:'ve|\shave)(?=\s(?:always\s)?been\b))?(?:\s(?:been|always|all|people|lot|guys|and your\s\w+|really|must be|sound like|look like|seem like|seem to be|both|are|being|were))*\s{INSULT}|\s{MORE}(?:{VICIOUS})\b)"
    rf"|\bare you (?:really\s|just\s|all\s|always\s|naturally\s|completely\s|a\s|an\s|actually\s|that\s|so\s|this\s)*(?:{ADJ}|{NOUN})\b"
)
AT_ROLE = re.compile(
    rf"\b(?:(?:the|our|my|this|that|their|your|his|her|these|those|some|all|every|most|both|you)\s(?:[\w'-]+\s){{0,3}}?)?(?P<role>{PERSON_RE})\b(?:\s(?:in|on|at|from|of|we have|we've got|who|called|round here|here|i work with|upstairs|for)(?:\s[\w'&-]+){{0,3}})?{BE}\s?{INSULT}"
)
AT_NAME = re.compile(rf"\b(?P<name>(?:{TITLED_RE}|{FIRST_NAME})(?:\s[a-z'-]+)?(?:,?\s(?:the|our|my)\s(?:\w+\s)?{ROLE_RE})?(?:\s(?:on|in|at|from)\s(?:the\s)?\w+(?:\s\w+)?)?){BE}\s?{INSULT}")
AT_THEM = re.compile(rf"\b(?P<they>he|she|they|who)(?:{BE})\s?(?:{ADV}{MORE}(?:{NOUN})\b|(?:{ADV})(?P<adj>useless|pathetic|incompetent|brainless|brain-?dead|clueless|moronic|idiotic|worthless|spineless|gutless|stupid|dim|thick as \w+|pig[- ]ignorant|vile|evil|a disgrace|bone idle|dumb)\b(?!\s(?:at|with|for|to|enough|{THINGS})))")
# useless registrar, idiot manager, the idiots in radiology, some moron in pharmacy
BEFORE_ROLE = re.compile(
    rf"\b(?:{MORE}(?:{ADJ})|idiot|moron|imbecile|cretin|clown|fuckwit|bastard|muppet|wanker|shit|crap)(?:,?\s(?:and\s)?(?:{ADJ}|{insults.INTENSIFIER_RE}|young|old|little|male|female))*\s(?P<role>{ROLE_RE}|woman|man|girl|boy|people|human being|human)\b(?!\s?(?:{THINGS}|ratio|numbers?|cover|advice|plan|decision|idea|culture|behaviour|contract|gap|rota))"
)
IN_PLACE = re.compile(
    rf"\b(?:the|these|those|some|another|a bunch of|bunch of|which|you|complete|absolute|total|utter|bloody|fucking|such|what|what an?|utter)\s{MORE}(?:{OF_PEOPLE})\s(?:in|on|at|from|of|running|who (?:run|runs|works?|calls?|passes)|masquerading|pretending|behind|called|like (?:him|her|you|them|that))\b"
)
EXCLAIMED = re.compile(rf"(?:^|[.!?\n]\s*)(?:sorry,?\sbut\s)?(?:what\s(?:an?\s)?)?{MORE}(?:{VICIOUS}|(?:muppets|clowns|fools?|losers?|hypocrites?|liars?|cowards?))\b(?:,?\s(?:every one of them|the lot of (?:them|you)|all of (?:them|you)|the pair of (?:them|you)|both of (?:them|you)))?(?=\s*(?:[.!?\n]|$))")
SENT_OFF = re.compile(
    r"(?:^|[.!?\n,]\s*|\b(?:then|just|so|please|and|you can(?: all)?|they can(?: all)?|he can|she can|why don't you|oh|kindly)\s)(?:fuck off|piss off|f off|sod off|bugger off|get lost|get stuffed|get fucked|drop dead|eat shit|go to hell|burn in hell|rot in hell|shut (?:the fuck )?up|shut your (?:\w+ )?(?:mouth|face|gob|trap|hole|stupid mouth)|stfu|gtfo|kiss my arse|suck my \w+|screw you|bite me|choke on it|do one)\b"
    r"|\bfuck (?:you|u|him|her|them(?! all up)|the lot of (?:you|them)|your)\b|\bscrew (?:you|him|her) (?:all)?|\bgo fuck (?:yourself|yourselves|himself|herself)\b"
)
# Contempt without an insult's word.
FIGURES = re.compile(
    r"\b(?:hand in your (?:licence|registration|badge)|go back to (?:medical|med|nursing|primary|nursery) school|learn (?:how )?to read|(?:disgrace|embarrassment|insult) to (?:the|your|our|this) (?:profession|specialty|college|department|nhs|human race|species)"
    r"|you make me (?:sick|want to (?:vomit|puke|throw up))|you(?:'re| are) (?:sick in the head|disgusting|a nobody|not fit|what'?s wrong with|the reason|everything that'?s wrong)|you disgust me|(?:nobody|no one) (?:likes|wants|asked|cares about|respects|can stand) (?:you|him|her)\b(?! to| for)|(?:everybody|everyone|whole \w+) (?:hates|despises|laughs at|is laughing at) (?:you|him|her)"
    r"|people like (?:you|him|her|that) (?:are|is|should|shouldn't|ruin|kill|make)|brains? of an? \w+|brain the size of|wouldn't (?:let|trust) (?:him|her|one|them|you|that \w+|an? \w+) (?:to )?(?:anywhere )?(?:treat|near|touch|with|look after|operate on) (?:my|a) (?:\w+ )?(?:dog|cat|hamster|goldfish|pet|guinea pig|worst enemy)|couldn't (?:find (?:his|her|their|your|its) (?:own )?(?:arse|ass|backside)|diagnose (?:a|death)|run a (?:bath|whelk|tap)|organise a piss|pour piss)|(?:both|two) brain cells|half a brain(?: cell)?|(?:one|single) brain ?cell"
    r"|don't deserve to (?:call (?:your|him|her)sel\w+|be (?:a|called a) (?:doctor|nurse|surgeon|consultant|gp))|(?:how|why) (?:on earth |the hell |the fuck )?(?:did )?(?:he|she|you|they|this \w+) (?:ever |even )?(?:(?:passed|pass|got through|get through) (?:finals|med(?:ical)? school|(?:his|her|your|their) (?:exams|finals)|at all|is beyond me)|qualified\b|qualify\b|got a licence|get a licence)|(?:is|are) beyond me how (?:he|she|they)|who let (?:you|him|her|this \w+) (?:into|near|out)"
    r"|(?:crawl|slither) back (?:under|into|to)|grow (?:a pair|some balls|a spine)|man up,? you|failed (?:doctors|medics|surgeons|nurses)|wannabe doctors?|playing (?:at )?doctors?|(?:sit|sits|sitting) on (?:his|her|their) (?:fat |lazy )?arses?|does? (?:sod|fuck|bugger|naff) all\b|arse[- ]?licking|up (?:his|her|their|your) own (?:arse|ass|backside)|thick as (?:mince|shit|pigshit|two short planks|two planks|a plank)|dumb as \w+|dim as \w+|stupid cow|silly (?:cow|bitch)|old (?:hag|cow|bat|witch)|fat (?:cow|bitch|pig|bastard)"
    r"|should (?:have been|be) (?:pensioned off|drowned at birth|aborted|sterilised|put out to grass|struck off and|sectioned|locked up)|your (?:mum|mother) (?:should|must|was))\b"
)
# Names written small and everyday words look alike; these are no targets.
NOT_MEANT = re.compile(r"\b(?:idiot[- ]?proof|idiot'?s guide|useful idiots?|village idiot|any (?:idiot|fool|moron)|(?:idiot|moron|fool|muppet|clown|genius)s? (?:who|that) (?:designed|wrote|built|thought|came up|invented|signed|decided|installed|approved)|no (?:fool|joke)|fool(?:'s)? (?:gold|hardy)|poor (?:patient|lad|lady|man|woman|chap|girl|boy|soul|old|doctor)|joke(?:s)? (?:about|aside)|a joke (?:about|i|that)|lame duck|guinea pigs?|lab rats?|dirty (?:wound|needle|utility|bomb)|weak (?:acid|opioid|argument|evidence|legs?|arm))\b")
WHY = "This attacks a person rather than what they did or said; readers will see the attack and miss the point."


@detector(version=1, listens=True)
def find(page: Page, audience: str) -> Iterator[Mark]:
    text = page.text
    for pattern, score in (
        (AT_YOU, 0.85),
        (AT_ROLE, 0.8),
        (AT_NAME, 0.8),
        (AT_THEM, 0.7),
        (BEFORE_ROLE, 0.75),
        (IN_PLACE, 0.75),
        (EXCLAIMED, 0.65),
        (SENT_OFF, 0.8),
        (FIGURES, 0.7),
    ):
        for found in pattern.finditer(text):
            start, end = _trimmed(found)
            if NOT_MEANT.search(text, max(0, start - 12), min(len(text), end + 24)):
                continue
            if excused(text, start, end) or _of_a_thing(text, found):
                continue
            severe = re.search(rf"\b(?:{VICIOUS})\b", found[0]) is not None and pattern in (AT_YOU, AT_NAME)
            yield Mark("abuse", start, end, score, WHY, Action.HOLD if severe else Action.FLAG)


def _trimmed(found: re.Match[str]) -> tuple[int, int]:
    """Without the stop that began the match."""
    start = found.start() + len(found[0]) - len(found[0].lstrip(".!?,; \n"))
    return start, found.end()


def _of_a_thing(text: str, found: re.Match[str]) -> bool:
    """Whether the insult goes on to a thing: 'stupid computer', 'the registrar's useless bleep'."""
    return re.match(rf"(?:'s)?\s(?:\w+\s)?{THINGS}\b", text[found.end() : found.end() + 30]) is not None
