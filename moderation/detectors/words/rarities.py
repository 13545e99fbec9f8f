"""Conditions and happenings so rare that few people can be meant. Lower case; patterns allowed."""

from . import words

RARE_CONDITIONS = words("""
    hereditary angioedema, alport(?:'s)? syndrome, acute intermittent porphyria,
    necrotising autoimmune myopathy, cystic echinococcosis, alveolar echinococcosis,
    hydatid disease, pemphigus vegetans, anti[- ]?nmda[- ]?r(?:eceptor)?(?: encephalitis)?,
    pulmonary angiosarcoma, cardiac angiosarcoma, gorham[- ]stout, whipple(?:'s)? disease,
    leptospirosis, weil(?:'s)? disease, moyamoya, botulism, leprosy, melioidosis, brucellosis,
    q fever, wilson(?:'s)? disease, cystinosis, ehlers[- ]danlos vascular,
    vascular ehlers[- ]danlos, loeys[- ]dietz, hyperekplexia, neuromyelitis optica,
    opsoclonus[- ]myoclonus, paroxysmal nocturnal haemoglobinuria, primary hyperoxaluria,
    sirenomelia, cri[- ]du[- ]chat, prader[- ]willi, angelman, rett syndrome, williams syndrome,
    cockayne, bloom syndrome, fanconi anaemia, diamond[- ]blackfan, hermansky[- ]pudlak,
    chediak[- ]higashi, merkel cell carcinoma, adrenocortical carcinoma, phaeochromocytoma crisis,
    insulinoma, glucagonoma, vipoma, thymic carcinoma, mucormycosis, naegleria,
    lemierre(?:'s)?(?: syndrome)?, fatal familial insomnia, stiff[- ]person syndrome,
    stiff[- ]man syndrome, fibrodysplasia ossificans(?: progressiva)?, progeria,
    hutchinson[- ]gilford, kuru, creutzfeldt[- ]jakob, variant cjd, sporadic cjd, cjd, vcjd,
    gerstmann[- ]str[a-z]+, alkaptonuria, porphyria cutanea tarda,
    congenital erythropoietic porphyria, moebius, moebius, proteus syndrome,
    epidermolysis bullosa, harlequin ichthyosis, xeroderma pigmentosum, niemann[- ]pick,
    tay[- ]sachs, krabbe, batten disease, menkes, canavan disease, alexander disease, zellweger,
    maple syrup urine disease, methylmalonic acid[a-z]+, homocystinuria,
    ornithine transcarbamylase, lesch[- ]nyhan, hunter syndrome, hurler syndrome, sanfilippo,
    morquio, pompe(?:'s)? disease, fabry(?:'s)? disease, gaucher(?:'s)? disease,
    erdheim[- ]chester, castleman(?:'s)?(?: disease)?, rosai[- ]dorfman,
    susac(?:'s)?(?: syndrome)?, kleine[- ]levin, landau[- ]kleffner,
    rasmussen(?:'s)? encephalitis, cotard(?:'s)?(?: syndrome| delusion)?, capgras, alien hand,
    locked[- ]in syndrome, foreign accent syndrome, persistent genital arousal,
    congenital insensitivity to pain, congenital analgesia, ondine(?:'s)? curse,
    congenital central hypoventilation, prune belly, conjoined twins?, sirenomelia,
    ectopia cordis, situs inversus totalis, dextrocardia, bladder exstrophy, cloacal exstrophy,
    hypoplastic left heart, ebstein(?:'s)?(?: anomaly)?, uhl anomaly, cor triatriatum, cantrell,
    beckwith[- ]wiedemann, prader[- ]willi, angelman, cornelia de lange, rubinstein[- ]taybi,
    cri[- ]du[- ]chat, wolf[- ]hirschhorn, smith[- ]magenis, williams syndrome, kabuki syndrome,
    joubert, bardet[- ]biedl, alstrom syndrome, rett syndrome, cockayne, bloom syndrome,
    fanconi anaemia, diamond[- ]blackfan, severe combined immunodeficiency, chediak[- ]higashi,
    wiskott[- ]aldrich, leukocyte adhesion, hyper[- ]ige, kearns[- ]sayre, melas, merrf,
    leigh syndrome, barth syndrome, danon disease, friedreich(?:'s)? ataxia,
    spinal muscular atrophy type 1, walker[- ]warburg, fukuyama, marinesco, pelizaeus, aicardi,
    vein of galen, moyamoya, cadasil, fatal insomnia, human rabies, anthrax, plague,
    yersinia pestis, ebola, marburg, lassa, crimean[- ]congo, hantavirus, naegleria, balamuthia,
    acanthamoeba, botulism, diphtheria, leprosy, hansen(?:'s)? disease, glanders, melioidosis,
    tularaemia, paralytic polio, psittacosis, leptospirosis, hydatid, whipple(?:'s)? disease,
    catastrophic antiphospholipid, takotsubo in a man, primary cardiac (?:angio)?sarcoma,
    cardiac angiosarcoma, phaeochromocytoma in pregnancy, insulinoma, vipoma, glucagonoma,
    somatostatinoma, adrenocortical carcinoma, parathyroid carcinoma, male breast cancer,
    pseudomyxoma peritonei, merkel cell, hairy cell variant, blastic plasmacytoid, retinoblastoma,
    hepatoblastoma, pineoblastoma, diffuse intrinsic pontine glioma, dipg, munchausen by proxy,
    factitious disorder imposed, fabricated or induced illness, abdominal pregnancy,
    heterotopic pregnancy, placenta percreta, uterine transplant, face transplant,
    hand transplant, aquagenic urticaria, auto[- ]?brewery syndrome, exploding head,
    trimethylaminuria, argyria, methaemoglobinaemia congenital, hereditary angio-?oedema type 3,
    acquired haemophilia, glanzmann, bernard[- ]soulier, paroxysmal nocturnal haemoglobinuria,
    congenital ttp, upshaw, degos disease, gorham(?:'s)?(?: disease)?, vanishing bone,
    klippel[- ]trenaunay, sturge[- ]weber, maffucci, ollier, cherubism, osteopetrosis,
    osteogenesis imperfecta type iii, achondrogenesis, thanatophoric
""") + tuple(
    # unless it is the vaccine that is spoken of
    disease + r"(?! (?:booster|status|toxoid|immun|vaccin|shot|prophyl|jab|cover|risk))"
    for disease in ("rabies", "tetanus", "anthrax", "diphtheria", "plague")
)

