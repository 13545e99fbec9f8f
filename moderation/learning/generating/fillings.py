"""What fills the gaps of `frames`: names, places, numbers with their check digits, dates."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from moderation.detectors.words import words

from .blocks import lines

FORENAMES = (
    "Aderinsola Agnieszka Alasdair Alwyn Amandeep Aneurin Anneliese Bertram Bláthnaid Blodwen "
    "Brenda Bronagh Callum Carys Cedric Chidinma Clodagh Cyril Darragh Deirdre Delroy Dilip "
    "Doreen Dorota Edna Eilidh Elspeth Enid Ewan Fatoumata Fergus Ffion Fionnuala Gethin Glenys "
    "Gulsen Gurpreet Gwendoline Hamza Harjit Hortense Howard Ifeoma Imtiaz Ingrid Iqra Ivor "
    "Jadwiga Jayden Jermaine Kamala Keziah Krzysztof Lakshmi Leighton Lesley Mairead Marjorie "
    "Maureen Mavis Meera Mehmet Mohammed Morag Muriel Nasreen Neville Nkechi Olufemi Olwen Oonagh "
    "Orla Padraig Parminder Perpetua Phyllis Queenie Rashida Reginald Rhiannon Roisin Rosalind "
    "Rupert Sabiha Saoirse Seamus Shanice Shirley Siobhan Stanislaw Sunita Tamsin Temitope "
    "Terence Trevor Tyrone Ulrika Vera Vikram Wayne Winifred Yetunde Yusuf Zainab Zofia Margaret "
    "Susan Karen David Peter Kevin Tracey Sharon Dean Gary"
).split()
SURNAMES = (
    "Abernethy Achebe Adeyemi Ahmed Aldridge Armitage Arkwright Bakare Banerjee Barraclough Begum "
    "Blenkinsop Boateng Braithwaite Buchanan Cadwallader Campbell Chaudhry Chowdhury Cleverley "
    "Crabtree Dabrowski Dalgleish Desai Dhaliwal Donoghue Drinkwater Duckworth Eccleston "
    "Entwistle Eze Fairweather Farooqi Featherstone Flaherty Fotheringham Galloway Ganguly "
    "Gilchrist Greenhalgh Grzelak Haddad Hargreaves Heptinstall Hosseini Hussain Igwe Inskip Iyer "
    "Jankowski Jarvis Kaczmarek Kapoor Keane Khatun Kowalczyk Lamptey Levene Llewellyn Longbottom "
    "MacAllister Macpherson Mahmood Malik McGlinchey McSherry Mensah Mistry Mulligan Murgatroyd "
    "Nakamura Ndlovu Nowicki O'Hanlon O'Shaughnessy Oakeshott Obi Ogunleye Olubunmi Osei Ormerod "
    "Pargeter Patel Pendlebury Penhaligon Postlethwaite Prendergast Qureshi Ramsbottom Redfern "
    "Rosenbaum Sangha Satterthwaite Shufflebotham Sidebottom Singh Skelhorn Sowerby Subramaniam "
    "Szymanski Tattersall Thistlethwaite Tremayne Uppal Vaughan-Lloyd Venkataraman Wadsworth "
    "Whitehouse Wigglesworth Wojcik Yeoh Zielinski"
).split()
TOWNS = words("""
    Accrington, Aberdare, Ballymena, Barnsley, Bideford, Bishop's Stortford, Blyth, Boston,
    Bridlington, Burnley, Bury St Edmunds, Carmarthen, Coleraine, Crewe, Dumfries, Elgin,
    Fraserburgh, Goole, Hexham, Kettering, Kirkcaldy, Lowestoft, Maesteg, Matlock, Newry, Oban,
    Penzance, Rhyl, Scunthorpe, Stornoway, Strabane, Thurso, Whitehaven, Wick, Wisbech, Worksop,
    Wrexham, Yeovil
""")
HOSPITALS = words("""
    Royal Albert Infirmary, Pinderfields, Ysbyty Gwynedd, Raigmore, Craigavon Area Hospital,
    Musgrove Park, Leighton Hospital, Northwick Park, the Conquest, Whiston, St Helier, Queen
    Elizabeth Hospital Gateshead, Altnagelvin, Borders General, Withybush, the Great Western, the
    RVI, Treliske
