"""Insults as British people write them. Lower case; an entry may be a small pattern.

What matters is the target: these words do nothing until the offence detectors find them aimed at
someone. Words that medicine needs (cretinism, spastic, hysterical, psychotic) are kept to the
strictest patterns or left out.
"""

from collections.abc import Iterable

from . import alternatives, words

# Nouns that are an attack on whoever they are said of.
VICIOUS = words("""
    cows, old gits?, cunts?, scum, scumbags?, vermin, twats?, bitch, bitches, whores?, slags?,
    sluts?, wankers?, bastards?, pricks?, dickheads?, dick, arseholes?, assholes?, bellends?,
    bell-ends?, knobheads?, fuckers?, motherfuckers?, fuckwits?, fucktards?, shitheads?, shits?,
    retards?, retarded, mongs?, spackers?, spaz, spazzes, spastic, cretins?, imbeciles?, morons?,
    idiots?, turds?, skanks?, cockwombles?, cocksuckers?, shitbags?, cumstains?, subhumans?,
    lowlifes?, low-lifes?, degenerates?, pond ?life,
    pieces? of (?:shit|crap|filth|work|trash|garbage), sacks? of shit,
    wastes? of (?:space|oxygen|skin|air|a salary|a number|nhs money|a good degree),
    wastes? of a training (?:post|number), oxygen thie(?:f|ves), douchebags?, douches?,
    jackass(?:es)?, dumb ?ass(?:es)?, tossers?, scrotes?, arse ?lickers?, slapper, tramp, cow,
    old cow, old bat, hag, crone, harpy, harpies, bint, minger, munter, trollop
""")

# Nouns that belittle; on their own milder.
BELITTLING = words("""
    bores?, sods?, weapon, muppets?, clowns?, numpty, numpties, buffoons?, halfwits?, half-wits?,
    simpletons?, dimwits?, thickos?, losers?, creeps?, weirdos?, weasels?, snakes?, rats?, pigs?,
    liars?, cowards?, bullies, bully, psychopaths?, sociopaths?, narcissists?, nutters?,
    nutjobs?, lunatics?, fools?, dunces?, pillocks?, plonkers?, prats?, gits?, berks?, wallys?,
    dopes?, dullards?, ignoramus(?:es)?, airheads?, bimbos?, parasites?, leech(?:es)?, worms?,
    toads?, slime ?balls?, trolls?, witch(?:es)?, nazis?, fascists?, bigots?, tyrants?, despots?,
    dinosaurs?, fossils?, quacks?, charlatans?, frauds?, butchers?, phon(?:y|ies|eys?),
    hypocrites?, jokes?, disgraces?, embarrassments?, failures?, wimps?, sissy, crybab(?:y|ies),
    snowflakes?, jobsworths?, brown-?nosers?, lickspittles?, lapdogs?, sheeple, scroungers?,
    freeloaders?, nobody, nobodies, animals?, savages?, monsters?, dogs?, donkeys?, sheep, ape,
    apes, monkeys?, gorilla, egomaniacs?, megalomaniacs?, control freaks?, slackers?, layabouts?,
    shirkers?, skivers?, spongers?, good[- ]for[- ]nothings?, no-?hopers?, dead ?weight,
    chocolate teapots?, empty suits?, noctors?, blob, slob, slobs, lard ?arse, fatso, fatty,
    fatties, whale, sad ?sacks?, saddos?, drips?,
    horrible (?:human|human being|person|people|man|woman),
    vile (?:human|human being|person|people|man|woman), dregs, cancers?, plague, sham,
    laughing ?stocks?, peasants?, oafs?, louts?, yobs?, thugs?, troglodytes?, neanderthals?,
    dickwads?, bozos?, dumbos?, dummy, dummies, airheads?, blockheads?, boneheads?, dunderheads?,
    knuckle-?draggers?, windbags?, blowhards?, drama queens?, div, divs, melts?, spanners?,
    tools?, knobs?, gobshites?
""")

ADJECTIVES = words("""
    heartless, ghastly, wicked, hateful, grubby, stupid, thick, dim, dim-?witted, useless,
    pathetic, incompetent, brainless, brain-?dead, clueless, moronic, idiotic, imbecilic,
    worthless, spineless, gutless, lazy, ignorant, arrogant, evil, vile, disgusting, repulsive,
    repugnant, fat, ugly, senile, deranged, unhinged, cowardly, dishonest, corrupt, bigoted,
    dumb, dense, slow-?witted, feckless, hopeless, idle, workshy, work-?shy, two-?faced,
    sanctimonious, smug, pompous, vindictive, spiteful, nasty, poisonous, toxic, obnoxious,
    odious, loathsome, despicable, contemptible, deplorable, miserable, pig[- ]ignorant, dopey,
    gormless, witless, half-?witted, feeble-?minded, inept, shit, shite, crap, rubbish,
    bloody useless, fucking useless, fucking stupid, scummy, slimy, sleazy, creepy, snivelling,
    sniveling, whiny, whiney, whining, bitter, hypocritical, delusional, insane, crazy,
    cretinous, asinine, mindless, pea-?brained, good for nothing, talentless, overpaid,
    jumped-?up, self-?important, egotistical, narcissistic, horrible, horrid, revolting, dirty,
    filthy, backward, inbred, inferior, unfit, subhuman, lying, entitled, pitiful, laughable,
    ridiculous, treacherous, conniving, manipulative, callous, cruel, monstrous, clapped[- ]out,
    washed[- ]up, dried[- ]up, wet, limp, weak, childish, bone idle,
    thick as (?:mince|shit|pigshit|two short planks|two planks|a plank),
    dumb as (?:a box of rocks|a rock|rocks|a post|a bag of hammers|shit), dangerously stupid
""")