ONLY_ONE = (
    r"\b(?:only|first|second|third|(?:one|a) of (?:only )?(?:two|three|four|five|six|seven|eight|"
    r"nine|"
    r"a handful|a dozen|\d{1,2}|ten)|two|three|a handful)\s(?:\w+\s){0,4}?(?:in|"
    r"of)\s(?:the\s)?(?:uk|scotland|"
    r"wales|england|yorkshire|cornwall|devon|kent|essex|norfolk|suffolk|lancashire|"
    r"cumbria|north|south|trust|hospital|ireland|northern ireland|country|world|region|"
    r"literature|britain|"
    r"europe|county)\b"
    r"|\b(?:only|first|second)\s(?:ever\s)?(?:uk|british|scottish|welsh|irish|english|"
    r"reported|recorded|known|described)\s(?:\w+\s){0,3}?(?:case|patient|person|"
    r"survivor|transplant)"
    r"|\bthe (?:\w+th|first|second|third) (?:case )?(?:reported|recorded|described|known) "
    r"(?:worldwide|anywhere|in the world)\b|\bonly one (?:our|this|the) (?:\w+ )?(?:region|unit|"
    r"trust|hospital|"
    r"department|county|country|centre)(?: here)? has (?:ever )?(?:seen|had)\b"
    r"|\bone in a (?:million|billion)\b|\bonly (?:known |reported )?case\b|"
    r"\bnever (?:been )?(?:seen|reported|described)(?: before)? in (?:the uk|"
    r"this country|britain|scotland|wales)\b"
    r"|\b(?:youngest|oldest|longest[- ](?:surviving|living|lived)|heaviest|tallest|"
    r"smallest)\s(?:\w+\s){0,3}?(?:in|on|to|ever|survivor|patient)\b"
)

