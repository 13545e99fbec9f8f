"""Short statements about groups, hateful and not."""

from __future__ import annotations

import random
from collections.abc import Iterator

from ..corpora import Sample
from .blocks import lines

GROUPS = [
    tuple(line.split(", "))
    for line in lines("""
    women, woman
    Muslims, Muslim
    Jews, Jew
    Jewish people, Jewish person
    Black people, Black person
    Asians, Asian
    Indians, Indian
    Pakistanis, Pakistani
    Nigerians, Nigerian
    Arabs, Arab
    Chinese people, Chinese person
    Poles, Pole
    Romanians, Romanian
    Irish people, Irish person
    Travellers, Traveller
    immigrants, immigrant
    refugees, refugee
    asylum seekers, asylum seeker
    foreigners, foreigner
    gay people, gay person
    gays, gay man
    lesbians, lesbian
    bisexual people, bisexual person
    trans people, trans person
    trans women, trans woman
    disabled people, disabled person
    autistic people, autistic person
    wheelchair users, wheelchair user
    deaf people, deaf person
    old people, old person
    Christians, Christian
    Catholics, Catholic
    Hindus, Hindu
    Sikhs, Sikh
    atheists, atheist
    white people, white person
    foreign doctors, foreign doctor
    overseas graduates, overseas graduate
    working mothers, working mother
    pregnant doctors, pregnant doctor
""")
]
VILE = (
    "scum vermin animals filth parasites rats cockroaches savages subhuman disgusting worthless "
    "stupid lazy dirty thick inferior evil criminals liars thieves freaks idiots morons "
    "pigs dogs trash leeches retarded useless repulsive backward perverts"
).split()
DOINGS = lines("""
    ruin this country
    spread disease
    steal our jobs
    destroy everything they touch
    lie and cheat
    abuse children
    take our homes
    are taking over
    drag the rest of us down
    cannot be trusted
    breed like rabbits
    only come here to scrounge
    make me sick
    smell
    are all the same
""")
WISHES = lines("""
    be locked up
    be shot
    be deported
    disappear
    be banned from this country
    go back where they came from
    be put down
    burn
    not be allowed to vote
    be wiped out
    be kept away from our children
    rot in hell
    stay in the kitchen
    not be allowed near patients
    be sterilised
""")
HATEFUL = lines("""
    I hate {G}.
    I fucking hate {G}.
    I can't stand {G}.
    I despise every single {g}.
    {G} are {v}.
    {G} are nothing but {v}.
    All {G} are {v}, every one of them.
    {G} are all {v} and I am not afraid to say it.
    Every {g} I have met is {v}.
    {G} {d}.
    {G} {d}, everyone knows it.
    Let's be honest, {G} {d}.
    {G} should {w}.
    {G} ought to {w}.
    All {G} deserve to die.
    Why don't {G} just {w}?
    Why are {G} such {v}?
    How can anyone like {G} when they {d}?
    Is it just me or are {G} {v}?
    I don't hate {G}, but they {d}.
    I have nothing against {G} but they should {w}.
    We don't want {G} here.
    Nobody wants {G} in this hospital.
    No {g} should ever be in charge.
    You can never trust a {g}.
    You're just another {v} {g}.
    You stupid {g}.
    Fuck {G}.
    Fuck off, {g}.
    Get rid of all {G}.
    The only good {g} is a dead {g}.
    I'd never let a {g} treat me.
    Look at all those {G}. They are {v}.
    There are so many {G} here now. They {d}.
    {G} moved in next door. I hope they {w}.
    My neighbour is a {g}. What {v}.
    I will hurt any {g} who comes near me.
    Someone should shoot those {G}.
    {G} are not human.
    {G} are a disease.
    {G} are a plague on society.
    {G} are beneath the rest of us.
    It is a fact that {G} are {v}.
    Being a {g} is disgusting.
    {G} don't deserve rights.
    This place was better before the {G} came.
    If {G} {d}, why do we keep paying for them?
    God I wish all {G} would {w}.
    I would love to see {G} {w}.
    {G} have no place in medicine.
    As a {g} you are {v} and you always will be.
    I'm sick of {G}, they {d}.
    typical {g}, {v} as ever
""")
KIND = lines("""
    {G} attending the clinic should be offered the vaccine.
    {G} are at higher risk and should be screened every year.
    The trial recruited {G} over forty.
    Guidance on contraception for {G} is due for review.
    {G} in pain are believed less often, and die of it.
    Which interpreter do you book for {G} in labour?
    {G} deserve better than this service.
    Suicide rates among {G} have risen since 2010.
    {G} need a longer appointment and a ramp.
    I love {G}.
    {G} are welcome here.
    {G} deserve the same respect as anyone else.
    I admire {G} for what they put up with.
    My best friend is a {g}.
    I am a {g}.
    We need more {G} in medicine.
    {G} are people like everybody else.
    {G} are wonderful.
    As a {g}, I am proud of our department.
    I had a lovely chat with a {g} today.
    There are many {G} in this town.
    {G} work in all our hospitals.
    She is a {g} and a surgeon.
    The history of {G} in the NHS is worth reading.
    Many {G} are afraid to see a doctor.
    {G} have the right to vote.
    The report says that {G} wait longer for a diagnosis.
    {G} are more likely to be disciplined than others, and that has to stop.
    How do we make clinics better for {G}?
    I'm so happy to be a {g}.
    Proud to be a {g}.
""")
DENIED = lines("""
    I don't hate {G}.
    I have never hated {G}.
    No one should ever say that {G} are {v}.
    {G} are not {v}.
    It is not true that {G} {d}.
    Nobody deserves to be called {v} for being a {g}.
    We must never treat {G} like {v}.
    I would never say that {G} should {w}.
    {G} do not {d}, that is a lie.
    No {g} deserves to be treated like that.
    Not all {G} are the same.
    It's wrong to hate {G}.
    I can't believe that some still think {G} {d}.
    Saying that {G} should {w} is disgusting.
    You can't just claim that {G} are {v}.
    Stop saying that {G} {d}.
""")
COUNTER = lines("""
    He said "{G} are {v}" and I reported him.
    "{G} should {w}" is not an opinion, it is hate.
    Anyone who writes "I hate {G}" should be banned from here.
    They shouted "{G} are {v}" at us on the bus and nobody helped.
    It is racist to say that {G} {d}.
    The poster claimed "{G} {d}", which is simply false.
    You have to be full of prejudice to think {G} are {v}.
    If you think "{G} should {w}", look at the evidence.
    People who say that {G} are {v} need to meet some.
    She was told that "{G} {d}" at her interview.
    A patient called my colleague a {v} {g} and the trust did nothing.
""")
SWEARING = lines("""
    This is fucking brilliant.
    Fuck, I forgot my badge.
    That was a bloody good talk.
    Shit, is it Monday already?
    What the hell is going on with this weather?
    I am so fucking tired.
    I love this shit.
    You did a damn good job.
    Holy shit, we got the grant!
    God damn it, the printer again.
    I fucking love my team.
    Fuck yes, we passed.
    I hate Mondays.
    I hate this rota.
    I despise early starts.
    Coriander should be banned.
    All rotas are rubbish.
    This coffee is disgusting.
    I can't stand that song.
    Printers are evil.
    Those shoes are hideous and I hate them.
    Spreadsheets are the scum of the earth.
    This software should be shot.
    I want to kill whoever invented hot desking, said every doctor ever.
    Artists are overrated.
    I hate bankers' bonuses.
    All capitalism is greedy.
""")


def statements(count: int, seed: int = 6) -> Iterator[Sample]:
    """So many short statements, half of them hateful."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for number in range(count):
        hateful = number % 2 == 0
        frames = HATEFUL if hateful else rng.choice((KIND, DENIED, COUNTER, SWEARING))
        many, one = rng.choice(GROUPS)
        said = rng.choice(frames).format(
            G=many, g=one, v=rng.choice(VILE), d=rng.choice(DOINGS), w=rng.choice(WISHES)
        )
        said = said[0].upper() + said[1:] if rng.random() < 0.8 else said.lower()
        yield Sample(said, hateful, "functional", "generated")
