"""Protected groups (Equality Act 2010, section 4) and slurs against them. Lower case; patterns."""

from . import alternatives, words

SLURS = words("""
    n[i1]gg(?:er|a|ers|as|az|uh)s?, pak(?:i|is), chink(?:s|y|ies), gook(?:s)?, spic(?:s),
    kike(?:s)?, yids?, (?<!maine )coons?, darkies, darkie, wogs?, sambo, golliwogs?,
    jungle bunn(?:y|ies), sand n\\w+, towel ?heads?, rag ?heads?, camel jockeys?,
    muzz(?:ie|ies|y), mudslimes?, raghead, curry munchers?, faggots?, fags(?! end), faggy,
    (?:fucking|bloody|these|those|two|a) dykes?, poofs?, poofters?, batty ?boys?, bum ?boys?,
    bumders?, shirtlifters?, trann(?:y|ies), shemales?, he-shes?, ladyboys?, lesbos?,
    homos?(?= |$|\\.), gayboys?, sodomites, pikeys?, pikies, gyppos?, gippos?, tinkers(?= are),
    knackers, didicoys?, white trash, wetbacks?, beaners?, squaws?, abos?(?= |$),
    jap(?:s)(?= are), krauts?, frogs are, polacks?, spastics are, spazzers?, window lickers?,
    mongoloids?(?= are), cripples(?= can| are| should| shouldn|\\W?$|[.!?]), flids?, joey deacon,
    libtards?, femin(?:azi|azis), slut ?bags?, thots?, hoes,
    (?:a|that|dis|this|stupid|dumb|you|ass) hoe, bitches, cunts, hebes?, shylocks?, uncle toms?,
    house negro\\w*, coconuts are, gammons? are
""")
GROUPS = words("""
    women, girls, females?, lady doctors?,
    female (?:doctors?|surgeons?|consultants?|registrars?|trainees?), working mums?,
    mothers in medicine, mothers, pregnant (?:doctors?|trainees?|women), muslims?, islam,
    islamists?, jews?, jewish people, the jews, hindus?, sikhs?, catholics?, christians?,
    jehovah'?s witnesses, hijabis?, burqas?, hijabs?, blacks?,
    black (?:people|men|women|doctors?|nurses?|folk|males|guys|kids), whites,
    white (?:people|men|males|folk), asians?, indians?, pakistanis?, bangladeshis?, nigerians?,
    ghanaians?, africans?, egyptians?, arabs?, chinese, filipinos?, romanians?, poles,
    polish (?:people|doctors?|nurses?), bulgarians?, albanians?, somalis?, syrians?, mexicans?,
    latinos?, roma, irish people, imgs?,
    foreign (?:doctors?|graduates?|nurses?|gps?|consultants?),
    overseas (?:doctors?|graduates?|nurses?|trainees?), international (?:medical )?graduates?,
    (?:indian|pakistani|nigerian|african|asian|arab|egyptian|filipino) (?:doctors?|nurses?|imgs?),
    (?:indian|pakistani|nigerian|african|asian|arab|filipino) (?:graduates?|women|men),
    east(?:ern)? european (?:doctors?|nurses?|graduates?|women|men), foreigners?, immigrants?,
    migrants?, illegals?, refugees?, asylum seekers?, gays?, gay (?:people|men|doctors?|nurses?),
    lesbians?, homosexuals?, bisexuals?, queers,
    trans (?:people|women|men|kids|patients?|doctors?), transgenders?, transsexuals?,
    lgbt\\w* (?:people|lot|lobby|crowd), disabled (?:people|doctors?|trainees?|students?),
    the disabled, autistic (?:people|doctors?|kids), autistics?, dyslexic (?:doctors?|people),
    cripples?, people with (?:down'?s|learning disabilit(?:y|ies)|autism|disabilities),
    downs kids, old people, the elderly, the old, geriatrics, boomers, gyps(?:y|ies),
    travellers?, irish travellers?, romany, gypsies
""")
GROUP_RE = alternatives(GROUPS)
# Said of a person these are slurs; a spastic gait and growth that is retarded are none.
SLUR_RE = alternatives(
    (
        *SLURS,
        r"(?:an?|you|total|complete|fucking|utter|such an?|these|those|like) (?:\w+ )?"
        r"(?:retards?|spastics?|mongs?|spackers?|spaz)(?= with| would| who|\W?$|[.!?,])",
    )
)
# What is held against a group.
AGAINST = (
    r"(?:scum|vermin|animals|dirty|filthy|thick|stupid|dumb|lazy|liars|thieves|thieving|"
    r"thiev\w+|criminals|rapists|terrorists|savages|inferior|subhuman|parasites|"
    r"scroungers|backward\w*|primitive|disgusting|perverts?|perverted|paedos?|"
    r"paedophiles|mentally ill|mental|"
    r"sick in the head|freaks|abominations?|unnatural|sinful|evil|violent|a plague|"
    r"a cancer|a disease|a virus|cockroaches|rats|invaders|invading|incompetent|unsafe|"
    r"dangerous|useless|hopeless|worthless|weak|too (?:emotional|weak|soft|stupid|thick|"
    r"slow|hormonal|aggressive|lazy)|hysterical|hormonal|all the same|the problem|"
    r"the enemy|to blame|"
    r"ruining|destroying|killing|taking over|flooding|swamping|overrunning|polluting|"
    r"infesting|draining|stealing|breeding|leeching|not (?:proper|real|safe|fit|suited|"
    r"cut out|welcome|wanted|as (?:good|clever|bright|capable))|an? (?:liability|risk|"
    r"danger|menace|drain|burden|"
    r"waste)|only (?:here|good)|morons?|idiots|retards|whores|sluts|bitches|monkeys|"
    r"apes|pigs|dogs|cowards|greedy|cheap|tight|sneaky|untrustworthy|cheats|frauds|"
    r"inbred|smelly|stink\w*)"
)
WISHES = (
    r"(?:should(?:n't| not)?|must(?:n't| not)?|need to|ought to|don't deserve to|"
    r"have no right to|can(?:'t|not)|could never|don't|do not|won't|never|"
    r"will never) (?:all |ever |just |really |even |actually )?(?:be (?:let (?:near|"
    r"anywhere|loose)|anywhere near|sent|deported|"
    r"shot|banned|allowed|trusted|gassed|hanged|sterilised|put down|locked up|killed|"
    r"exterminated|surgeons|doctors|consultants|in (?:medicine|surgery|theatre|charge))|"
    r"trusted|belong|go (?:back|home)|get out|stay (?:at home|in the kitchen|out of)|"
    r"know (?:how|anything)|speak (?:\w+ )?english|do the job|do surgery|handle (?:it|"
    r"the|nights|pressure)|integrate|wash|work (?:hard|as hard|full)|operate|learn|"
    r"exist|have (?:the )?(?:vote|rights|children|babies|kids)|burn|die|hang|rot|"
    r"stick to (?:nursing|gp|having babies)|breed)"
)