MECHANISM = (
    r"(?:bus|coach|train|tram|plane|helicopter|minibus|boat|ferry|lorry|motorway|"
    r"multi-vehicle) (?:crash|collision|accident|derailment)|house fire|farm(?:ing|"
    r"yard)? accident|quad bike|industrial accident|mining accident|(?:lorry|car|bus|"
    r"tram|train|van) (?:v|vs|versus) \w+|flat fire|"
    r"caravan fire|(?:gas |boiler )?explosion|struck by lightning|lightning strike|"
    r"(?:fell|fallen|jumped|thrown|pushed|off) (?:from|off|through) (?:the |a |an |his |"
    r"her )?(?:\w+ ){0,2}(?:scaffold\w*|cathedral|bridge|balcony|pier|cliff|roof|"
    r"multi-?storey|car park|tower|crane|church|steeple|quarry|horse|ladder lorry|ferry|"
    r"window|viaduct)|scaffolding|"
    r"stabb(?:ed|ing)|shooting|gunshot|shot (?:in|by|outside)|machete|acid attack|"
    r"(?:kicked|trampled|gored|attacked|bitten|mauled|stung) by (?:a |an |the |his |"
    r"her )?(?:\w+ )?(?:horse|bull|cow|dog|swan|snake|adder|ostrich|pig|stag|deer|shark|"
    r"seal|monkey|lion|tiger|bear|crocodile|jellyfish|weever|spider|rat)|police horse|"
    r"(?:hit|struck|run over|dragged) by (?:a |the )?(?:train|tram|tractor|tube|bus|"
    r"police car|ambulance|golf ball|lorry|forklift)|drown(?:ed|ing)|capsiz\w+|"
    r"'?s? sinking|shipwreck|avalanche|electrocut\w+|crushed (?:by|between|under)|"
    r"chainsaw|parachut\w+|sky ?div\w+|paraglid\w+|base jump\w*|"
    r"zip ?wire|tombston\w+|jet ?ski|combine harvester|baler|thresher|slurry|grain silo|"
    r"conveyor|caught in (?:the |a )?(?:line|machine\w*|lathe|press|auger|propeller)|"
    r"bungee|hot air balloon|landslide|collapsed (?:wall|building|mine|tunnel)|colliery|"
    r"carbon monoxide|poisoned by|nerve agent|novichok|"
    r"hostage|kidnap\w*|terror(?:ist)? (?:attack|incident)|arena bomb\w*|bombing|riot|"
    r"demonstration|festival|marathon|derby match|football match|cup final|grand prix|"
    r"silverstone|brands hatch|isle of man tt|the tt\b|glastonbury"
)