""")
JOBS = words("""
    the lollipop man, the only farrier, a lighthouse keeper, the parish organist, a retired county
    cricketer, the local MP's brother, a bell-ringer at the cathedral, the town crier, a trawler
    skipper, the headteacher of the primary, a professional darts player, a serving police
    inspector, the mayor, a lifeboat coxswain, a jockey, the vicar of the next parish, the
    postmistress, an Olympic rower, a weather presenter, a rugby league prop
""")
DISEASES = words("""
    Erdheim-Chester disease, fibrodysplasia ossificans progressiva, stiff person syndrome, Alport
    syndrome, hereditary angioedema, Susac syndrome, moyamoya disease, acute intermittent
    porphyria, necrotising autoimmune myopathy, Whipple's disease, Creutzfeldt-Jakob disease,
    Fabry disease, primary pulmonary angiosarcoma, tetanus, leptospirosis, rabies, cystic
    echinococcosis, Gorham-Stout disease, pemphigus vegetans, anti-NMDA receptor encephalitis
""")
RARITY = words("""
    ⟦rarity:only the second in Scotland⟧, ⟦rarity:the only case in the county⟧, ⟦rarity:one of six
    in the UK⟧, ⟦rarity:only one our region has ever seen⟧, ⟦rarity:the third reported worldwide⟧
""")
FAMILY = words("""
    ⟦family:one of triplets⟧, ⟦family:a mother of seven⟧, ⟦family:whose twin works here⟧,
    ⟦family:father of quads⟧, ⟦family:the eldest of nine⟧, ⟦family:whose identical twin died last
    year⟧
""")
ORIGIN = (
    "Somali,Polish,Hasidic,Romanian,Kurdish,Eritrean,Irish Traveller,Vietnamese,Sikh,Yemeni".split(
        ","
    )
)
DAYS = lines("""
    last Tuesday
    on Boxing Day
    on Saturday night
    yesterday morning
    last Thursday afternoon
    on New Year's Eve
    on Monday
    the day before yesterday
    on Good Friday
    last night
    on 14 March
    on the 3rd of June
""")
EVENTS = lines("""
    ⟦death:The inquest opens next week.⟧
    ⟦death:It was all over the local paper.⟧
    ⟦death:The funeral was on the regional news.⟧
    ⟦death:It made the front page of the Gazette.⟧
    ⟦death:The family have gone to the ombudsman.⟧
    ⟦death:It was on BBC news that evening.⟧
""")

ROADS = words("""
    Hawthorn Avenue, Mill Lane, Church Road, St Cuthbert's Close, Victoria Terrace, Larkspur
    Drive, Station Road, Beech Grove, Gasworks Street, The Crescent, Ormeau Gardens, Heol y Bryn,
    Queensway, Sandpiper Court
