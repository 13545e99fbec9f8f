"""The same insult, meant of somebody else and not meant."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from ..corpora import Sample
from .blocks import lines

WHOM = lines("""
    our registrar
    the new consultant
    that F2
    the med reg
    Dr Harkness
    the ward manager
    my trainer
    the anaesthetist
    the site lead
    whoever wrote this
    the night nurse
    Kieran
    the OP
    this bloke
    she
    he
""")
NOUNS = (
    "idiot moron clown muppet twat prick bitch cow liar coward bully disgrace wanker bellend fool "
    "imbecile halfwit dinosaur joke waster bastard snake numpty"
).split()
FAULTS = (
    "stupid useless thick pathetic incompetent lazy clueless brainless ignorant arrogant spineless "
    "worthless gormless dim disgusting dumb moronic"
).split()
THINGS = lines("""
    the rota
    this computer
    that policy
    the e-portfolio
    the new cannula
    the parking system
    this printer
    the contract
    that paper
    the exam
    the bleep system
    this form
    the discharge software
""")
MEANT = lines("""
    {w} is a {n}.
    {w} is a complete {n} and everyone knows it.
    You are a {n}.
    You {a} {n}.
    You're so {a} it hurts.
    What a {n} {w} is.
    {w} is {a}.
    {w} is too {a} to be let near a patient.
    Only a {n} would write that.
    How {a} are you?
    You really are a {a} {n}, aren't you?
    Shut up, you {n}.
    I have never met such a {n} as {w}.
    {w}, {a} as ever, missed it again.
    People like you are {a}.
    Listen, {n}, nobody asked you.
    {w} has always been a {a} {n}.
""")
NOT_MEANT = lines("""
    {w} called me a {n} in front of the whole team.
    I was told that I was {a} and should give up.
    He shouted "you {a} {n}" at our F1 and walked off.
    My trainer said I was {a}.
    I felt like a complete {n}.
    I am such a {n}, I left my badge at home.
    What a {n} I was.
    I'm not saying you're {a}, I am saying the dose is wrong.
    Nobody here is a {n}.
    You are not a {n}.
    You're not a {n}, you are tired. Everybody misses one.
    Nobody thinks you are a {n}.
    {w} is not a {n}, whatever they say.
    I don't think {w} is {a}.
    Don't let anyone tell you that you are a {n}.
    You are not {a} for asking.
    Don't call people {a}.
    > You are a {n}
    Being called a {n} by a consultant still stings years later.
    The patient called her a {a} {n} and the trust did nothing.
    {t} is {a}.
    What a {a} idea {t} was.
    I hate {t}, it is {a}.
    {t} is a {a} joke.
    Whoever feels {a} today: you are not, you are tired.
    She made me feel {a}.
    They told us we were {a} and lazy.
    "{n}" is not a word to use of a colleague.
""")


ARTICLE = re.compile(r"\b([Aa])(?=\s[aeiou])")


def insults(count: int, seed: int = 7) -> Iterator[Sample]:
    """So many remarks, half of them meant of somebody else."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for number in range(count):
        meant = number % 2 == 0
        said = rng.choice(MEANT if meant else NOT_MEANT).format(
            w=rng.choice(WHOM), n=rng.choice(NOUNS), a=rng.choice(FAULTS), t=rng.choice(THINGS)
        )
        said = ARTICLE.sub(r"\1n", said)
        said = said[0].upper() + said[1:] if rng.random() < 0.7 else said.lower()
        yield Sample(said, meant, "insult", "generated")