# Work that few people in a place do, or that many people see.
OCCUPATIONS = words(r"""
    gurkha, actor, actress, ambassador, archbishop, architect, archaeologist, astronomer,
    auctioneer, baker, ballet dancer, barber, barmaid, barrister, beekeeper, bell ?ringer,
    bishop, blacksmith, boat ?builder, bookmaker, boxer, brewer, bricklayer, bus driver, butcher,
    butler, caretaker, carpenter, canon, chef, chicken factory, choirmaster, circus \\w+,
    coal ?man, cobbler, comedian, coroner, councillor, cricketer, crofter, croupier, curate,
    dairy farmer, deep[- ]sea diver, dentist, detective, dinner lady, diplomat, disc jockey,
    driving instructor, drummer, dustman, engineer, estate agent, falconer, farmer, farmhand,
    farrier, fairground \\w+, firefighter, fireman, fisherman, fishmonger, florist, footballer,
    funeral director, gamekeeper, gardener, glazier, golfer, goalkeeper, gravedigger, gymnast,
    hairdresser, head ?teacher, headmaster, headmistress,
    head of (?:the )?(?:primary|secondary|school), hgv driver, horse trainer, imam, jockey,
    joiner, journalist, judge, keeper at, landlady, landlord of, lecturer, librarian,
    lifeboat\\w*, lifeguard, lighthouse keeper, lollipop (?:lady|man), lorry driver,
    lorry ?driver, magistrate, magician, market trader, mayor(?:ess)?, milkman, miner, model,
    musician, news ?reader, nun, opera singer, organist, painter and decorator, paper ?boy,
    park ranger, pastor, pilot, plasterer, plumber, poet,
    police (?:officer|man|woman|sergeant|inspector), policeman, policewoman, postman,
    postmistress, postmaster, potter, priest, prison officer, professor, pub landlord, publican,
    puppeteer, rabbi, racing driver, radio presenter, referee, roofer, rower, rugby player,
    saddler, sailor, scaffolder, school ?teacher, sculptor, shopkeeper, shop owner, singer,
    snooker player, social worker, soldier, solicitor, stonemason, steeplejack, stuntman, surfer,
    tattooist, taxi driver, teacher, teaching assistant, thatcher, town crier, trawlerman,
    train driver, tree surgeon, tv presenter, tv chef, undertaker, vet, vicar, violinist,
    weatherman, welder, wild swimmer, window cleaner, wrestler, youtuber, influencer,
    rugby league \w+, rugby union \w+, trawler skipper, skipper, weather presenter, bell[- ]ringer,
    darts player, chess (?:champion|master), poet laureate, cox(?:swain)?, coxswain, loss adjuster,
    piano tuner, upholsterer, locksmith, ringmaster, chimney sweep, clockmaker, cartographer,
    puppet maker, wheelwright, knife grinder, ratcatcher,
    pest controller, dog walker,
    dry stone waller,
    zoo ?keeper, goalie, head ?boy, head ?girl, deputy head, chaplain, deacon, sexton, verger,
    busker, piper, harpist, bouncer, doorman, bodyguard, caddie, postie, parish clerk, santa,
    procurator fiscal, assistant minister, church minister, air steward(?:ess)?, stunt rider,
    trapeze artist, ferryman, harbour ?master, coastguard, ghillie, shepherd, cheesemaker,
    distiller, mountaineer, sidecar passenger, chip shop, fish and chip shop, sweet shop,
    butcher's shop, book shop,
    corner shop, abattoir worker, lay preacher, scout leader, brown owl, sheriff,
    lord lieutenant, olympi\\w+, paralympi\\w+, plays for \\w+,
    works (?:as an?|on the|at the|in the|for)
""")

