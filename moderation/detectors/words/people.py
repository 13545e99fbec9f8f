"""Who is no patient: colleagues, authors, public figures, cases that everyone teaches. Patterns and
names; names in lower case."""

from . import words

ROLES = (
    r"cons|consultants?|surgeons?|registrars?|spr|str|reg|sho|sas doctor|"
    r"associate specialist|locum|trainees?|trainers?|"
    r"anaesthetists?|physicians?|radiologists?|pathologists?|haematologists?|"
    r"microbiologists?|cardiologists?|neurologists?|"
    r"psychiatrists?|paediatricians?|obstetricians?|gynaecologists?|oncologists?|"
    r"urologists?|dermatologists?|"
    r"ortho\w*|ent|max ?fax|omfs|colorectal|vascular|plastics?|urology|obs|gynae\w*|"
    r"neurosurg\w*|ophthal\w*|general surg\w*|breast surg\w*|"
    r"hepatobiliary|upper gi|cardiothoracic\w*|frcs\w*|frca|mrcp|frcp|frcog|gp|gps|"
    r"partner|midwi(?:fe|ves)|matron|sister|"
    r"charge nurse|staff nurse|nurse|physio\w*|pharmacists?|dietitians?|radiographers?|"
    r"secretary|receptionist|"
    r"clinical director|medical director|chief exec\w*|ceo|chair\w*|president|dean|tpd|"
    r"head of|director|lead|"
    r"mp|minister|secretary of state|health secretary|barrister|coroner|kc|qc|judge|"
    r"solicitor|examiner|supervisor|"
    r"colleagues?|mentor|boss|fellow|professor|lecturer|author|editor|advocate|"
    r"journalist|house officer|f1|f2|fy1|fy2|manager|porter|team"
)
OWNED = (
    r"registrars?|regs?|trainees?|lists?|clinics?|firm|team|theatre|secretary|sho|"
    r"juniors?|fellows?|patients?|rota|paper|"
    r"book|lectures?|talk|group|technique|office|house officer|department|waiting list|"
    r"ward round|pa|approach|"
    r"practice|teaching|column|editorial|podcast|blog|article|argument|letter in|"
    r"handbook|career|leaving|retirement|"
    r"course|post|reply|comment|point|thread|question|advice|opinion"
)
WORKING = (
    r"operated with|operates|operating|scrubbed|kindly|taught|teaches|agreed to (?:see|"
    r"take|review|operate)|agreed|retired|published|lectures?|"
    r"argues?|wrote|writes|will see|is on[- ]call|on[- ]call|would operate|suggested|"
    r"advised|recommended|advises|suggests|reviewed|"
    r"does (?:the|a|his|her) [a-z ]{0,12}(?:lists?|clinics?|hand|hip|knee|hearts)|"
    r"trained|supervis\w+|chaired|presented (?:the|his|her|a) (?:data|paper|audit|"
    r"abstract|slides|talk)|gave a|always (?:said|told|used|taught)|"
    r"used to (?:say|teach|make us)|fixed|did the (?:op|list|case|whipple|cabg)|et al"
)
WORKPLACE = (
    r"theatres?|scrub|trainees?|deanery|appraisal|college|rota desk|job|interview|"
    r"colleagues?|department|lectures?|"
    r"conference|e-?mailed all|coffee room|mess|consultants?|leaving do|rota"
)

# Surnames that come up with a title in talk about law, politics and books.
PUBLIC_SURNAMES = frozenset(
    words("""
    streeting, hunt, javid, hancock, lansley, barclay, coffey, atkins, starmer, sunak, truss,
    johnson mp, trump, thatcher, montgomery, bolam, bolitho, gillick, sidaway, bland, pretty,
    purdy, nicklinson, diane pretty, letby, shipman, bawa-garba, chester, hedley byrne, donoghue,
    justice, speaker, chairman, president, darcy, bean, beeton, doubtfire, mcguffin, bates,
    right, nice, big, men, angry, potato, happy, perfect, universe, fix-it, pastry, kipling,
    whippy, muscle, tickle, bump, hyde, jekyll, mole, toad, men, magoo, spock, benn, burns,
    chips, ed, men, world, piggy, havisham, marple, moneypenny, congeniality, saigon, windermere,
    dalloway, robinson, tiggywinkle, brown's, christmas, claus, x, y, z, excel, teams, word
""")
)

PUBLIC_PEOPLE = frozenset(
    words("""
    wes streeting, jeremy hunt, boris johnson, keir starmer, rishi sunak, liz truss,
    matt hancock, sajid javid, steve barclay, victoria atkins, donald trump, lucy letby,
    harold shipman, charlie gard, alfie evans, tony bland, diane pretty, hadiza bawa-garba,
    jack adcock, martin bromiley, elaine bromiley, chris whitty, patrick vallance,
    jonathan van-tam, atul gawande, adam kay, ben goldacre, henry marsh, rachel clarke,
    florence nightingale, mary seacole, joseph lister, edward jenner, john snow,
    andrew wakefield, ian paterson, amanda pritchard, philip banfield, trisha greenhalgh,
    cicely saunders, archie cochrane, simon stevens, david nott, terry pratchett, michael j fox,
    stephen hawking, henrietta lacks, charles bonnet, little albert, phineas gage,
    archie battersbee, indi gregory,
    martha mills, oliver mcgowan, harry potter, ian mcwhinney, david oliver, phil hammond,
    julian tudor hart, jane austen, mary mallon, typhoid mary, john hunter, john bull,
    robert francis, bill kirkup, donna ockenden, isabel oakeshott, graham norton, gino strada,
    jimmy savile, louis pasteur, robert koch
""")
)

# What follows a first name when it is no name, or no patient's.
NOT_SURNAMES = frozenset(
    words("""
    hospital, royal, street, road, house, ward, clinic, unit, infirmary, trial, study, score,
    syndrome, disease, sign, test, and, the, in, on, at, is, was, has, had, with, from, for, but,
    who, came, said, day, college, university, institute, centre, center, foundation, trust,
    society, award, prize, lecture, medal, report, review, inquiry, criteria, classification,
    presented, monday, tuesday, wednesday, thursday, friday, saturday, sunday, january, february,
    march, april, june, july, august, september, october, november, december
""")
)
