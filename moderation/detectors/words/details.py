"""Details that are harmless one by one: patterns and phrases by kind, over text in lower case."""

import re

from . import rarities
from .lexicon import Lexicon

PEOPLE = (
    r"(?:patient|pt|man|woman|lady|ladies|gentleman|gent|lad|girl|boy|chap|bloke|baby|"
    r"toddler|child|"
    r"kid|teenager|infant|neonate|female|male|guy|mum|dad|mother|father|student|refugee|"
    r"asylum seeker|couple|family|twins?|triplets?)"
)
WORD_AGES = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"

EXACT_AGE = (
    r"\b(?:\d{1,3}(?:[- ]?(?:year|yr|month|week)s?[- ]old|\s?(?:yo|y/o|yrs?)\b)|aged\s\d{1,3}\b|"
    rf"(?:he|she)(?:'s|\sis|\swas)\s(?:only\s|just\s)?(?:\d{{1,3}}|{WORD_AGES})(?=[ ,.;]|$)"
    r"(?!\s?(?:%|mg|kg|cm|min|hour|day|week|month|and on|stone|on\b))|"
    rf"{WORD_AGES}[- ](?:year|month)s?[- ]old)"
    r"|^(?P<start>\d{2,3}),\s|(?:mum|dad|mother|father|pt|patient|lad|girl|woman|man|"
    r"lady),?\s(?P<of>\d\d)(?=[,.])"
    r"|,\s(?P<bare>1?\d{1,2})(?=,\s|\s?\.\s|\s?\.$|\sand\s)|\.\s(?P<alone>1?\d\d)(?=,\s|\s?\.$)"
)
ORIGIN = (
    r"\bjehovah'?s witness\b|\bjw\b(?=,)|\b(?:from|fled|born in|grew up in)\s(?:poland|somalia|"
    r"nigeria|ghana|syria|ukraine|romania|lithuania|latvia|eritrea|iran|iraq|afghanistan|sudan|"
    r"albania|jamaica|sri lanka|bangladesh|pakistan|india|china|vietnam|zimbabwe|the philippines)\b"
)
WARD = (
    r"\b(?:bed|bay|side ?room|cubicle|s/r)\s?(?:no\.?\s?)?\d{1,2}[a-z]?\b|"
    r"\bward\s?[a-z]?\d{1,3}[a-z]?\b|\bthe same bay\b"
)
TIME = (
    rf"\b(?:last night|yesterday|this (?:morning|afternoon|evening)|tonight|(?:on|last|this|"
    rf"next|since) {DAYS}(?:'s)?|"
    rf"{DAYS} (?:\d\d?(?:am|pm)|night|morning|afternoon|evening)|(?:at|over|this|"
    rf"last) (?:the )?weekend|last week|(?:on )?(?:christmas|boxing|new year's|"
    r"easter|palm|remembrance|mothering)(?: day| eve| sunday| monday)|good friday|the day before "
    r"yesterday|(?:on|at|over) (?:hogmanay|halloween|bonfire night|eid|diwali|"
    r"st \w+'s (?:night|day)|ramadan|pancake day|burns night|christmas|new year)|"
    r"(?:after|during|before|at) the (?:derby|match|final|parade|storm|floods?|marathon|fireworks|"
    r"regatta|gala|carnival|fair|wedding|riots?)|the (?:week|night|weekend) of the|"
    r"on the \d{1,2}(?:st|nd|rd|th)\b|on \d{1,2}(?:st|nd|"
    r"rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*)\b"
)
STAFF = (
    r"\b(?:nurse|sister|porter|midwife|receptionist|doctor|consultant|registrar|matron|cleaner|hca|"
    r"secretary|pharmacist|physio) (?:on|from|in|at) (?:our|my) own (?:ward|unit|practice|"
    r"department|"
    r"hospital|team)\b|"
    r"\bone of our own(?: \w+)? (?:in|is|was|has|tonight|admitted|took|on)\b|"
    r"\bone of our own (?:f[12]s?|sisters|nurses|regs?)\b|"
    r"\bour (?:\w+ )?(?:porter|nurse|sister|matron|consultant|registrar|secretary|"
    r"receptionist|cleaner|midwife|sho|f1) (?:is|was|has been) (?:now )?(?:in (?:bay|"
    r"bed|resus|icu|itu|cubicle)|admitted|on (?:the )?ward|a patient)\b|"
    r"\b(?:(?:one of )?our own (?:\w+ )?(?:sisters?|nurses?|consultants?|registrars?|"
    r"doctors?|staff|trainees?|midwives|midwife|anaesthetists?|colleagues?)|(?:the other|"
    r"another|one of (?:my|our|the)|a) (?:\w+ )?(?:anaesthetist|consultant|registrar|nurse|"
    r"sister|colleague|surgeon|gp|trainee|f1|f2|sho|midwife|radiologist|porter|"
    r"matron)s?(?:\s\w+){0,5}? (?:has come in|came in|admitted|as a patient|overdosed|"
    r"is now a patient|is my patient|registered with (?:us|me)|under our care)|(?:works|"
    r"worked) (?:here|in this hospital|on (?:this|our) ward|in our (?:trust|department))|"
    r"(?:is|was) (?:a|an) (?:\w+ )?(?:doctor|nurse|consultant|surgeon|anaesthetist|midwife|"
    r"gp) (?:here|at this (?:trust|hospital)|in our (?:trust|department)))\b"
)
FAMILY = (
    r"\b(?:twins?|triplets?|quadruplets?|quads\b|adopted|foster(?:ed| child| mum| carer)|"
    r"surrogate|(?:mother|father|mum|dad) of (?:three|four|five|six|seven|eight|nine|ten|"
    r"\d{1,2})|(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:child|baby|"
    r"pregnancy)|only child|(?:wife|husband|son|daughter|brother|sister|partner) (?:also |"
    r"had |has )?(?:died|was killed|killed|hanged|drowned)|lost (?:a|his|her|their) (?:son|"
    r"daughter|wife|husband|boat crew|brother|sister|twin|baby)|one lost|(?:wife|husband|"
    r"son|daughter|sister|brother|mother|father|partner) (?:is|was) (?:a|an|the) \w+|"
    r"(?:the )?(?:eldest|youngest|second|third|last|one|middle) of (?:three|four|five|six|seven|"
    r"eight|"
    r"nine|ten|eleven|twelve|\d{1,2})(?= |[.,;)])(?! (?:us|the|these|our|them|which|whom|"
    r"patients|cases))|"
    r"mother an? (?:\w+)|found by (?:his|her) (?:\w+)|(?:wife|husband|son|daughter) of|"
    r"(?<!his)(?<!her)(?<!their) [a-z]+'s (?:wife|husband|widow))\b"
)
OFFENCE = (
    r"\b(?:(?:straight |released |came )from (?:prison|custody)|prison(?:er)?|"
    r"police custody|in custody|on remand|handcuff\w*|convict(?:ed|ion)|on trial|"
    r"arrested for|charged with|sex work(?:er)?|sex offender|drug dealer|county lines|"
    r"body[- ]pack\w*|smuggl\w+|murder(?:ed|er)?|rap(?:ed|ist)|asylum seeker|trafficked|"
    r"bail hostel)\b"
)
APPEARANCE = (
    r"\btattoo(?:s|ed)?\b|\bbirthmark\b|\bglass eye\b|\bscar (?:across|down|on) (?:his|her|"
    r"the) (?:face|cheek|forehead)\b|\b(?:2[2-9]\d|3\d\d)\s?kg\b|"
    r"\b(?:six|seven) (?:foot|feet)\b(?=.{0,30}(?:man|lad|patient|pt|bloke|chap|\w+er\b))|"
    r"\bfull[- ]face (?:tattoo|spider)|\bdreadlocks\b|\bwooden leg\b|"
    r"\bbmi (?:of )?(?:[6-9]\d)\b|\b(?:6 ?(?:ft|foot|') ?(?:[6-9]|1[01])|7 ?(?:ft|foot))\b|"
    r"\bdwarfism\b|\balbino\b|\bone[- ](?:legged|armed|eyed)\b"
)
PROCESS = (
    r"\b(?:inquest|cortege|fatal accident inquiry|memorial service|death notice|obituary|"
    r"coroner(?:'s)?|(?:his|her|the) funeral|post-?mortem|(?:gone|going|complained|complaint|"
    r"taken (?:it|us)) to the (?:ombudsman|coroner|press|police|mp))\b"
)
NOTES = r"(?:^|\n)\s{0,3}dear (?:dr|colleague|doctor)\b|\bpc\s?:[^\n]{0,200}\n{1,3} {0,3}hpc\s?:"