""")
PREFIXES = "JK NX PB SW CE WM HA LR".split()


def filling(key: str, rng: random.Random) -> str:
    """For one gap: "d8" is eight figures, the others are named in FILLINGS."""
    if key[0] == "d" and key[1:].isdigit():
        return _digits(rng, int(key[1:]))
    return FILLINGS[key](rng)


def _digits(rng: random.Random, size: int) -> str:
    return str(rng.randrange(1, 10)) + "".join(str(rng.randrange(10)) for _ in range(size - 1))


def _checked(first: str, rng: random.Random) -> str:
    """Ten digits with the check digit of NHS, CHI and H&C numbers (modulus 11)."""
    while True:
        nine = first + "".join(str(rng.randrange(10)) for _ in range(9 - len(first)))
        check = (
            11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
        ) % 11
        if check < 10:
            return nine + str(check)


def _nhs(rng: random.Random) -> str:
    number = _checked(rng.choice("4679"), rng)
    shape = rng.choice(("{}{}{}", "{} {} {}", "{}-{}-{}", "{}.{}.{}", "{} {}{}"))
    return shape.format(number[:3], number[3:6], number[6:])


def _chi(rng: random.Random) -> str:
    number = _checked(_birthday(rng).strftime("%d%m%y"), rng)
    return rng.choice((number, f"{number[:6]} {number[6:]}", f"{number[:6]}-{number[6:]}"))


def _birthday(rng: random.Random) -> date:
    return date(1928, 1, 1) + timedelta(days=rng.randrange(33_000))


def _written(day: date, rng: random.Random) -> str:
    shape = rng.choice(
        (
            "%d/%m/%Y",
            "%d/%m/%y",
            "%d.%m.%Y",
            "%d-%m-%Y",
            "%d %B %Y",
            "%d %b %Y",
            "%Y-%m-%d",
            "%d%b%Y",
        )
    )
    return day.strftime(shape)


def _event(rng: random.Random) -> str:
    day = date(2023, 1, 1) + timedelta(days=rng.randrange(1200))
    shape = rng.choice(("%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y", "%d.%m.%y"))
    return day.strftime(shape)


def _letters(rng: random.Random, size: int) -> str:
    return "".join(rng.choice("ABCDEFGHJKLMNPRSTUVWXY") for _ in range(size))


def _mrn(rng: random.Random) -> str:
    return rng.choice(("", "", "K", "X", "RJ", "A")) + _digits(rng, rng.choice((6, 7, 8)))


def _lab(rng: random.Random) -> str:
    return rng.choice(
        (
            f"{_digits(rng, 2)}H{_digits(rng, 6)}",
            f"{_digits(rng, 2)}/{_digits(rng, 5)}",
            _digits(rng, 8),
        )
    )


def _postcode(rng: random.Random) -> str:
    area = rng.choice("LA BB PR HX BT LL EH SA TR PE DN CF".split())
    inward = "".join(rng.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
    return f"{area}{rng.randrange(1, 30)} {rng.randrange(1, 10)}{inward}"


def _ni(rng: random.Random) -> str:
    pairs = [_digits(rng, 2) for _ in range(3)]
    gap = rng.choice((" ", ""))
    return gap.join([rng.choice(PREFIXES), *pairs, rng.choice("ABCD")])


def _mobile(rng: random.Random) -> str:
    rest = _digits(rng, 8)
    return rng.choice(
        (f"07{rest[0]}{rest}", f"07{rest[:3]} {rest[3:]}{rest[0]}", f"+44 7{rest[:3]} {rest[2:]}")
    )


def _telephone(rng: random.Random) -> str:
    area = rng.choice("01254 01772 01422 01744 01934 01872".split())
    return rng.choice((f"{area} {_digits(rng, 6)}", f"({area}) {_digits(rng, 6)}"))


def _age(rng: random.Random) -> str:
    years = rng.randrange(3, 89)
    return str(years) + rng.choice((" year old", "yo", "-year-old", "M", "F", " y/o"))


FILLINGS: dict[str, Callable[[random.Random], str]] = {
    "f": lambda rng: rng.choice(FORENAMES),
    "l": lambda rng: rng.choice(FORENAMES[-10:]).lower(),
    "F": lambda rng: rng.choice(FORENAMES).upper(),
    "s": lambda rng: rng.choice(SURNAMES),
    "S": lambda rng: rng.choice(SURNAMES).upper(),
    "i": lambda rng: rng.choice("ABCDEFGHJKLMNPRSTW"),
    "h": lambda rng: rng.choice(FORENAMES).lower() + rng.choice(SURNAMES).lower().replace("'", ""),
    "t": lambda rng: rng.choice(TOWNS),
    "n": lambda rng: str(rng.randrange(2, 90)),
    "ward": lambda rng: f"{rng.randrange(2, 40)}{rng.choice('AB')}",
    "road": lambda rng: rng.choice(ROADS),
    "hosp": lambda rng: rng.choice(HOSPITALS),
    "job": lambda rng: rng.choice(JOBS),
    "rare": lambda rng: rng.choice(DISEASES),
    "rarity": lambda rng: rng.choice(RARITY),
    "family": lambda rng: rng.choice(FAMILY),
    "event": lambda rng: rng.choice(EVENTS),
    "o": lambda rng: rng.choice(ORIGIN),
    "day": lambda rng: rng.choice(DAYS),
    "age": _age,
    "nhs": _nhs,
    "chi": _chi,
    "hc": lambda rng: _checked(str(rng.randrange(320, 400)), rng),
    "mrn": _mrn,
    "lab": _lab,
    "dob": lambda rng: _written(_birthday(rng), rng),
    "full": _event,
    "pc": _postcode,
    "mob": _mobile,
    "tel": _telephone,
    "ni": _ni,
    "plate": lambda rng: f"{_letters(rng, 2)}{rng.randrange(10, 74)} {_letters(rng, 3)}",
    "ser": lambda rng: f"{_letters(rng, 3)}{_digits(rng, 6)}",
}