# What may stand between a target and an insult without changing it.
ADVERBS = words("""
    so, such, just, really, clearly, obviously, absolutely, completely, totally, utterly, truly,
    simply, frankly, honestly, still, always, all, a bit, pretty, very, too, fucking, bloody,
    f-?ing, effing, sodding, bleeding, the most, as, quite, literally, basically, genuinely,
    nothing but, nothing more than, beyond, also, both, probably, actually, right, even, either,
    the biggest, the worst, one of the most, hardly, plain, downright, just plain, frigging,
    freaking, damn, goddamn
""")
INTENSIFIERS = words("""
    absolute, total, complete, utter, fucking, bloody, sodding, right, proper, little, big, old,
    stupid, massive, real, sad, poor, pathetic, useless, lazy, fat, ugly, ignorant, arrogant,
    nasty, vile, thick, dumb, dirty, silly, worthless, miserable, sanctimonious, selfish,
    spineless, gutless, pompous, vindictive, spiteful, two-?faced, lying, smug, evil, horrible,
    disgusting, ridiculous, incompetent, clueless, brainless, dried up, senile, jumped-?up,
    overpaid, dim, odious, slimy, corrupt, racist, sexist, entitled, whining, whiny, snivelling,
    cowardly, idle, filthy, fuckin, effing, goddamn, damn, colossal, unmitigated, first class
""")

SWEARING = words(
    "fuck, fucking, fuckin, fucked, fucks, shit, shitty, bullshit, crap, arse, ass, piss"
)

ALSO_THINGS = frozenset(
    words("""
    cancers?, plague, parasites?, worms?, leech(?:es)?, failures?, jokes?, disgraces?,
    embarrassments?, rats?, pigs?, dogs?, monkeys?, apes?, ape, gorilla, donkeys?, sheep,
    snakes?, animals?, toads?, sham, fossils?, dinosaurs?, tools?, knobs?, spanners?, melts?,
    drips?, whale, blob, slob, shits?, turds?, cow, tramp, dick, pricks?, spastic, retarded,
    cretins?, dummy, dummies, dregs, frauds?, dead ?weight, nobody, div, divs, witch(?:es)?,
    monsters?, slapper, crone, shirkers?, psychopaths?, sociopaths?, narcissists?, lunatics?,
    bully, savages?, trolls?, butchers?, weasels?, bastards?, harpy, bitch, laughing ?stocks?,
    fools?, fatty, fatties, snowflakes?, windbags?, peasants?, empty suits?, chocolate teapots?
""")
)
VICIOUS_RE = alternatives(VICIOUS)
NOUN_RE = alternatives(VICIOUS + BELITTLING)
# Nouns that are said of people and of nothing else.
OF_PEOPLE = tuple(noun for noun in (*VICIOUS, *BELITTLING) if noun not in ALSO_THINGS)
OF_PEOPLE_RE = alternatives(OF_PEOPLE)
ADJECTIVE_RE = alternatives(ADJECTIVES)
ADVERB_RE = alternatives(ADVERBS)
INTENSIFIER_RE = alternatives(INTENSIFIERS)


def _expand(entry: str) -> set[str]:
    """The plain words an entry of one word stands for."""
    if " " in entry or "(" in entry:
        return set()
    bare = entry.replace("-?", "")
    if "?" not in bare:
        return {bare}
    without = bare[: bare.index("?") - 1] + bare[bare.index("?") + 1 :]
    return _expand(without) | _expand(bare.replace("?", "", 1))


def plain_words(entries: Iterable[str]) -> frozenset[str]:
    """All the plain single words that patterns stand for."""
    return frozenset().union(*map(_expand, entries))


# Words worth looking for under a disguise.
DISGUISED = frozenset(
    word
    for entry in (*VICIOUS, *BELITTLING, *SWEARING, "stupid", "useless", "pathetic", "worthless")
    for word in _expand(entry)
    if len(word) > 3
) - {
    "pigs",
    "rats",
    "joke",
    "jokes",
    "apes",
    "dogs",
    "toad",
    "worm",
    "tool",
    "tools",
    "melt",
    "drip",
    "whale",
    "sheep",
    "frauds",
    "fraud",
    "monkey",
    "cows",
    "divs",
    "knob",
    "slob",
    "blob",
    "sham",
}
