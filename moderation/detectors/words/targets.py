"""At whom an insult can be aimed. Lower case; patterns allowed."""

from . import alternatives, words

# People at work, as one speaks of them.
ROLES = words("""
    med reg, registrars?, reg, regs, spr, consultants?, shos?, f1s?, f2s?, fy1s?, fy2s?,
    house officers?, housemen, houseman, trainees?, juniors?, junior doctors?, resident doctors?,
    residents?, trainers?, locums?, gps?, doctors?, docs?, medics?, surgeons?, orthopods?,
    orthopaedic surgeons?, anaesthetists?, gas ?men, intensivists?, radiologists?, pathologists?,
    microbiologists?, haematologists?, cardiologists?, neurologists?, neurosurgeons?,
    psychiatrists?, paediatricians?, obstetricians?, gynaecologists?, oncologists?, urologists?,
    dermatologists?, rheumatologists?, geriatricians?, gastroenterologists?, physicians?,
    dentists?, nurses?, matrons?, sisters?, midwives, midwife, hcas?, healthcare assistants?,
    health visitors?, nursing staff, physios?, physiotherapists?, ots?, pharmacists?, pharmacy,
    radiographers?, dietitians?, paramedics?, ambulance crews?, porters?, secretar(?:y|ies),
    receptionists?, switchboard, ward clerks?, cleaners?, social workers?, phlebotomists?, pas?,
    physician associates?, physician'?s associates?, anaesthesia associates?, aas?, acps?, anps?,
    advanced (?:nurse|clinical) practitioners?, nurse practitioners?, practice nurses?,
    practice managers?, practice partners?, managers?, management, bed managers?, site managers?,
    rota coordinators?, service managers?, ward managers?, directors?, medical directors?,
    clinical directors?, clinical leads?, chief execs?, chief executives?, ceos?, deput(?:y|ies),
    bosses, boss, supervisors?, educational supervisors?, examiners?, deans?, tpds?, partners?,
    colleagues?, students?, med students?, medical students?, professors?, profs?, coroners?,
    politicians?, health secretar(?:y|ies), ministers?, mps?, lawyers?, solicitors?, moderators?,
    mods?, posters?, op, admins?, orthop(?:ods|aedics), haematology, histopath(?:ology)?,
    oncology, gynae, obs and gynae, anaesthetics, urology, vascular, neurology, neurosurgery,
    psychiatry, paeds, icu, itu, ed, a&e, the medics, medicine on-call, hr, estates, finance,
    medical staffing, bed management, ortho, plastics, micro, radiology, cardiology,
    surgery on-call, ed (?:staff|docs?|doctors?), a&e (?:staff|docs?), team, staff, crew, shift
""")
PEOPLE = words("""
    man, woman, men, women, girl, girls, boy, boys, bloke, blokes, guy, guys, lady, ladies, lad,
    lads, person, people, chap, fellow, kid, kids, human, humans, individual, individuals, lot,
    bunch, crowd, creature, creatures, old man, old woman, specimen, commenters?, writer, author,
    reader, voters?, liberals?, conservatives?, tories, tory, republicans?, democrats?, lefties,
    leftists?, supporters?, followers, brits, yanks, americans?, canadians?, cops?, bitch,
    mother, family
""")
PATIENTS = words(
    "patients?, pts?, punters?, frequent flyers?, frequent attenders?, alcoholics?, "
    "addicts?, drunks?, diabetics?, smokers?, relatives?, mums?, mothers?, parents?, "
    "families, self-harmers?, overdosers?, old people, the elderly, the homeless, the "
    "obese, fat people, poor people, benefit claimants?, teenage mums?, drug users?, "
    "ivdus?"
)
# Things, systems and bodies: curse them as you like.
THINGS = (
    r"(?:system|systems|rota|computer|printer|software|it|epic|lorenzo|emis|systmone|"
    r"cerner|portfolio|e-?portfolio|bleep|contract|policy|policies|plan|plans|guideline|"
    r"guidelines|paper|study|article|idea|decision|question|exam|"
    r"process|trust|hospital|government|gmc|bma|nhs england|nhse|nhs|college|hee|"
    r"department|building|car park|parking|form|forms|e-?mail|e-?learning|argument|"
    r"suggestion|comment|point|rule|rules|offer|pay|deal|target|targets|protocol|"
    r"pathway|test|scan|drug|machine|thing|things|"
    r"world|country|law|media|press|show|film|book|day|shift|week|job|weather|game|team|"
    r"advice|proposal|shambles|situation|excuse|reason|remark|post|thread|joke|mistake|"
    r"error|coffee|canteen|equipment|kit|phone|phones|lift|lifts|app|website|module|"
    r"training|meeting)"
)

ROLE_RE = alternatives(ROLES)
PERSON_RE = alternatives(ROLES + PEOPLE)
PATIENT_RE = alternatives(PATIENTS)
# In normalised lower case a name cannot be told from a word, so a title or the writer's capitals
# (looked up in the page) must tell.
TITLED_RE = r"(?:(?:dr|mr|mrs|ms|miss|prof|professor|sir|sister|nurse|matron)\.?\s[a-z][a-z'-]+)"