KNOWN = (
    r"\b(?:well[- ]known(?! (?:to|that|for|cause|side|fact|association|complication|"
    r"phenomenon|effect|risk|as)\b)|known to most|known to (?:you )?all|(?:you'd|"
    r"you would|you'll|"
    r"you will) all know|everyone (?:here |round here |in (?:the )?(?:town|"
    r"village) )?knows (?:him|her|them)|everybody knows (?:him|her|them)|"
    r"local celebrity|minor celebrity|celebrity|famous|household name|"
    r"half the (?:team|town|village|hospital|staff|ward) knows? (?:him|her|them)|"
    r"was on (?:bake off|strictly|love island|x factor|the voice|tv|telly|masterchef|"
    r"big brother|britain's got talent|question time|dragons' den)|off the telly|"
    r"(?:the|our) (?:\w+ )?(?:weatherman|weather girl|newsreader|head ?teacher|headmaster|"
    r"headmistress|head boy|head girl|lollipop (?:man|lady)|town crier|postmistress|vicar|imam|"
    r"rabbi|goalie|goalkeeper) (?:of|at|from|for|in|who)\b|"
    r"from the telly|(?:tv|television|breakfast tv|radio|news) (?:presenter|personality|"
    r"star|chef|reader)|"
    r"(?:the|our|a|former|ex-?|local) (?:\w+ )?(?:mp|mayor|councillor|bishop|lord mayor|"
    r"msp|peer)(?:'s)?\b|(?:premier league|championship|england|scotland|wales|ireland|"
    r"professional|former|ex-?) ?(?:\w+ )?(?:footballer|rugby player|cricketer|boxer|"
    r"jockey|international|cyclist|swimmer|sprinter|athlete)|olympi(?:an|c \w+)|"
    r"(?:who|he|she|pt|patient|chap|man|lady|woman|today,|also) (?:plays|drives|runs|owns|keeps|"
    r"reads|presents|conducts) the (?!risk|clinic|service|unit|rota|ward|list|meeting|department|"
    r"course|show|team|audit|trial|study|place|practice|house|point|car|same|whole|line|notes|"
    r"room|hospital)\w+|member of the (?:cabinet|royal family|lords)|won (?:gold|silver|"
    r"bronze|an? (?:oscar|bafta|olympic)|the (?:grand national|fa cup|derby))|pop ?star|"
    r"rock ?star|band member)\b"
)
NEWS = (
    r"\b(?:(?:made|in|all over) the (?:mail|sun|mirror)\b|(?:in|all over|on|hit|made|"
    r"across) (?:all )?(?:the )?(?:local |"
    r"national )?(?:papers?|news|newspapers?|press|headlines|front page|tabloids|telly|"
    r"bbc|itv|sky news|daily mail|daily mirror)\b|"
    r"press (?:are |were |is )?(?:already )?(?:outside|camped|at the (?:door|gates))|"
    r"journalists? (?:outside|rang|ringing|calling|phoned)|reporters? (?:outside|rang|"
    r"ringing|calling|phoned)|in the (?:echo|gazette|chronicle|argus|mercury|courier|"
    r"observer|advertiser|evening \w+)\b|read all about (?:him|her|it|them)|went viral|"
    r"gone viral|just giving|justgiving|gofundme|"
    r"crowdfund\w*|tribut(?:es|e) (?:page|in|paid|online)|local paper|police appeal|"
    r"missing person|murder (?:trial|inquiry|case)|crown court)"
)
ORIGINS = words("""
    afghan, albanian, algerian, angolan, bangladeshi, bengali, bolivian, bosnian, brazilian,
    bulgarian, cameroonian, chilean, chinese, colombian, congolese, cypriot, czech, dutch,
    egyptian, eritrean, estonian, ethiopian, filipino, filipina, french, gambian, georgian,
    german, ghanaian, greek, gujarati, haitian, hungarian, icelandic, indian, indonesian,
    iranian, iraqi, israeli, italian, ivorian, jamaican, japanese, jordanian, kenyan, korean,
    kosovan, kurdish, latvian, lebanese, liberian, libyan, lithuanian, malaysian, maltese,
    moldovan, moroccan, nepali, nepalese, nigerian, norwegian, pakistani, palestinian, peruvian,
    polish, portuguese, punjabi, romanian, russian, rwandan, saudi, senegalese, serbian,
    sierra leonean, slovak, slovakian, somali, spanish, sri lankan, sudanese, syrian, taiwanese,
    tamil, tanzanian, thai, tibetan, tunisian, turkish, ugandan, ukrainian, vietnamese, yemeni,
    zambian, zimbabwean, black, asian, south asian, white british, mixed race, afro-?caribbean,
    muslim, jewish, orthodox jewish, hasidic, sikh, hindu, buddhist, catholic, mormon, amish,
    coptic, rastafarian, traveller, gypsy, roma, romany, irish traveller, plymouth brethren
""")
