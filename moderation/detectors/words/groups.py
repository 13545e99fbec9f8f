"""Protected groups (Equality Act 2010, section 4) and slurs against them. Lower case; patterns."""

from . import alternatives, words

SLURS = words("""
    n[i1]gg(?:er|a|ers|as|az|uh)s?, pak(?:i|is), chink(?:s|y|ies), gook(?:s)?, spic(?:s), kike(?:s)?, yids?, (?<!maine )coons?, darkies, darkie, wogs?, sambo, golliwogs?, jungle bunn(?:y|ies), sand n\\w+, towel ?heads?, rag ?heads?, camel jockeys?, muzz(?:ie|ies|y), mudslimes?, raghead, curry munchers?,
    faggots?, fags(?! end), faggy, (?:fucking|bloody|these|those|two|a) dykes?, poofs?, poofters?, batty ?boys?, bum ?boys?, bumders?, shirtlifters?, trann(?:y|ies), shemales?, he-shes?, ladyboys?, lesbos?, homos?(?= |$|\\.), gayboys?, sodomites,
    pikeys?, pikies, gyppos?, gippos?, tinkers(?= are), knackers, didicoys?, white trash, wetbacks?, beaners?, squaws?, abos?(?= |$), jap(?:s)(?= are), krauts?, frogs are, polacks?,
    spastics are, spazzers?, window lickers?, mongoloids?(?= are), cripples are, flids?, joey deacon, libtards?, (?:an?|you|total|complete|fucking|utter|such an?|these|those|like) (?:\\w+ )?(?:retards?|spastics?|mongs?|spackers?|spaz)(?= with| would| who|\\W?$|[.!?]), femin(?:azi|azis), slut ?bags?, thots?, hoes, (?:a|that|dis|this|stupid|dumb|you|ass) hoe, bitches, cunts, hebes?, shylocks?, uncle toms?, house negro\\w*, coconuts are, gammons? are
""")
GROUPS = words("""
    women, girls, females?, lady doctors?, female (?:doctors?|surgeons?|consultants?|registrars?|trainees?), working mums?, mothers in medicine, mothers, pregnant (?:doctors?|trainees?|women),
    muslims?, islam, islamists?, jews?, jewish people, the jews, hindus?, sikhs?, catholics?, christians?, jehovah'?s witnesses, hijabis?, burqas?, hijabs?,
    blacks?, black (?:people|men|women|doctors?|nurses?|folk|males|guys|kids), whites, white (?:people|men|males|folk), asians?, indians?, pakistanis?, bangladeshis?, nigerians?, ghanaians?, africans?, egyptians?, arabs?, chinese, filipinos?, romanians?, poles, polish (?:people|doctors?|nurses?), bulgarians?, albanians?, somalis?, syrians?, mexicans?, latinos?, roma, irish people,
    imgs?, foreign (?:doctors?|graduates?|nurses?|gps?|consultants?), overseas (?:doctors?|graduates?|nurses?|trainees?), international (?:medical )?graduates?, (?:indian|pakistani|nigerian|african|asian|arab|egyptian|filipino|eastern european|east european) (?:doctors?|nurses?|graduates?|imgs?|women|men), foreigners?, immigrants?, migrants?, illegals?, refugees?, asylum seekers?,
    gays?, gay (?:people|men|doctors?|nurses?), lesbians?, homosexuals?, bisexuals?, queers, trans (?:people|women|men|kids|patients?|doctors?), transgenders?, transsexuals?, lgbt\\w* (?:people|lot|lobby|crowd),
    disabled (?:people|doctors?|trainees?|students?), the disabled, autistic (?:people|doctors?|kids), autistics?, dyslexic (?:doctors?|people), cripples?, people with (?:down'?s|learning disabilit(?:y|ies)|autism|disabilities), downs kids, old people, the elderly, the old, geriatrics, boomers,
    gyps(?:y|ies), travellers?, irish travellers?, romany, gypsies
""")
GROUP_RE = alternatives(GROUPS)
SLUR_RE = alternatives(SLURS)
# What is held against a group.
AGAINST = (
    r"(?:scum|vermin|animals|dirty|filthy|thick|stupid|dumb|lazy|liars|thieves|thieving|thiev\w+|criminals|rapists|terrorists|savages|inferior|subhuman|parasites|scroungers|backward\w*|primitive|disgusting|perverts?|perverted|paedos?|paedophiles|mentally ill|mental|"
    r"sick in the head|freaks|abominations?|unnatural|sinful|evil|violent|a plague|a cancer|a disease|a virus|cockroaches|rats|invaders|invading|incompetent|unsafe|dangerous|useless|hopeless|worthless|weak|too (?:emotional|weak|soft|stupid|thick|slow|hormonal|aggressive|lazy)|hysterical|hormonal|all the same|the problem|the enemy|to blame|"
    r"ruining|destroying|killing|taking over|flooding|swamping|overrunning|polluting|infesting|draining|stealing|breeding|leeching|not (?:proper|real|safe|fit|suited|cut out|welcome|wanted|as (?:good|clever|bright|capable))|a (?:drain|burden|waste)|only (?:here|good)|morons?|idiots|retards|whores|sluts|bitches|monkeys|apes|pigs|dogs|cowards|greedy|cheap|tight|sneaky|untrustworthy|cheats|frauds|inbred|smelly|stink\w*)"
)
WISHES = (
    r"(?:should(?:n't| not)?|must(?:n't| not)?|need to|ought to|don't deserve to|have no right to|can(?:'t|not)|could never|don't|do not|won't|never|will never) (?:all |ever |just |really |even |actually )?(?:be (?:sent|deported|shot|banned|allowed|trusted|gassed|hanged|sterilised|put down|locked up|killed|exterminated|surgeons|doctors|consultants|in (?:medicine|surgery|theatre|charge))|trusted|belong|go (?:back|home)|get out|stay (?:at home|in the kitchen|out of)|"
    r"know (?:how|anything)|speak (?:\w+ )?english|do the job|do surgery|handle (?:it|the|nights|pressure)|integrate|wash|work (?:hard|as hard|full)|operate|learn|exist|have (?:the )?(?:vote|rights|children|babies|kids)|burn|die|hang|rot|stick to (?:nursing|gp|having babies)|breed)"
)