ROAD = (
    r"\b(?:on|off|at) (?:the )?(?:[am]\d{1,4}|[a-z]+ (?:roundabout|bypass|ring road|"
    r"estate|bridge|flyover|"
    r"underpass|interchange|services))\b"
)
OF_ORIGIN = (
    rf"\s(?:(?:\w+\s)?(?:{PEOPLE}|fisherman|fishermen|worker|student|sailor|farmer|builder|chef|"
    rf"nurse|"
    r"lorry driver|labourer|site|community|ex-\w+|gurkha|crew|tourist|visitor)\b|"
    r"\d{1,2}[- ]?(?:yo\b|y/o|year))"
)
PATTERNS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("exact_age", EXACT_AGE),
        ("ward", WARD),
        ("great_age", r"\b1[01]\d(?:[ -]?(?:year|yr)s?[- ]old|\s?(?:yo|y/o|f|m)\b)|^1[01]\d,"),
        ("place", ROAD),
        ("time", TIME),
        ("unique", rarities.ONLY_ONE),
        ("known", rarities.KNOWN),
        ("news", rarities.NEWS),
        ("staff", STAFF),
        ("ethnicity", ORIGIN),
        ("family", FAMILY),
        ("offence", OFFENCE),
        ("appearance", APPEARANCE),
        ("event", rf"\b(?:{rarities.MECHANISM})"),
        ("process", PROCESS),
        ("notes", NOTES),
    )
)
PHRASES = (
    ("rare", Lexicon(rarities.RARE_CONDITIONS, tail="")),
    ("role", Lexicon(rarities.OCCUPATIONS, tail=r"s?\b")),
    (
        "ethnicity",
        Lexicon(
            rarities.ORIGINS,
            tail=OF_ORIGIN,
        ),
    ),
)
WHY = {
    "great_age": "Few people reach this age; it nearly names them.",
    "first_name": "A first name, with the rest, is enough for those around.",
    "exact_age": "An exact age; 'in her forties' says as much to a doctor.",
    "ward": "A ward or bed tells colleagues exactly who is meant.",
    "time": "A day or a night; 'recently' is enough.",
    "unique": "One of very few cases; anybody who knows of it knows who is meant.",
    "known": "Somebody whom many people know is recognised from very little.",
    "news": "What has been in the news can be looked up by anyone.",
    "staff": "A member of staff as a patient is known to everybody around.",
    "ethnicity": "Origin or religion, with the rest, narrows it down.",
    "family": "The family, with the rest, makes a story that neighbours know.",
    "offence": "An offence or an arrest leads to a court list and the local paper.",
    "appearance": "A mark or a build like this is recognised at once.",
    "event": "How it happened; an accident like this is talked about.",
    "process": "An inquest or a funeral is public.",
    "notes": "A letter or notes pasted whole carry more than you see.",
    "workplace": "Your profile says that you work there, so it says where the patient was.",
    "place": "A place of care or a town; 'a district hospital' is enough.",
    "rare": "A condition so rare that its name nearly names the patient.",
    "role": "What the patient does; 'works outdoors' or nothing at all may be enough.",
}
