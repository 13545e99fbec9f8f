"""Abuse: an insult with a target. Swearing without one is none, nor is an insult without an author
who means it (see `speech`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Action
from ..known import Known
from ..normalise import Page
from ..registry import Mark, detector
from ..speech import excused
from ..words import insults
from ..words.first_names import ALSO_WORDS, FIRST_NAMES
from ..words.targets import PERSON_RE, ROLE_RE, THINGS, TITLED_RE

NOUN, VICIOUS, ADJ = insults.NOUN_RE, insults.VICIOUS_RE, insults.ADJECTIVE_RE
OF_PEOPLE = insults.OF_PEOPLE_RE
ADV = rf"(?:(?:{insults.ADVERB_RE}|a|an|the|such an?)[\s,]+){{0,5}}"
MORE = rf"(?:(?:{insults.INTENSIFIER_RE}|{ADJ})[\s,]+(?:and\s|little\s)?){{0,4}}"
# "useless at golf", "weak argument": no attack
GOES_ON = (
    r"\s(?:enough|of you|to (?:see|hear|know|say|think|have|get|be|do)|for|about|"
    r"with (?:worry|tiredness|grief)|if|idea|question|point|thing|excuse|argument|time|"
    r"at (?:maths|names|golf|exams))"
)
# Up to two words of any kind before a noun: "militant man-hating cows".
ANY = (
    r"(?:(?!(?:not|in|on|at|by|from|of|for|to|with|the|as|like|being|than|no|never|made|treated|"
    r"called|seen|told|paid|afraid|scared|surrounded|dealing|about|and|but|who|that|if|"
    r"when|because|"
    r"or)\b)[a-z-]+,?\s){0,2}"
)
# An insult, with its adverbs and adjectives; an adjective may stand alone.
INSULT = (
    rf"(?:{ADV}{MORE}(?:{NOUN})\b|{ADV}{ANY}(?:{OF_PEOPLE}|cows)\b|{ADV}(?:{ADJ})\b(?!{GOES_ON}))"
)
BE = (
    r"(?:'s|\sis|\sare|'re|\swas|\swere|\shas always been|\shas been|\shave always been|"
    r"\sis being|\slooks like|\slook like|\sseems?|\smust be|\ssounds? like|\sreally is|"
    r"\sreally are|\sremains?|\?|:|,)"
)
POINTED = (
    r"(?:bitch|cunt|whore|slut|slag|idiot|moron|imbecile|scumbag|wanker|twat|arsehole|"
    r"asshole|dickhead|"
    r"bastard|motherfucker|fuckwit|retard|faggot|dumbass|jackass|douchebag|tosser|"
    r"fuckhead|shithead)"
)
AT_YOU = re.compile(
    rf"\b(?:you|u|ya|yous)(?:(?:'re|\sare|\sr|(?:'ve|"
    rf"\shave)(?=\s(?:always\s)?been\b))?(?:\s(?:been|always|all|people|lot|guys|"
    rf"and your\s\w+|really|must be|sound like|look like|seem like|seem to be|both|are|"
    rf"being|were))*\s{INSULT}|\s{MORE}(?:{VICIOUS})\b)"
    rf"|\bare you (?:really\s|just\s|all\s|always\s|naturally\s|completely\s|a\s|an\s|"
    rf"actually\s|that\s|so\s|this\s)*(?:{ADJ}|{NOUN})\b"
)
AT_ROLE = re.compile(
    rf"\b(?:(?:the|our|my|this|that|their|your|his|her|these|those|some|all|every|most|"
    rf"both|you)\s(?:[\w'-]+\s){{0,3}}?)?(?P<role>{PERSON_RE})\b(?:\s(?:in|on|at|from|of|"
    rf"we have|we've got|who|called|round here|here|i work with|upstairs|"
    rf"for)(?:\s[\w'&-]+){{0,3}})?{BE}\s?{INSULT}"
)
# Whether the first word is a name is looked up afterwards, see `_of_nobody`.
AT_NAME = re.compile(
    rf"\b(?P<name>{TITLED_RE}|[a-z][a-z'-]+)(?:\s(?!is\b|are\b|was\b|were\b)"
    rf"(?P<last>[a-z'-]+))?"
    rf"(?:,?\s(?:the|our|my)\s(?:\w+\s)?{ROLE_RE})?(?:\s(?:on|in|at|"
    rf"from)\s(?:the\s)?\w+(?:\s\w+)?)?"
    rf"(?P<be>{BE})\s?(?:{ADV}{MORE}(?:{OF_PEOPLE}|(?P<mild>{NOUN}))\b|"
    rf"{ADV}(?P<adj>{ADJ})\b(?!{GOES_ON}))"
)
AT_THEM = re.compile(
    rf"\b(?P<they>he|she|they|who)(?:{BE})\s?(?:{ADV}{MORE}(?:{NOUN})\b|"
    rf"(?:{ADV})(?P<adj>useless|pathetic|incompetent|brainless|brain-?dead|clueless|"
    rf"moronic|idiotic|worthless|spineless|gutless|stupid|dim|thick as \w+|"
    rf"pig[- ]ignorant|vile|evil|a disgrace|bone idle|dumb)\b(?!\s(?:at|with|for|to|"
    rf"enough|{THINGS})))"
)
# useless registrar, idiot manager, the idiots in radiology, some moron in pharmacy
BEFORE_ROLE = re.compile(
    rf"\b(?:{MORE}(?:{ADJ})|idiot|moron|imbecile|cretin|clown|fuckwit|bastard|muppet|"
    rf"wanker|shit|crap)(?:,?\s(?:and\s)?(?:{ADJ}|{insults.INTENSIFIER_RE}|young|old|"
    rf"little|male|female))*\s(?P<role>{ROLE_RE}|woman|man|girl|boy|people|human being|"
    rf"human)\b(?!\s?(?:{THINGS}|ratio|numbers?|cover|advice|plan|decision|idea|culture|"
    rf"behaviour|contract|gap|rota))"
)
WHAT_A = re.compile(
    rf"\bwhat an? {MORE}(?:{NOUN}|specimen|creature|excuse for an? \w+|piece of work) "
    r"(?:you|he|she|that \w+|this \w+|dr \w+) (?:are|is|was)\b"
)
YOU_SORT = re.compile(
    rf"\byou {MORE}(?:{ADJ}|sad|big|silly|nasty) (?:little |old |young )?(?:man|woman|"
    rf"boy|girl|person|"
    rf"specimen|creature|child|thing|people|lot)\b|\byou (?:{ADJ}|sad|silly) (?:old |"
    rf"little )?(?:{NOUN})\b"
)
WHOEVER = re.compile(rf"\bwhoever\b[^.!?\n]{{1,50}}\s(?:is|was)\s{ADV}{MORE}(?:{NOUN})\b")
IN_PLACE = re.compile(
    rf"\b(?:the|these|those|some|another|a bunch of|bunch of|which|that|this|any|you|"
    rf"complete|absolute|"
    rf"total|utter|bloody|fucking|such|what|what an?|"
    rf"utter)\s{MORE}(?:{OF_PEOPLE})\s(?:in|on|at|from|of|running|who (?:run|runs|works?|"
    rf"calls?|passes)|masquerading|pretending|behind|called|like (?:him|her|you|them|"
    rf"that))\b"
)
# Words that can only mean people: with a pointing word, or many at once, they need no other target.
DESPISED = re.compile(
    rf"\b(?:these|those|this|that|you|your|ur|such|fucking|bloody|stupid|dumb|ignorant|"
    rf"little|fat|lying|"
    rf"dirty|ugly|crazy|nasty|silly|dis|pathetic|absolute|complete|total|"
    rf"utter)\s{MORE}(?:{POINTED})s?\b"
    rf"(?!\s?(?:proof|{THINGS}))|\b(?:{POINTED}s|bitches|dumbasses|jackasses)\b(?! guide)"
)
EXCLAIMED = re.compile(
    rf"(?:^|[.!?\n]\s{0, 3})(?:sorry,?\sbut\s)?(?:what\s(?:an?\s)?)?{MORE}(?:{VICIOUS}|"
    rf"(?:muppets|clowns|fools?|losers?|hypocrites?|liars?|"
    rf"cowards?))\b(?:,?\s(?:every one of them|the lot of (?:them|you)|all of (?:them|"
    rf"you)|the pair of (?:them|you)|both of (?:them|you)))?(?=\s{0, 3}(?:[.!?\n]|$))"
)
SENT_OFF = re.compile(
    r"(?:^|[.!?\n,]\s{0,3}|\b(?:then|just|so|please|and|you can(?: all)?|they can(?: all)?|"
    r"he can|she can|why don't you|oh|kindly)\s)(?:fuck off|piss off|f off|sod off|"
    r"bugger off|get lost|get stuffed|get fucked|drop dead|eat shit|go to hell|"
    r"burn in hell|rot in hell|shut (?:the fuck )?up|shut your (?:\w+ )?(?:mouth|face|"
    r"gob|trap|hole|stupid mouth)|stfu|gtfo|kiss my arse|suck my \w+|screw you|bite me|"
    r"choke on it|do one)\b"
    r"|\bfuck (?:you|u|him|her|them(?! all up)|the lot of (?:you|them)|your)\b|"
    r"\bscrew (?:you|him|her) (?:all)?|\bgo fuck (?:yourself|yourselves|himself|"
    r"herself)\b"
)
# Contempt without an insult's word.
FIGURES = re.compile(
    r"\b(?:not fit to be (?:called )?an? \w+|imagine being so (?:thick|stupid|dim|dense|useless)|"
    r"(?:an? )?bunch of (?:\w+ )?(?:monkeys|clowns|idiots|children|apes|amateurs|cowboys|muppets|"
    r"weirdos|animals)|\w+ (?:his|her|their|your|its) way out of a (?:wet )?paper bag|"
    r"you(?:'re| are) embarrassing yourself|(?:all|nothing but) ego\b|buy their degrees|"
    r"bought (?:his|her|their|your) degrees?|hand in your (?:licence|registration|"
    r"badge)|go back to (?:medical|med|"
    r"nursing|primary|nursery) school|learn (?:how )?to read|(?:disgrace|embarrassment|"
    r"insult) to (?:the|your|our|this) (?:profession|specialty|college|department|nhs|"
    r"human race|species)"
    r"|you make me (?:sick|want to (?:vomit|puke|throw up))|you(?:'re|"
    r" are) (?:sick in the head|disgusting|a nobody|not fit|what'?s wrong with|"
    r"the reason|everything that'?s wrong)|you disgust me|(?:nobody|no one) (?:likes|"
    r"wants|asked|cares about|respects|can stand) (?:you|him|her)\b(?! to| for)|"
    r"(?:everybody|everyone|whole \w+) (?:hates|despises|laughs at|"
    r"is laughing at) (?:you|him|her)"
    r"|people like (?:you|him|her|that) (?:are|is|should|shouldn't|ruin|kill|make)|"
    r"brains? of an? \w+|has the (?:empathy|charm|intellect|personality|warmth|manners|"
    r"bedside manner|skill) of an? \w+|if brains were \w+|met more intelligent \w+|"
    r"(?:people|they're|he's|she's|you're|who are|doctors|gps|nurses|all) too (?:stupid|thick|dim|"
    r"dumb|lazy) (?:for|to)|(?:wants?|needs?|deserves?|could do with) a (?:good )?(?:slap|kicking|"
    r"smack)|(?:ugly|mad|daft) as (?:sin|the patients|a \w+)|"
    r"you(?:'re| are) the (?:kind|sort|type) of (?:doctor|person|nurse|"
    r"surgeon) who (?:kills?|harms?|"
    r"ruins?)|put a sock in it|shame on you|brain the size of|wouldn't (?:let|"
    r"trust) (?:him|her|one|them|"
    r"you|that \w+|an? \w+) (?:to )?(?:anywhere )?(?:treat|near|touch|with|look after|"
    r"operate on) (?:my|a) (?:\w+ )?(?:dog|cat|hamster|goldfish|pet|guinea pig|"
    r"worst enemy)|couldn't (?:find (?:his|her|their|your|its) (?:own )?(?:arse|ass|"
    r"backside)|diagnose (?:a|death)|run a (?:bath|whelk|tap)|organise a piss|"
    r"pour piss)|(?:both|two) brain cells|half a brain(?: cell)?|(?:one|"
    r"single) brain ?cell"
    r"|don't deserve to (?:call (?:your|him|her)sel\w+|be (?:a|called a) (?:doctor|"
    r"nurse|surgeon|consultant|gp))|(?:how|why) (?:on earth |the hell |"
    r"the fuck )?(?:did )?(?:he|she|you|they|this \w+) (?:ever |even )?(?:(?:passed|"
    r"pass|got through|get through) (?:finals|med(?:ical)? school|(?:his|her|your|"
    r"their) (?:exams|finals)|at all|is beyond me)|qualified\b|qualify\b|got a licence|"
    r"get a licence)|(?:is|are) beyond me how (?:he|she|they)|who let (?:you|him|her|"
    r"this \w+) (?:into|near|out)"
    r"|(?:crawl|slither) back (?:under|into|to)|grow (?:a pair|some balls|a spine)|"
    r"man up,? you|failed (?:doctors|medics|surgeons|nurses)|wannabe doctors?|"
    r"playing (?:at )?doctors?|(?:sit|sits|sitting) on (?:his|her|their) (?:fat |"
    r"lazy )?arses?|does? (?:sod|fuck|bugger|naff) all\b|arse[- ]?licking|up (?:his|her|"
    r"their|your) own (?:arse|ass|backside)|thick as (?:mince|shit|pigshit|"
    r"two short planks|two planks|a plank)|dumb as \w+|dim as \w+|stupid cow|"
    r"silly (?:cow|bitch)|old (?:hag|cow|bat|witch)|fat (?:cow|bitch|pig|bastard)"
    r"|should (?:have been|be) (?:pensioned off|drowned at birth|aborted|sterilised|"
    r"put out to grass|struck off and|sectioned|locked up)|your (?:mum|"
    r"mother) (?:should|must|was))\b"
)
# Names written small and everyday words look alike; these are no targets.
NOT_MEANT = re.compile(
    r"\b(?:idiot[- ]?proof|idiot'?s guide|useful idiots?|village idiot|any (?:idiot|"
    r"fool|moron)|(?:idiot|moron|fool|muppet|clown|genius)s? (?:who|that) (?:designed|"
    r"wrote|built|thought|came up|invented|signed|decided|installed|approved)|"
    r"no (?:fool|joke)|fool(?:'s)? (?:gold|hardy)|poor (?:patient|lad|lady|man|woman|"
    r"chap|girl|boy|soul|old|doctor)|joke(?:s)? (?:about|aside)|a joke (?:about|i|that)|"
    r"lame duck|guinea pigs?|lab rats?|dirty (?:wound|needle|utility|bomb)|weak (?:acid|"
    r"opioid|argument|evidence|legs?|arm))\b"
)
# Said to somebody's face or of somebody by name, these wait for a moderator.
GRAVE = re.compile(
    r"\b(?:fucking?|cunts?|scum(?:bags?)?|vermin|whores?|sluts?|slags?|bitch(?:es)?|motherfuckers?|fuckers?|"
    r"subhumans?|degenerates?|retards?|(?:piece|sack)s? of (?:shit|filth|crap)|filth)\b"
)
NO_NAMES = frozenset(
    "i it this that these those there here what who which he she they we you "
    "everything nothing something "
    "someone somebody anyone anybody everyone everybody nobody life work today "
    "tomorrow yesterday and but so "
    "or if when where why how not no yes all some most many people is are was were the "
    "a an my our your his her "
    "their medicine nights nhs epic lorenzo gmc bma nice hee management only even "
    "being monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
OF_PERSONS = frozenset(
    "stupid incompetent brainless clueless moronic idiotic spineless gutless lazy "
    "ignorant arrogant evil "
    "vile cowardly dishonest corrupt bigoted dumb delusional deranged unhinged senile "
    "pathetic".split()
)
WHY = (
    "This attacks a person rather than what they did or said; readers will see the attack "
    "and miss the point."
)


@detector(version=1, listens=True)
def find(page: Page, known: Known) -> Iterator[Mark]:
    text = page.text
    for pattern, score in (
        (AT_YOU, 0.85),
        (AT_ROLE, 0.8),
        (AT_NAME, 0.8),
        (AT_THEM, 0.7),
        (BEFORE_ROLE, 0.75),
        (WHAT_A, 0.75),
        (YOU_SORT, 0.75),
        (WHOEVER, 0.65),
        (IN_PLACE, 0.75),
        (DESPISED, 0.6),
        (EXCLAIMED, 0.65),
        (SENT_OFF, 0.8),
        (FIGURES, 0.7),
    ):
        for found in pattern.finditer(text):
            start, end = _trimmed(found)
            if NOT_MEANT.search(text, max(0, start - 12), min(len(text), end + 24)):
                continue
            if pattern is AT_NAME and _of_nobody(page, found):
                continue
            if excused(text, start, end) or _of_a_thing(text, found):
                continue
            grave = pattern in (AT_YOU, AT_NAME) and GRAVE.search(found[0])
            yield Mark("abuse", start, end, score, WHY, Action.HOLD if grave else Action.FLAG)


def _trimmed(found: re.Match[str]) -> tuple[int, int]:
    """Without the stop that began the match."""
    start = found.start() + len(found[0]) - len(found[0].lstrip(".!?,; \n"))
    return start, found.end()


def _of_nobody(page: Page, found: re.Match[str]) -> bool:
    """Whether what is insulted is no person's name: a title, a first name, or a capital that
    nothing else explains, with words that fit people alone."""
    name = found["name"]
    if name.endswith("'s"):
        return True
    if " " in name or (name in FIRST_NAMES and (name not in ALSO_WORDS or _capital(page, found))):
        return False
    if not _capital(page, found) or name in NO_NAMES or found["be"] in "?:,":
        return True
    if found["last"] and not page.original[page.starts[found.start("last")]].isupper():
        return True
    return found["mild"] is not None or (found["adj"] or "moronic") not in OF_PERSONS


def _capital(page: Page, found: re.Match[str]) -> bool:
    return page.original[page.starts[found.start("name")]].isupper()


def _of_a_thing(text: str, found: re.Match[str]) -> bool:
    """Whether the insult goes on to a thing: 'stupid computer', 'the registrar's useless bleep'."""
    return (
        re.match(rf"(?:'s)?\s(?:\w+\s)?{THINGS}\b", text[found.end() : found.end() + 30])
        is not None
    )
